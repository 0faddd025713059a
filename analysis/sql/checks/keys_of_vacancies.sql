-- check:     The key that each header calls the grain is unique and never null: tables of vacancies.
-- question:  Which keys of vacancies and what they ask for stand twice, or are null?
-- delta:     by vacancy_id
-- caveat:    In the largest tables vacancies are passed over whose rows all set bits of their own, of 64 that a part
--            of the key or of its hash chooses: the rows of a key that stands twice set the same one.
SELECT 'core.vacancy' AS made, vacancy_id AS key, count(*) AS times FROM core.vacancy
GROUP BY vacancy_id HAVING count(*) > 1 OR vacancy_id IS NULL
UNION ALL SELECT 'core.population_vacancy', concat_ws('|', population, vacancy_id), count(*)
FROM core.population_vacancy
WHERE vacancy_id IN (
  SELECT vacancy_id FROM core.population_vacancy
  GROUP BY vacancy_id HAVING bit_count(bit_or(1::UBIGINT << (hash(population) & 63))) < count(*))
  OR vacancy_id IS NULL OR population IS NULL
GROUP BY population, vacancy_id HAVING count(*) > 1 OR population IS NULL OR vacancy_id IS NULL
UNION ALL SELECT 'core.requirement', concat_ws('|', vacancy_id, requirement), count(*) FROM core.requirement
WHERE vacancy_id IN (
  SELECT vacancy_id FROM core.requirement
  GROUP BY vacancy_id HAVING bit_count(bit_or(1::UBIGINT << (requirement & 63))) < count(*))
  OR vacancy_id IS NULL OR requirement IS NULL
GROUP BY vacancy_id, requirement HAVING count(*) > 1 OR vacancy_id IS NULL OR requirement IS NULL
UNION ALL SELECT 'core.requirement_skill', concat_ws('|', vacancy_id, requirement, skill_id), count(*)
FROM core.requirement_skill
WHERE vacancy_id IN (
  SELECT vacancy_id FROM core.requirement_skill
  GROUP BY vacancy_id HAVING bit_count(bit_or(1::UBIGINT << (requirement & 63))) < count(*))
  OR vacancy_id IS NULL OR requirement IS NULL OR skill_id IS NULL
GROUP BY vacancy_id, requirement, skill_id
HAVING count(*) > 1 OR vacancy_id IS NULL OR requirement IS NULL OR skill_id IS NULL
UNION ALL SELECT 'core.vacancy_skill', concat_ws('|', vacancy_id, skill_id), count(*) FROM core.vacancy_skill
WHERE vacancy_id IN (
  SELECT vacancy_id FROM core.vacancy_skill
  GROUP BY vacancy_id
  HAVING bit_count(bit_or(1::UBIGINT << (hash(skill_id) & 63))) < count(*)
    AND bit_count(bit_or(1::UBIGINT << ((hash(skill_id) >> 20) & 63))) < count(*)
    AND bit_count(bit_or(1::UBIGINT << ((hash(skill_id) >> 40) & 63))) < count(*))
  OR vacancy_id IS NULL OR skill_id IS NULL
GROUP BY vacancy_id, skill_id HAVING count(*) > 1 OR vacancy_id IS NULL OR skill_id IS NULL
UNION ALL SELECT 'core.spell', concat_ws('|', vacancy_id, spell), count(*) FROM core.spell
GROUP BY vacancy_id, spell HAVING count(*) > 1 OR vacancy_id IS NULL OR spell IS NULL
UNION ALL SELECT 'core.stretch', concat_ws('|', vacancy_id, stretch), count(*) FROM core.stretch
GROUP BY vacancy_id, stretch HAVING count(*) > 1 OR vacancy_id IS NULL OR stretch IS NULL
UNION ALL SELECT 'core.place', concat_ws('|', vacancy_id, place), count(*) FROM core.place
GROUP BY vacancy_id, place HAVING count(*) > 1 OR vacancy_id IS NULL OR place IS NULL
ORDER BY made, key;
