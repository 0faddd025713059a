-- question:  Where do the texts name skills, and which of these mentions count?
-- grain:     one row per mention of a skill in a text
-- columns:   text_hash         text; joins core.posting and core.vacancy
--            skill_id          taxonomy id
--            start_char        offset of the first character in raw.text
--            end_char          offset after the last character
--            surface           as written
--            section           requirements, preferred, responsibilities, about, benefits, legal, ...
--            strength          required, preferred or duty
--            requirement       the reader's number of the requirement within the text
--            any_of            true when the members of the requirement are alternatives
--            rule              why the reader took it for the skill
--            counts            false for boilerplate, denials and the like
--            reason            why it does not count
--            years             years of experience asked for with it
-- params:    $mention_files
-- depends:   raw.text, raw.attributes, staging.company_voice
-- delta:     by text_hash
-- caveat:    Mentions that do not count are kept, so that a person can see why. Texts of no stored posting are left
--            out. What the reader counted as a duty outside requirements, preferences and responsibilities does not
--            count in a paragraph that the employer repeats under three titles.
CREATE TABLE core.mention (
  text_hash VARCHAR, skill_id VARCHAR, start_char INTEGER, end_char INTEGER, surface VARCHAR, section VARCHAR,
  strength VARCHAR, requirement INTEGER, any_of BOOLEAN, rule VARCHAR, counts BOOLEAN, reason VARCHAR, years DOUBLE
);

INSERT INTO core.mention
SELECT
  m.text_hash, m.skill_id, m.start, m."end", m.surface, m.section, m.strength, m.requirement, m.any_of, m.rule,
  m.counts, m.reason, m.years
FROM read_parquet($mention_files, union_by_name = true) AS m
SEMI JOIN raw.text USING (text_hash)
ANTI JOIN scratch.read_twice USING (text_hash);

INSERT INTO core.mention
SELECT DISTINCT
  m.text_hash, m.skill_id, m.start, m."end", m.surface, m.section, m.strength, m.requirement, m.any_of, m.rule,
  m.counts, m.reason, m.years
FROM read_parquet($mention_files, union_by_name = true) AS m
SEMI JOIN raw.text USING (text_hash)
SEMI JOIN scratch.read_twice USING (text_hash)
ORDER BY ALL;

UPDATE core.mention AS m
SET counts = false, reason = 'repeated employer paragraph'
FROM staging.company_voice AS v
WHERE m.counts AND m.strength = 'duty' AND m.section NOT IN ('requirements', 'preferred', 'responsibilities')
  AND v.text_hash = m.text_hash AND m.start_char >= v.start_char AND m.end_char <= v.end_char;
