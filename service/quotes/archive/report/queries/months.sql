select
    month,
    count(*) as quotes,
    count(*) filter (type = 'direct') as direct,
    count(*) filter (type = 'mixed') as mixed,
    count(*) filter (type = 'indirect') as indirect,
    count(distinct (source, number)) as articles
from said
where month is not null
group by all
order by month
