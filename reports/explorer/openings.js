/* Which vacancies are open to somebody with these skills, and which next skill opens most. */

const ALL = 1;
const MOST = 0.8; // four requirements of five
const LEAST_GAIN = 10; // vacancies: a next skill that opens fewer is too uncertain to be named

/**
 * Count for one vacancy its requirements, those met, and for each skill not held how many of the unmet it meets.
 * Only requirements whose skills all count are looked at: one that something else would meet as well is no obstacle.
 */
function meet(market, vacancy, have, counts, hits) {
  const { single, groups, group } = market;
  const found = { total: 0, met: 0 };
  const look = (list, from, to) => {
    let held = false;
    for (let at = from; at < to; at += 1) {
      if (!counts[list[at]]) return;
      held = held || have[list[at]] === 1;
    }
    found.total += 1;
    if (held) found.met += 1;
    else for (let at = from; at < to; at += 1) hits.set(list[at], (hits.get(list[at]) || 0) + 1);
  };
  for (let at = single.starts[vacancy]; at < single.starts[vacancy + 1]; at += 1) look(single.values, at, at + 1);
  for (let one = groups[vacancy]; one < groups[vacancy + 1]; one += 1) {
    look(group.values, group.starts[one], group.starts[one + 1]);
  }
  return found;
}

/** Whether so many met requirements are enough; compared in whole numbers, for 4 / 5 is not 0.8 exactly. */
function enough(met, total, part) {
  return 100 * met >= Math.round(100 * part) * total;
}

/**
 * Return what is open among the chosen vacancies that require any skill that counts: { base, open, next }.
 *
 * A vacancy is open when at least `part` of its requirements are met (1: all); alternatives are one requirement, which
 * any of them meets. `next` has for each skill not held the vacancies that it alone would open, most first, those with
 * fewer than LEAST_GAIN left out; every count has its clustered interval.
 */
function openTo(market, filter, held, part, counts) {
  const have = new Uint8Array(market.skills.length);
  for (const item of held) have[item] = 1;
  const base = new Base();
  const open = new Tally(1);
  const gain = new Tally(market.skills.length);
  const hits = new Map();
  const passes = chosen(market, filter);
  let total = 0;
  let met = 0;
  const demanding = (vacancy) => {
    if (!passes(vacancy)) return false;
    hits.clear();
    ({ total, met } = meet(market, vacancy, have, counts, hits));
    return total > 0;
  };
  walk(
    market,
    demanding,
    () => {
      if (enough(met, total, part)) open.add(0);
      else for (const [skill, more] of hits) if (enough(met + more, total, part)) gain.add(skill);
    },
    (n) => {
      open.close(n);
      gain.close(n);
      base.close(n);
    },
  );
  const next = market.skills
    .map((skill, item) => ({ skill, item, ...estimate(gain, item, base, market.quantiles) }))
    .filter((row) => row.k >= LEAST_GAIN)
    .sort((a, b) => b.k - a.k || (a.skill.name < b.skill.name ? -1 : 1));
  return { base, open: estimate(open, 0, base, market.quantiles), next };
}
