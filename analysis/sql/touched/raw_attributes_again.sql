-- question:  Were texts read a second time?
-- grain:     the first such text
-- columns:   text_hash  text
SELECT text_hash FROM diff_raw_attributes SEMI JOIN raw.attributes USING (text_hash) LIMIT 1;
