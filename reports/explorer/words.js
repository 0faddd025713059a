/* Numbers and sentences as reports/numbers.py and the texts write them. */

const DASH = "\u2013";

/** Set values into a sentence: fill("{n} rows", { n: 3 }). */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Round to so many decimals as Python does: a value exactly between two goes to the even one. */
function rounded(value, decimals) {
  const scale = 10 ** decimals;
  const scaled = value * scale;
  const below = Math.floor(scaled);
  if (scaled - below === 0.5) return ((below % 2 === 0 ? below : below + 1) / scale).toFixed(decimals);
  return value.toFixed(decimals);
}

/** Write 0..1 as "41 %"; a small share keeps a decimal. */
function percent(share) {
  if (share === null) return DASH;
  if (share > 0 && share < 0.0005) return "<0.1\u00a0%";
  return `${rounded(share * 100, fine(share) ? 1 : 0)}\u00a0%`;
}

function fine(share) {
  return share > 0 && share < 0.0195;
}

/** Write a share with its bounds: "41 % (37-45)". */
function withInterval(row) {
  if (row.share === null || row.lo === null) return percent(row.share);
  const decimals = fine(row.share) ? 1 : 0;
  return `${percent(row.share)} (${rounded(row.lo * 100, decimals)}${DASH}${rounded(row.hi * 100, decimals)})`;
}

/** Write a count with commas. */
function count(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Write a number with its noun. */
function plural(value, one, many) {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Write the ranks that a row may hold. */
function rankRange(row) {
  if (row.rank_lo === undefined) return DASH;
  return row.rank_lo === row.rank_hi ? String(row.rank_lo) : `${row.rank_lo}${DASH}${row.rank_hi}`;
}

/** Say why a row is not published. */
function reasonOf(row, base, limits, words) {
  return fill(words.reasons[row.reason], {
    n: base.n,
    employers: base.employers,
    k: row.k,
    half: (50 * (row.hi - row.lo)).toFixed(1),
    min_n: limits.min_vacancies,
    min_employers: limits.min_employers,
    min_k: limits.min_asking,
    max_half: +(100 * limits.max_half_width).toPrecision(6),
  });
}
