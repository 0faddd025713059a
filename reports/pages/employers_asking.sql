-- The named employers with the most vacancies that ask for each skill.
-- Parameters: population; most (employers a skill).
select asked.skill_id, employer.name, count(*) as k
from core.vacancy_skill as asked
join core.population_vacancy as member using (vacancy_id)
join core.employer as employer on employer.employer_id = member.employer_id
where member.population = $population and employer.named
group by asked.skill_id, employer.employer_id, employer.name
qualify row_number() over (partition by asked.skill_id order by count(*) desc, employer.name, employer.employer_id) <= $most
order by asked.skill_id, k desc, employer.name
