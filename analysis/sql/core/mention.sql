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
-- depends:   raw.text, raw.attributes
-- caveat:    Mentions that do not count are kept, so that a person can see why. Texts of no stored posting are left out.
CREATE TABLE core.mention AS
SELECT DISTINCT
  m.text_hash::VARCHAR AS text_hash, m.skill_id::VARCHAR AS skill_id, m.start::INTEGER AS start_char,
  m."end"::INTEGER AS end_char, m.surface::VARCHAR AS surface, m.section::VARCHAR AS section,
  m.strength::VARCHAR AS strength, m.requirement::INTEGER AS requirement, m.any_of::BOOLEAN AS any_of,
  m.rule::VARCHAR AS rule, m.counts::BOOLEAN AS counts, m.reason::VARCHAR AS reason, m.years::DOUBLE AS years
FROM read_parquet($mention_files, union_by_name = true) AS m
SEMI JOIN raw.text USING (text_hash)
ORDER BY ALL;
