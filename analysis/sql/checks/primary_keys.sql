-- check:     The key that each header calls the grain is unique and never null.
-- question:  Which keys stand twice, or are null?
-- caveat:    Those of the tables with a row or more for each posting stand in keys_of_vacancies, keys_of_postings and
--            keys_of_texts.
SELECT 'core.employer' AS made, concat_ws('|', employer_id) AS key, count(*) AS times FROM core.employer
GROUP BY employer_id HAVING count(*) > 1 OR employer_id IS NULL
UNION ALL SELECT 'core.skill', concat_ws('|', skill_id), count(*) FROM core.skill
GROUP BY skill_id HAVING count(*) > 1 OR skill_id IS NULL
UNION ALL SELECT 'core.family', concat_ws('|', family, skill_id), count(*) FROM core.family
GROUP BY family, skill_id HAVING count(*) > 1 OR family IS NULL OR skill_id IS NULL
UNION ALL SELECT 'core.legal_form', concat_ws('|', form), count(*) FROM core.legal_form
GROUP BY form HAVING count(*) > 1 OR form IS NULL
UNION ALL SELECT 'core.population', concat_ws('|', population, role), count(*) FROM core.population
GROUP BY population, role HAVING count(*) > 1 OR population IS NULL OR role IS NULL
UNION ALL SELECT 'core.duplicate_edge', concat_ws('|', posting_key, first_key, rule), count(*)
FROM core.duplicate_edge
GROUP BY posting_key, first_key, rule HAVING count(*) > 1 OR posting_key IS NULL OR first_key IS NULL OR rule IS NULL
UNION ALL SELECT 'marts.overview', concat_ws('|', population), count(*) FROM marts.overview
GROUP BY population HAVING count(*) > 1 OR population IS NULL
UNION ALL SELECT 'marts.skill_demand', concat_ws('|', population, skill_id), count(*) FROM marts.skill_demand
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.framework_demand', concat_ws('|', population, skill_id), count(*) FROM marts.framework_demand
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.cloud_demand', concat_ws('|', population, skill_id), count(*) FROM marts.cloud_demand
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.section_demand', concat_ws('|', population, section), count(*) FROM marts.section_demand
GROUP BY population, section HAVING count(*) > 1 OR population IS NULL OR section IS NULL
UNION ALL SELECT 'marts.role_mix', concat_ws('|', role), count(*) FROM marts.role_mix
GROUP BY role HAVING count(*) > 1 OR role IS NULL
UNION ALL SELECT 'marts.source_mix', concat_ws('|', source, board), count(*) FROM marts.source_mix
GROUP BY source, board HAVING count(*) > 1 OR source IS NULL OR board IS NULL
UNION ALL SELECT 'marts.source_quality', concat_ws('|', source), count(*) FROM marts.source_quality
GROUP BY source HAVING count(*) > 1 OR source IS NULL
UNION ALL SELECT 'marts.month_flow', concat_ws('|', population, month), count(*) FROM marts.month_flow
GROUP BY population, month HAVING count(*) > 1 OR population IS NULL OR month IS NULL
UNION ALL SELECT 'marts.lifecycle_month', concat_ws('|', population, month), count(*) FROM marts.lifecycle_month
GROUP BY population, month HAVING count(*) > 1 OR population IS NULL OR month IS NULL
UNION ALL SELECT 'core.metro', concat_ws('|', country, city), count(*) FROM core.metro
GROUP BY country, city HAVING count(*) > 1 OR country IS NULL OR city IS NULL
UNION ALL SELECT 'core.slice_label', concat_ws('|', dimension, value), count(*) FROM core.slice_label
GROUP BY dimension, value HAVING count(*) > 1 OR dimension IS NULL OR value IS NULL
UNION ALL SELECT 'marts.slice', concat_ws('|', population, dimension, value), count(*) FROM marts.slice
GROUP BY population, dimension, value HAVING count(*) > 1 OR population IS NULL OR dimension IS NULL OR value IS NULL
UNION ALL SELECT 'marts.skill_slice', concat_ws('|', population, dimension, value, skill_id), count(*)
FROM marts.skill_slice
GROUP BY population, dimension, value, skill_id
HAVING count(*) > 1 OR population IS NULL OR dimension IS NULL OR value IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.skill_month', concat_ws('|', population, month, skill_id), count(*) FROM marts.skill_month
GROUP BY population, month, skill_id HAVING count(*) > 1 OR population IS NULL OR month IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.skill_concentration', concat_ws('|', population, skill_id), count(*)
FROM marts.skill_concentration
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'core.pay', concat_ws('|', vacancy_id), count(*) FROM core.pay
GROUP BY vacancy_id HAVING count(*) > 1 OR vacancy_id IS NULL
UNION ALL SELECT 'marts.pay_overview', concat_ws('|', population, currency, role), count(*) FROM marts.pay_overview
GROUP BY population, currency, role HAVING count(*) > 1 OR population IS NULL OR currency IS NULL OR role IS NULL
UNION ALL SELECT 'marts.skill_pay', concat_ws('|', population, currency, skill_id), count(*) FROM marts.skill_pay
GROUP BY population, currency, skill_id
HAVING count(*) > 1 OR population IS NULL OR currency IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.skill_trend', concat_ws('|', population, skill_id), count(*) FROM marts.skill_trend
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.skill_emergence', concat_ws('|', population, skill_id), count(*) FROM marts.skill_emergence
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.role_distinctive', concat_ws('|', role, skill_id), count(*) FROM marts.role_distinctive
GROUP BY role, skill_id HAVING count(*) > 1 OR role IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.rank_sensitivity', concat_ws('|', population, skill_id, rule), count(*)
FROM marts.rank_sensitivity
GROUP BY population, skill_id, rule HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL OR rule IS NULL
UNION ALL SELECT 'core.agency', concat_ws('|', employer_id), count(*) FROM core.agency
GROUP BY employer_id HAVING count(*) > 1 OR employer_id IS NULL
UNION ALL SELECT 'marts.time_on_market', concat_ws('|', population, skill_id), count(*) FROM marts.time_on_market
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'core.guide_item', concat_ws('|', section, item), count(*) FROM core.guide_item
GROUP BY section, item HAVING count(*) > 1 OR section IS NULL OR item IS NULL
UNION ALL SELECT 'core.guide_claim', concat_ws('|', claim), count(*) FROM core.guide_claim
GROUP BY claim HAVING count(*) > 1 OR claim IS NULL
UNION ALL SELECT 'raw.reader_quality', concat_ws('|', skill_id), count(*) FROM raw.reader_quality
GROUP BY skill_id HAVING count(*) > 1 OR skill_id IS NULL
UNION ALL SELECT 'marts.skill_pair', concat_ws('|', population, skill_a, skill_b), count(*) FROM marts.skill_pair
GROUP BY population, skill_a, skill_b HAVING count(*) > 1 OR population IS NULL OR skill_a IS NULL OR skill_b IS NULL
UNION ALL SELECT 'marts.skill_alternative', concat_ws('|', population, skill_id, other_id), count(*)
FROM marts.skill_alternative
GROUP BY population, skill_id, other_id
HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL OR other_id IS NULL
UNION ALL SELECT 'marts.guide_item', concat_ws('|', population, section, item), count(*) FROM marts.guide_item
GROUP BY population, section, item HAVING count(*) > 1 OR population IS NULL OR section IS NULL OR item IS NULL
UNION ALL SELECT 'marts.guide_claim', concat_ws('|', population, claim), count(*) FROM marts.guide_claim
GROUP BY population, claim HAVING count(*) > 1 OR population IS NULL OR claim IS NULL
UNION ALL SELECT 'marts.guide_gap', concat_ws('|', population, skill_id), count(*) FROM marts.guide_gap
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'marts.coverage_curve', concat_ws('|', population, satisfied, position), count(*)
FROM marts.coverage_curve
GROUP BY population, satisfied, position
HAVING count(*) > 1 OR population IS NULL OR satisfied IS NULL OR position IS NULL
UNION ALL SELECT 'marts.run_history', concat_ws('|', run_id), count(*) FROM marts.run_history
GROUP BY run_id HAVING count(*) > 1 OR run_id IS NULL
UNION ALL SELECT 'marts.reader_quality', concat_ws('|', skill_id), count(*) FROM marts.reader_quality
GROUP BY skill_id HAVING count(*) > 1 OR skill_id IS NULL
UNION ALL SELECT 'marts.skill_corrected', concat_ws('|', population, skill_id), count(*) FROM marts.skill_corrected
GROUP BY population, skill_id HAVING count(*) > 1 OR population IS NULL OR skill_id IS NULL
UNION ALL SELECT 'core.currency', concat_ws('|', currency), count(*) FROM core.currency
GROUP BY currency HAVING count(*) > 1 OR currency IS NULL
ORDER BY made, key;
