select
    (select count(*) from documents) as articles,
    (select count(problem) from documents) as unread,
    (select count(distinct (source, number)) from said) as "articles with quotes",
    (select count(*) from said) as quotes,
    (select coalesce(sum(words), 0)::bigint from said) as "quoted words",
    (select count(*) from quotes) - (select count(*) from said) as "not said"
