-- What speakers are called, each with the number of quotes.
select speaker, speaker_named, coalesce(speaker_kind, 'unknown'), speaker_role, count(*)
from said
where speaker is not null
group by all
order by all
