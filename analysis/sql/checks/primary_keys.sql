-- check:     The key that each header calls the grain is unique and never null.
-- question:  Which keys stand twice, or are null?
WITH key AS (
  SELECT 'core.posting' AS made, posting_key AS key FROM core.posting
  UNION ALL SELECT 'core.vacancy', vacancy_id FROM core.vacancy
  UNION ALL SELECT 'core.employer', employer_id FROM core.employer
  UNION ALL SELECT 'core.skill', skill_id FROM core.skill
  UNION ALL SELECT 'core.family', concat_ws('|', family, skill_id) FROM core.family
  UNION ALL SELECT 'core.legal_form', form FROM core.legal_form
  UNION ALL SELECT 'core.population', concat_ws('|', population, role) FROM core.population
  UNION ALL SELECT 'core.population_vacancy', concat_ws('|', population, vacancy_id) FROM core.population_vacancy
  UNION ALL SELECT 'core.requirement', concat_ws('|', vacancy_id, requirement) FROM core.requirement
  UNION ALL SELECT 'core.requirement_skill', concat_ws('|', vacancy_id, requirement, skill_id)
  FROM core.requirement_skill
  UNION ALL SELECT 'core.vacancy_skill', concat_ws('|', vacancy_id, skill_id) FROM core.vacancy_skill
  UNION ALL SELECT 'core.spell', concat_ws('|', vacancy_id, spell) FROM core.spell
  UNION ALL SELECT 'core.posting_spell', concat_ws('|', posting_key, spell) FROM core.posting_spell
  UNION ALL SELECT 'core.stretch', concat_ws('|', vacancy_id, stretch) FROM core.stretch
  UNION ALL SELECT 'core.duplicate_edge', concat_ws('|', posting_key, first_key, rule) FROM core.duplicate_edge
  UNION ALL SELECT 'raw.text', text_hash FROM raw.text
  UNION ALL SELECT 'raw.attributes', text_hash FROM raw.attributes
  UNION ALL SELECT 'marts.overview', population FROM marts.overview
  UNION ALL SELECT 'marts.skill_demand', concat_ws('|', population, skill_id) FROM marts.skill_demand
  UNION ALL SELECT 'marts.framework_demand', concat_ws('|', population, skill_id) FROM marts.framework_demand
  UNION ALL SELECT 'marts.cloud_demand', concat_ws('|', population, skill_id) FROM marts.cloud_demand
  UNION ALL SELECT 'marts.section_demand', concat_ws('|', population, section) FROM marts.section_demand
  UNION ALL SELECT 'marts.role_mix', role FROM marts.role_mix
  UNION ALL SELECT 'marts.source_mix', concat_ws('|', source, board) FROM marts.source_mix
  UNION ALL SELECT 'marts.source_quality', source FROM marts.source_quality
  UNION ALL SELECT 'marts.month_flow', concat_ws('|', population, month) FROM marts.month_flow
  UNION ALL SELECT 'marts.lifecycle_month', concat_ws('|', population, month) FROM marts.lifecycle_month
  UNION ALL SELECT 'core.metro', concat_ws('|', country, city) FROM core.metro
  UNION ALL SELECT 'core.place', concat_ws('|', vacancy_id, place) FROM core.place
  UNION ALL SELECT 'core.slice_label', concat_ws('|', dimension, value) FROM core.slice_label
  UNION ALL SELECT 'marts.slice', concat_ws('|', population, dimension, value) FROM marts.slice
  UNION ALL SELECT 'marts.skill_slice', concat_ws('|', population, dimension, value, skill_id) FROM marts.skill_slice
  UNION ALL SELECT 'marts.skill_month', concat_ws('|', population, month, skill_id) FROM marts.skill_month
  UNION ALL SELECT 'marts.skill_concentration', concat_ws('|', population, skill_id) FROM marts.skill_concentration
  UNION ALL SELECT 'core.pay', vacancy_id FROM core.pay
  UNION ALL SELECT 'marts.pay_overview', concat_ws('|', population, currency, role) FROM marts.pay_overview
  UNION ALL SELECT 'marts.skill_pay', concat_ws('|', population, currency, skill_id) FROM marts.skill_pay
  UNION ALL SELECT 'marts.skill_trend', concat_ws('|', population, skill_id) FROM marts.skill_trend
  UNION ALL SELECT 'marts.skill_emergence', concat_ws('|', population, skill_id) FROM marts.skill_emergence
  UNION ALL SELECT 'marts.role_distinctive', concat_ws('|', role, skill_id) FROM marts.role_distinctive
  UNION ALL SELECT 'marts.rank_sensitivity', concat_ws('|', population, skill_id, rule) FROM marts.rank_sensitivity
  UNION ALL SELECT 'core.agency', employer_id FROM core.agency
  UNION ALL SELECT 'marts.time_on_market', concat_ws('|', population, skill_id) FROM marts.time_on_market
  UNION ALL SELECT 'core.guide_item', concat_ws('|', section, item) FROM core.guide_item
  UNION ALL SELECT 'core.guide_claim', claim FROM core.guide_claim
  UNION ALL SELECT 'raw.reader_quality', skill_id FROM raw.reader_quality
  UNION ALL SELECT 'marts.skill_pair', concat_ws('|', population, skill_a, skill_b) FROM marts.skill_pair
  UNION ALL SELECT 'marts.skill_alternative', concat_ws('|', population, skill_id, other_id)
  FROM marts.skill_alternative
  UNION ALL SELECT 'marts.guide_item', concat_ws('|', population, section, item) FROM marts.guide_item
  UNION ALL SELECT 'marts.guide_claim', concat_ws('|', population, claim) FROM marts.guide_claim
  UNION ALL SELECT 'marts.guide_gap', concat_ws('|', population, skill_id) FROM marts.guide_gap
  UNION ALL SELECT 'marts.coverage_curve', concat_ws('|', population, satisfied, position) FROM marts.coverage_curve
  UNION ALL SELECT 'marts.run_history', run_id FROM marts.run_history
  UNION ALL SELECT 'marts.reader_quality', skill_id FROM marts.reader_quality
  UNION ALL SELECT 'marts.skill_corrected', concat_ws('|', population, skill_id) FROM marts.skill_corrected
)
SELECT made, key, count(*) AS times FROM key GROUP BY made, key HAVING count(*) > 1 OR key IS NULL ORDER BY made, key;
