-- question:  What does pay by the hour, day, week or month come to in a year?
-- grain:     one number per call; null for an unknown period
-- params:    period  hour, day, week, month or year, as the posting states its pay
-- caveat:    A full year of full-time work: 52 weeks of 40 hours, 260 days, 12 months. Part-time work, a thirteenth
--            month, bonuses and shares are not known and not added.
CREATE OR REPLACE MACRO per_year(period) AS
  CASE period WHEN 'year' THEN 1 WHEN 'month' THEN 12 WHEN 'week' THEN 52 WHEN 'day' THEN 260 WHEN 'hour' THEN 2080 END;
