-- People or bodies by number of quotes; $standings and $persons choose whom.
select
    name,
    role,
    kind,
    count(*) as quotes,
    sum(words)::bigint as words,
    count(distinct (source, said.number)) as articles,
    count(*) filter (type = 'direct') as direct,
    count(*) filter (type = 'mixed') as mixed,
    count(*) filter (type = 'indirect') as indirect,
    count(*) filter (len(via) > 0) as relayed,
    min(day) as first,
    max(day) as last
from said join identities using (speaker, speaker_named, speaker_kind_, speaker_role_)
where list_contains($standings, standing) and (kind = 'person') = $persons
group by identity, name, role, kind
order by quotes desc, words desc, name, role
