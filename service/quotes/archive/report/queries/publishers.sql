select
    publisher,
    count(*) as quotes,
    count(distinct (source, number)) as articles,
    round(count(*) / count(distinct (source, number)), 1) as "per article",
    round(100.0 * count(*) filter (in_marks) / count(*), 1) as "percent in marks",
    round(100.0 * count(*) filter (speaker_named) / count(*), 1) as "percent by name",
    round(100.0 * count(*) filter (len(via) > 0) / count(*), 1) as "percent relayed"
from said
where publisher is not null
group by all
order by quotes desc, publisher
