-- What two crawls would add to the warehouse of market.sql: one source that can be read and one that fails.
INSERT INTO marts.lifecycle_month VALUES
  ('ml', '2024-08-01', 310, 42, 0, 0, 352, true),
  ('ml', '2024-09-01', 0, 61, 3, 38, 378, false);
INSERT INTO marts.source_quality VALUES
  ('greenhouse', 2, '2024-09-28 06:00', 40, 30, 7, 1, 1, 1, 0, 0, 9100, 1420, 0.156, 380, 61, 38, 9100, 9050, false,
   NULL),
  ('lever', 4, '2024-09-28 06:00', 12, 12, 0, 0, 0, 0, 0, 0, 210, 20, 0.095, 52, 0, 31, 210, 860, true,
   '210 postings listed where 860 are usual');
