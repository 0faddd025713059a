/* The estimate of analysis/sql/staging/estimate.sql: share, interval clustered by employer, reason for silence. */

const Z_975 = 1.959963984540054;

/** Return the 97.5 % quantile of Student's t, as the macro t_quantile_975 of the warehouse does. */
function quantile(degrees, table) {
  if (degrees <= table.length) return table[degrees - 1];
  const second = (Z_975 ** 3 + Z_975) / 4;
  const third = (5 * Z_975 ** 5 + 16 * Z_975 ** 3 + 3 * Z_975) / 96;
  return Z_975 + second / degrees + third / (degrees * degrees);
}

/** Counts of one item over employers that are visited one after the other. */
class Tally {
  constructor(items) {
    this.k = new Float64Array(items);
    this.kk = new Float64Array(items);
    this.kn = new Float64Array(items);
    this.asking = new Uint32Array(items);
    this.here = new Uint32Array(items);
    this.touched = [];
  }

  /** Count one vacancy of the present employer for the item. */
  add(item) {
    if (this.here[item] === 0) this.touched.push(item);
    this.here[item] += 1;
  }

  /** Close the present employer, who has n vacancies in the selection. */
  close(n) {
    for (const item of this.touched) {
      const k = this.here[item];
      this.k[item] += k;
      this.kk[item] += k * k;
      this.kn[item] += k * n;
      this.asking[item] += 1;
      this.here[item] = 0;
    }
    this.touched.length = 0;
  }
}

/** What a selection rests on: n vacancies, employers, and nn, the sum of squared vacancies an employer. */
class Base {
  constructor() {
    this.n = 0;
    this.employers = 0;
    this.nn = 0;
  }

  close(n) {
    this.n += n;
    this.nn += n * n;
    this.employers += 1;
  }
}

/** Return share, lo, hi and deff of one item of a tally; lo and hi are null with fewer than two employers. */
function estimate(tally, item, base, table) {
  const { n, employers, nn } = base;
  const k = tally.k[item];
  if (n === 0) return { k, n, share: null, lo: null, hi: null, deff: null };
  const p = k / n;
  if (employers < 2) return { k, n, share: p, lo: null, hi: null, deff: null };
  const squares = Math.max(0, tally.kk[item] - 2 * p * tally.kn[item] + p * p * nn);
  const variance = ((employers / (employers - 1)) * squares) / (n * n);
  const simple = (p * (1 - p)) / n;
  const deff = simple > 0 ? Math.max(1, variance / simple) : 1;
  const size = n / deff;
  const t = quantile(employers - 1, table);
  const centre = p + (t * t) / (2 * size);
  const half = t * Math.sqrt((p * (1 - p)) / size + (t * t) / (4 * size * size));
  const scale = 1 + (t * t) / size;
  const lo = k === 0 ? 0 : Math.min(p, Math.max(0, (centre - half) / scale));
  const hi = k === n ? 1 : Math.max(p, Math.min(1, (centre + half) / scale));
  return { k, n, share: p, lo, hi, deff };
}

/** Return the name of the rule that keeps a row from being published, or null; the order is that of the warehouse. */
function silence(row, base, limits) {
  if (base.n < limits.min_vacancies) return "few_vacancies";
  if (base.employers < limits.min_employers) return "few_employers";
  if (row.k < limits.min_asking) return "few_asking";
  if (row.hi - row.lo > 2 * limits.max_half_width) return "wide";
  return null;
}
