-- question:  Which texts, and which paragraphs of them, are the same but for case and punctuation?
-- grain:     one row per text
-- columns:   text_hash   text
--            chars       its length in characters
--            words       fingerprint of its letters and digits
--            lengths     characters of each of its lines
--            paragraphs  fingerprint of the letters of each of its lines; 0 for a line under 80 characters
-- depends:   macros.text_number, raw.text
-- delta:     filled
-- filled:    by text_prints.write_text_prints
CREATE TABLE staging.text_print
  (text_hash VARCHAR, chars INTEGER, words UBIGINT, lengths INTEGER[], paragraphs BIGINT[]);
