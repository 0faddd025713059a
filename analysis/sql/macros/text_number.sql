-- question:  Which number stands for a text, so that other texts have another one?
-- grain:     one 64-bit number per text; null for null
-- params:    words  a text
-- caveat:    hash() takes eight bytes at a time, and a change of the last one can undo that of the step before, so that
--            numbered addresses and ids share values; with the bytes moved by one they do not. Of ten million texts,
--            two share a number in a case of a hundred thousand.
CREATE OR REPLACE MACRO text_number(words) AS xor(hash(words), hash('.' || words));
