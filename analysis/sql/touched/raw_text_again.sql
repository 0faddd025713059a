-- question:  Were texts read before a posting with them was stored, so that their mentions were left out then?
-- grain:     the first such text
-- columns:   text_hash  text
SELECT text_hash FROM diff_raw_text SEMI JOIN raw.attributes USING (text_hash) LIMIT 1;
