-- The explorer's ranking, worked out by the warehouse: one row a skill, most asked first.
with chosen as (select v.vacancy_id, v.employer_id from core.vacancy as v where v.counted and {where}),
cell as (select employer_id, count(*) as n_g from chosen group by employer_id),
total as (
  select coalesce(sum(n_g), 0)::bigint as n, count(*) as employers, coalesce(sum(n_g * n_g), 0)::double as nn from cell
),
asking as (
  select a.skill_id, c.employer_id, count(*) as k_g
  from core.vacancy_skill as a
  join chosen as c using (vacancy_id)
  group by all
),
summed as (
  select skill_id, sum(k_g)::bigint as k, count(*) as employers_asking, sum(k_g * k_g)::double as kk,
    sum(k_g * n_g)::double as kn
  from asking
  join cell using (employer_id)
  group by skill_id
),
filled as (
  select s.skill_id, s.name, t.*, coalesce(k, 0) as k, coalesce(employers_asking, 0) as employers_asking,
    coalesce(kk, 0) as kk, coalesce(kn, 0) as kn, coalesce(k, 0) / nullif(n, 0) as p
  from core.skill as s
  cross join total as t
  left join summed as a using (skill_id)
),
varied as (
  select *, employers / nullif(employers - 1, 0) * greatest(0, kk - 2 * p * kn + p * p * nn) / nullif(n * n, 0) as v
  from filled
),
designed as (
  select *, case when employers >= 2 then greatest(1.0, coalesce(v / nullif(p * (1 - p) / n, 0), 1.0)) end as deff
  from varied
)
select skill_id, name, k, n, employers_asking, employers, p as share, share_lo(k, n, deff, employers) as lo,
  share_hi(k, n, deff, employers) as hi
from designed
order by k desc, name
