-- question:  Which posting records did the complete runs land?
-- grain:     one row per landing line, text left out
-- columns:   file             landing file: source/run/name
--            posting_key      source:board:native_id
--            source           access path
--            board            the employer's board on that source, or the origin of an imported file
--            native_id        id on that board
--            requisition_id   the employer's own number of the opening
--            url              page of the posting
--            title            as published
--            company          as published
--            location_raw     as published
--            places           places named there: raw, city, region and ISO 3166 country
--            workplace        remote, hybrid or onsite, where the source states it
--            employment_type  as normalised by the crawler
--            salary           pay ranges as the source states them
--            posted_at        first publication, ISO 8601
--            posted_at_basis  stated, republished or estimated
--            language         ISO 639-1, where the source states it
--            content_hash     hash of title, company and text
--            seen_at          when the record was fetched, ISO 8601
--            run_id           run that landed it
--            sample           true for invented postings
--            schema_version   form of the record
-- params:    $posting_files
-- delta:     append
-- caveat:    The same posting stands here once per run that landed its text.

-- Each thread has room for two of the largest lines: 16 MiB instead of 32 saves 129 MB and a fifth of the time.
CREATE OR REPLACE MACRO scratch.landed(landing_files) AS TABLE
SELECT content_hash AS text_hash, description_text AS text, length(description_text) AS text_chars, struct_pack(
  file := regexp_extract(filename, '([^/\\]+[/\\][^/\\]+[/\\][^/\\]+)$', 1),
  *COLUMNS(* EXCLUDE (filename, description_text))) AS line
FROM read_json(
  landing_files, format = 'newline_delimited', filename = true, maximum_object_size = 16777216, columns = {
  posting_key: 'VARCHAR', source: 'VARCHAR', board: 'VARCHAR', native_id: 'VARCHAR', requisition_id: 'VARCHAR',
  url: 'VARCHAR', title: 'VARCHAR', company: 'VARCHAR', location_raw: 'VARCHAR',
  places: 'STRUCT(raw VARCHAR, city VARCHAR, region VARCHAR, country VARCHAR)[]',
  workplace: 'VARCHAR', employment_type: 'VARCHAR',
  salary: 'STRUCT(
    raw VARCHAR, min DOUBLE, max DOUBLE, currency VARCHAR, period VARCHAR, basis VARCHAR, title VARCHAR)[]',
  posted_at: 'VARCHAR', posted_at_basis: 'VARCHAR', language: 'VARCHAR', content_hash: 'VARCHAR', seen_at: 'VARCHAR',
  run_id: 'VARCHAR', sample: 'BOOLEAN', schema_version: 'INTEGER', description_text: 'VARCHAR'
});

-- The files are read once, and the texts are compressed once: they stay where they are and become raw.text.
CREATE TABLE raw.landed AS SELECT text_hash, line FROM scratch.landed($posting_files) LIMIT 0;

ALTER TABLE raw.landed ADD COLUMN text VARCHAR USING COMPRESSION zstd;

ALTER TABLE raw.landed ADD COLUMN text_chars INTEGER;

INSERT INTO raw.landed BY NAME FROM scratch.landed($posting_files);

CREATE TABLE raw.posting_line AS SELECT unnest(line) FROM raw.landed;

ALTER TABLE raw.landed DROP COLUMN line;
