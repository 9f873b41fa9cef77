-- The quotes that count: what the articles say was said. The rest of the report asks this.
create temp view said as
select
    *,
    -- as keys, without gaps
    coalesce(speaker_kind, 'unknown') as speaker_kind_,
    coalesce(speaker_role, '') as speaker_role_,
    type <> 'indirect' as in_marks,
    case when regexp_matches(date, '^\d{4}-\d\d') then left(date, 7) end as month,
    case when regexp_matches(date, '^\d{4}-\d\d-\d\d') then left(date, 10) end as day
from quotes
where not unsaid and coalesce(category, 'statement') <> 'thought'
