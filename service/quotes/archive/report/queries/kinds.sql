select
    case when speaker is null then 'nobody' else coalesce(speaker_kind, 'unknown') end as kind,
    case when speaker is null then '' when speaker_named then 'by name' else 'without a name' end as how,
    count(*) as quotes,
    sum(words)::bigint as words,
    round(100.0 * count(*) / sum(count(*)) over (), 1) as percent
from said
group by all
order by quotes desc, kind, how
