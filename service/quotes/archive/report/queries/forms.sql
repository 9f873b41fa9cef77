select
    type,
    count(*) as quotes,
    sum(words)::bigint as words,
    round(100.0 * count(*) / sum(count(*)) over (), 1) as percent
from said
group by all
order by quotes desc, type
