-- Speakers who are people, by gender. One is told by all articles with evidence where a name is joined, else by its own.
with speakers as (
    select
        said.*,
        case when standing = 'joined' then identity::varchar else concat_ws(' ', identity, source, said.number) end as who
    from said join identities using (speaker, speaker_named, speaker_kind_, speaker_role_)
    where kind = 'person'
),
evidence as (
    select who, source, number, gender
    from (select distinct who, source, number, unnest(speaker_mentions) as mention from speakers) as mentioned
    join marks on marks.type = mention.type
        and word = rtrim(lower(case mention.type when 'name' then split_part(mention.text, ' ', 1) else mention.text end), '.')
    group by all
),
told as (
    select who, count(*) filter (gender = 'f') as f, count(*) filter (gender = 'm') as m from evidence group by who
)
select
    case when f >= $agreement * (f + m) then 'women' when m >= $agreement * (f + m) then 'men' else 'unknown' end
        as gender,
    count(*) as quotes,
    sum(words)::bigint as words,
    count(distinct who) as speakers,
    count(*) filter (in_marks) as "in marks",
    round(100.0 * count(*) / sum(count(*)) over (), 1) as percent
from speakers left join told using (who)
group by 1
order by quotes desc, gender
