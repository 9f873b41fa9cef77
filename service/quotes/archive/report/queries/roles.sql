select
    regexp_replace(lower(speaker_role), '^(the|a|an) ', '') as role,
    count(*) as quotes,
    sum(words)::bigint as words,
    count(distinct speaker) as names,
    round(100.0 * count(*) / sum(count(*)) over (), 1) as percent
from said
where speaker_role is not null
group by all
order by quotes desc, role
