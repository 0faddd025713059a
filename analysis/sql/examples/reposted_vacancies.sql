-- Q:         Which vacancies were advertised most often, and in how many spells?
-- expects:   title, employer, n_postings, n_boards, spells, opened_on, last_seen_on
-- params:    $top = 25
SELECT v.title, e.name AS employer, v.n_postings, v.n_boards, count(s.spell) AS spells, v.opened_on, v.last_seen_on
FROM core.vacancy AS v
JOIN core.employer AS e USING (employer_id)
LEFT JOIN core.spell AS s USING (vacancy_id)
WHERE v.n_postings > 1
GROUP BY v.vacancy_id, v.title, e.name, v.n_postings, v.n_boards, v.opened_on, v.last_seen_on
ORDER BY v.n_postings DESC, v.vacancy_id
LIMIT $top::INTEGER;
