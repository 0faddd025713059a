-- question:  How often was the reader right about each skill on labelled postings?
-- grain:     one row per skill
-- columns:   skill_id  taxonomy id
--            tp        labelled postings in which it was rightly found
--            fp        labelled postings in which it was wrongly found
--            fn        labelled postings in which it was missed
-- params:    $quality_files
-- caveat:    quality.jsonl beside the mentions; without it, as in mentions of an older reader, the table is empty.
CREATE TABLE raw.reader_quality (skill_id VARCHAR, tp BIGINT, fp BIGINT, fn BIGINT);

INSERT INTO raw.reader_quality
SELECT skill_id, tp, fp, fn
FROM read_json($quality_files, format = 'newline_delimited',
  columns = {skill_id: 'VARCHAR', tp: 'BIGINT', fp: 'BIGINT', fn: 'BIGINT'})
ORDER BY skill_id;
