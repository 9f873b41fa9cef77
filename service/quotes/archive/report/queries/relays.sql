select relay.name as relay, relay.relation as relation, count(*) as quotes, count(distinct speaker) as speakers
from (select speaker, unnest(via) as relay from said)
where relay.name is not null
group by all
order by quotes desc, relay, relation
