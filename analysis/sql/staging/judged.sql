-- question:  Which postings that could be reworded copies were compared, and which of them are copies?
-- grain:     one row per block of staging.near_block and pair of staging.copy_candidate
-- columns:   rule     near_identical_text or copied_text
--            block    the block, or a number of the pair
--            members  number of all that was compared: what changes it is compared again
--            edges    pairs that are copies, with their similarity
-- depends:   macros.text_number, raw.text, raw.attributes, staging.posting, staging.near_block, staging.copy_candidate
-- delta:     filled
-- filled:    by copies.write_judged
CREATE TABLE staging.judged (
  rule VARCHAR, block UBIGINT, members UBIGINT,
  edges STRUCT(posting_key VARCHAR, first_key VARCHAR, similarity DOUBLE)[]);
