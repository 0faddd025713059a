/* The vacancies of the page as columns, and the two questions that are put to them. */

/** Decode the data of the page. Vacancies are in the order of their employers, so that those of one stand together. */
function openMarket(data) {
  const packed = data.columns;
  const employer = numbersOf(packed.employer);
  for (let at = 1; at < employer.length; at += 1) employer[at] += employer[at - 1];
  const market = {
    count: data.count,
    employer,
    role: numbersOf(packed.role),
    seniority: numbersOf(packed.seniority),
    workplace: numbersOf(packed.workplace),
    country: listsOf(packed.country_n, packed.country), // of all its places, none when none is stated
    month: numbersOf(packed.month), // months since year 0 less data.first_month, plus one; 0 is undated
    single: listsOf(packed.single_n, packed.single), // required skills without alternative, by vacancy
    groups: startsOf(numbersOf(packed.group_n)), // which groups belong to a vacancy
    group: listsOf(packed.group_size, packed.group), // skills of which one will do, by group
    other: listsOf(packed.other_n, packed.other), // preferred, or a duty, by vacancy
    skills: data.skills,
    limits: data.thresholds,
    quantiles: floatsOf(packed.t),
  };
  market.asked = askedOf(market);
  return market;
}

/** Return every skill that a vacancy asks for, once, in whatever way. */
function askedOf(market) {
  const { single, groups, group, other } = market;
  const values = new Uint16Array(single.values.length + group.values.length + other.values.length);
  const starts = new Uint32Array(market.count + 1);
  const seen = new Int32Array(market.skills.length).fill(-1);
  let end = 0;
  for (let vacancy = 0; vacancy < market.count; vacancy += 1) {
    const take = (list, from, to) => {
      for (let at = from; at < to; at += 1) {
        const skill = list[at];
        if (seen[skill] === vacancy) continue;
        seen[skill] = vacancy;
        values[end] = skill;
        end += 1;
      }
    };
    take(single.values, single.starts[vacancy], single.starts[vacancy + 1]);
    take(group.values, group.starts[groups[vacancy]], group.starts[groups[vacancy + 1]]);
    take(other.values, other.starts[vacancy], other.starts[vacancy + 1]);
    starts[vacancy + 1] = end;
  }
  return { starts, values };
}

/**
 * Return a test of vacancies. Each of roles, seniorities and workplaces is a Set of codes or null for all; country is a
 * code, -1 for vacancies that state none, or null; from and to are months in the data's code, both included, or null.
 * With either, undated vacancies are left out.
 */
function chosen(market, filter) {
  const within = (codes, column) => (codes ? (vacancy) => codes.has(column[vacancy]) : null);
  const tests = [
    within(filter.roles, market.role),
    within(filter.seniorities, market.seniority),
    within(filter.workplaces, market.workplace),
    inCountry(market, filter.country),
    filter.from || filter.to
      ? (vacancy) => {
          const month = market.month[vacancy];
          return month > 0 && month >= (filter.from || 1) && (!filter.to || month <= filter.to);
        }
      : null,
  ].filter(Boolean);
  return (vacancy) => tests.every((test) => test(vacancy));
}

function inCountry(market, country) {
  if (country === null) return null;
  const { starts, values } = market.country;
  if (country === -1) return (vacancy) => starts[vacancy] === starts[vacancy + 1];
  return (vacancy) => values.subarray(starts[vacancy], starts[vacancy + 1]).includes(country);
}

/** Walk the vacancies that pass, employer by employer: visit(vacancy), then close(n) for each employer with any. */
function walk(market, passes, visit, close) {
  let n = 0;
  for (let vacancy = 0; vacancy < market.count; vacancy += 1) {
    if (vacancy > 0 && market.employer[vacancy] !== market.employer[vacancy - 1] && n > 0) {
      close(n);
      n = 0;
    }
    if (passes(vacancy)) {
      visit(vacancy);
      n += 1;
    }
  }
  if (n > 0) close(n);
}

/** Add to each row the best and the worst rank that the intervals allow, as marts.skill_demand does. */
function addRanks(rows) {
  const bounded = rows.filter((row) => row.lo !== null);
  for (const row of bounded) {
    row.rank_lo = 1;
    row.rank_hi = 0;
    for (const other of bounded) {
      if (other.lo > row.hi) row.rank_lo += 1;
      if (other.hi >= row.lo) row.rank_hi += 1;
    }
  }
}

/** Rank all skills in the chosen vacancies: { base, rows }, rows by vacancies asking, then by name. */
function rank(market, filter) {
  const base = new Base();
  const tally = new Tally(market.skills.length);
  const { starts, values } = market.asked;
  walk(
    market,
    chosen(market, filter),
    (vacancy) => {
      for (let at = starts[vacancy]; at < starts[vacancy + 1]; at += 1) tally.add(values[at]);
    },
    (n) => {
      tally.close(n);
      base.close(n);
    },
  );
  const rows = market.skills.map((skill, item) => {
    const row = { skill, item, employers_asking: tally.asking[item], ...estimate(tally, item, base, market.quantiles) };
    row.reason = silence(row, base, market.limits);
    return row;
  });
  addRanks(rows);
  rows.sort((a, b) => b.k - a.k || (a.skill.name < b.skill.name ? -1 : 1));
  return { base, rows };
}
