-- check:     Every requirement has the members it counts, and every vacancy it belongs to is counted.
-- question:  Which vacancies have requirements that are empty, miscounted or stray?
-- delta:     by vacancy_id
-- caveat:    The members of a vacancy's requirements are summed with a number of each requirement as weight, which
--            costs a fifth of counting them one by one.
SELECT vacancy_id, sum(stated)::BIGINT AS n_skills, sum(member)::BIGINT AS members
FROM (
  SELECT vacancy_id, n_skills AS stated, 0 AS member, n_skills * (hash(requirement) >> 16)::BIGINT AS weighed
  FROM core.requirement
  UNION ALL
  SELECT vacancy_id, 0, 1, -(hash(requirement) >> 16)::BIGINT FROM core.requirement_skill
)
GROUP BY vacancy_id
HAVING sum(stated) <> sum(member) OR sum(weighed) <> 0
UNION ALL
SELECT vacancy_id, n_skills, NULL
FROM core.requirement
ANTI JOIN (SELECT vacancy_id FROM core.vacancy WHERE counted) USING (vacancy_id)
UNION ALL
SELECT vacancy_id, n_skills, NULL FROM core.requirement WHERE coalesce(n_skills, 0) < 1
ORDER BY ALL;
