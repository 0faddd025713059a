-- What is open to somebody, worked out by the warehouse: one row a skill that might be taken next, with what is open
-- before and after.
with chosen as (select v.vacancy_id from core.vacancy as v where v.counted and {where}),
required as (
  select distinct vacancy_id, alternatives as skills
  from core.requirement
  where any_of and strength = 'required'
  union all
  select distinct s.vacancy_id, [s.skill_id]
  from core.requirement_skill as s
  join core.requirement as r using (vacancy_id, requirement)
  where not r.any_of and r.strength = 'required'
),
counting as (
  select r.* from required as r semi join chosen using (vacancy_id) where list_has_all($counting, r.skills)
),
next as (select skill_id from core.skill where not list_contains($held, skill_id)),
met as (
  select n.skill_id, c.vacancy_id, count(*) as total, count(*) filter (list_has_any(c.skills, $held)) as met,
    count(*) filter (list_has_any(c.skills, list_append($held, n.skill_id))) as met_after
  from counting as c
  cross join next as n
  group by all
)
select skill_id, count(*) as n, count(*) filter (100 * met >= $part * total) as open,
  count(*) filter (100 * met_after >= $part * total) - open as gain
from met
group by skill_id
order by gain desc, skill_id
