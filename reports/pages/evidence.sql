-- The places in the text of one vacancy a skill and employer, that show best that the skill is asked for.
-- Parameters: population; most (quotes a skill). Offsets count characters from 0.
with candidate as (
  select
    asked.skill_id, vacancy.vacancy_id, vacancy.employer_id, vacancy.text_hash, vacancy.opened_on, vacancy.title,
    case asked.strength when 'required' then 0 when 'preferred' then 1 else 2 end as rung, asked.strength
  from core.vacancy_skill as asked
  join core.population_vacancy as member using (vacancy_id)
  join core.vacancy as vacancy using (vacancy_id)
  where member.population = $population
), one_an_employer as (
  select * from candidate
  qualify row_number() over (
    partition by skill_id, employer_id order by rung, opened_on desc nulls last, vacancy_id
  ) = 1
), few as (
  select * from one_an_employer
  qualify row_number() over (partition by skill_id order by rung, opened_on desc nulls last, vacancy_id) <= $most
), placed as (
  select few.*, mention.start_char, mention.end_char
  from few
  join core.mention as mention on mention.text_hash = few.text_hash and mention.skill_id = few.skill_id
  where mention.counts
  qualify row_number() over (
    partition by few.skill_id, few.vacancy_id
    order by mention.strength <> few.strength, mention.start_char
  ) = 1
), addressed as (
  select vacancy_id, min_by(url, posting_key) as url, min_by(company, posting_key) as company
  from core.posting
  where vacancy_id in (select vacancy_id from placed)
  group by vacancy_id
)
select
  placed.skill_id, placed.title, addressed.company, addressed.url,
  substr(text.text, greatest(1, placed.start_char + 1 - 200), placed.start_char - greatest(0, placed.start_char - 200)) as before,
  substr(text.text, placed.start_char + 1, placed.end_char - placed.start_char) as found,
  substr(text.text, placed.end_char + 1, 200) as after
from placed
join raw.text as text using (text_hash)
left join addressed using (vacancy_id)
order by placed.skill_id, placed.rung, placed.opened_on desc nulls last, placed.vacancy_id
