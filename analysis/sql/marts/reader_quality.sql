-- question:  How well does the reader find each skill?
-- grain:     one row per skill that was labelled or found in a labelled posting
-- columns:   skill_id      taxonomy id
--            precision     of the labelled postings in which the reader found it, the share that do ask for it, 0..1
--            recall        of the labelled postings that ask for it, the share in which the reader found it, 0..1
--            n_gold        labelled postings that ask for it
--            tp            postings in which it was rightly found
--            fp            postings in which it was wrongly found
--            fn            postings in which it was missed
--            precision_lo  lower end of Wilson's 95 % interval of precision
--            precision_hi  upper end
--            recall_lo     lower end of Wilson's 95 % interval of recall
--            recall_hi     upper end
--            name          as shown to people; null for a skill that the taxonomy no longer has
-- depends:   macros.interval, raw.reader_quality, core.skill
-- caveat:    Measured by `skilldemand evaluate` on postings that the reader did not learn from, which are not drawn at
--            random from this corpus. Null where nothing was found, or nothing labelled. Empty when the mentions came
--            without quality.jsonl: run `skilldemand extract` with this release.
CREATE TABLE marts.reader_quality AS
SELECT
  q.skill_id, tp / nullif(tp + fp, 0) AS precision, tp / nullif(tp + fn, 0) AS recall, tp + fn AS n_gold, tp, fp, fn,
  CASE WHEN tp + fp > 0 THEN wilson_lo(tp / nullif(tp + fp, 0), tp + fp, 1.959963984540054) END AS precision_lo,
  CASE WHEN tp + fp > 0 THEN wilson_hi(tp / nullif(tp + fp, 0), tp + fp, 1.959963984540054) END AS precision_hi,
  CASE WHEN tp + fn > 0 THEN wilson_lo(tp / nullif(tp + fn, 0), tp + fn, 1.959963984540054) END AS recall_lo,
  CASE WHEN tp + fn > 0 THEN wilson_hi(tp / nullif(tp + fn, 0), tp + fn, 1.959963984540054) END AS recall_hi,
  s.name
FROM raw.reader_quality AS q
LEFT JOIN core.skill AS s USING (skill_id)
ORDER BY n_gold DESC, q.skill_id;
