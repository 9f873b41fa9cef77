-- Names that may stand for several: each with its role, if it has one, and why it stands apart.
select name, role, standing as why, count(*) as quotes, count(distinct (source, said.number)) as articles
from said join identities using (speaker, speaker_named, speaker_kind_, speaker_role_)
where list_contains($standings, standing)
group by identity, name, role, standing
order by sum(quotes) over (partition by name, why) desc, name, quotes desc, role
