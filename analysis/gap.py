"""What a person with some skills can apply for, and which further skills would open most."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np

from skilldemand.analysis.errors import QuestionError
from skilldemand.analysis.openings import Openings, Scope, load_openings

LEVELS = (1.0, 0.8)
MIN_GAIN = 10
"""A skill or pair that opens fewer vacancies is not shown: chance alone brings such a gain."""
_PAIR_CANDIDATES = 40


@dataclass(frozen=True)
class Reach:
    """Vacancies open when a part `satisfied` of the musts is met: count, share 0..1 and its 95 % interval."""

    satisfied: float
    vacancies: int
    share: float
    lo: float | None
    hi: float | None


@dataclass(frozen=True)
class Step:
    """One or two further skills: the vacancies they open, with the 95 % interval, and what the marts say of a skill.

    `pay_pct` is the adjusted difference in pay in `pay_currency`, with its interval; `trend` the verdict on its share.
    """

    skill_ids: tuple[str, ...]
    names: tuple[str, ...]
    opens: int
    lo: float | None
    hi: float | None
    opens_most: int
    employers: int
    pay_pct: float | None = None
    pay_lo: float | None = None
    pay_hi: float | None = None
    pay_currency: str | None = None
    trend: str | None = None
    change_pp_year: float | None = None


@dataclass(frozen=True)
class Gap:
    """What is open to a person, and what would open more.

    `n` vacancies of `employers` employers make a named tool a must; `free` more make none and are not looked at.
    `open_now` says whether only vacancies known to stand now were counted. `guide` has the items of the guide that none
    of the skills is and whose share may be published; `guide_untold` counts the others that none is, by the reason why
    their share may not be; `guide_told` is the number of items, held or not, whose share may be.
    """

    scope: Scope
    have: tuple[str, ...]
    n: int
    free: int
    employers: int
    open_now: bool
    reach: tuple[Reach, ...]
    steps: tuple[Step, ...]
    pairs: tuple[Step, ...]
    guide: tuple[dict[str, Any], ...] = field(default=())
    guide_told: int = 0
    guide_untold: dict[str, int] = field(default_factory=dict)


def choices(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Return the values that a scope may name: populations, countries, seniorities, workplaces."""
    queries = {
        "population": "SELECT DISTINCT population FROM core.population ORDER BY 1",
        "country": "SELECT DISTINCT country FROM core.place WHERE country IS NOT NULL ORDER BY 1",
        "seniority": "SELECT DISTINCT seniority FROM core.vacancy WHERE seniority IS NOT NULL ORDER BY 1",
        "workplace": "SELECT DISTINCT workplace FROM core.vacancy WHERE workplace IS NOT NULL ORDER BY 1",
    }
    try:
        return {name: [str(row[0]) for row in con.execute(query).fetchall()] for name, query in queries.items()}
    except duckdb.CatalogException as error:
        raise QuestionError(
            f"the published warehouse is of an older release ({error}). Run `skilldemand build`, then ask again."
        ) from error


def skill_names(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the name of every skill of the warehouse by id."""
    return dict(con.execute("SELECT skill_id, name FROM core.skill ORDER BY skill_id").fetchall())


def stands_open(con: duckdb.DuckDBPyConnection) -> bool:
    """Return whether any vacancy is known to stand open now; of imported files alone nothing is known."""
    # All is fetched, for a result left half read keeps the connection from answering anything else.
    return bool(con.execute("SELECT 1 FROM core.posting WHERE state IN ('open', 'missing') LIMIT 1").fetchall())


def gap(con: duckdb.DuckDBPyConnection, have: Iterable[str], scope: Scope, top: int = 10) -> Gap:
    """Return what the skills `have`, ids of the taxonomy, open within `scope`, and the `top` next steps.

    The rule is that of marts.coverage_curve: a must is a requirement worded as required that named tools alone can
    meet, and one of its alternatives is enough. Intervals are clustered by employer, of the share and times n.
    """
    held = sorted(set(have))
    openings = load_openings(con, scope)
    names = skill_names(con)
    told = _told(con, scope.population)
    single = [_step(openings, held, (skill,), names, told) for skill in _candidates(openings, held, top)]
    items = _guide(con, scope.population)
    lacked = [item for item in items if not set(item["skill_ids"]) & set(held)]
    reasons = (item["suppressed_reason"].partition(" (")[0] for item in lacked if item["suppressed_reason"])
    return Gap(
        scope=scope,
        have=tuple(held),
        n=openings.n,
        free=openings.free,
        employers=openings.employers,
        open_now=scope.open_now,
        reach=tuple(_reach(openings, held, level) for level in LEVELS),
        steps=tuple(step for step in single if step.opens >= MIN_GAIN),
        pairs=tuple(_pairs(openings, held, names, top)),
        guide=tuple(_published(lacked)),
        guide_told=len(_published(items)),
        guide_untold=dict(Counter(reasons).most_common()),
    )


def _reach(openings: Openings, have: Sequence[str], satisfied: float) -> Reach:
    is_open = openings.open_to(have, satisfied)
    found = openings.interval(is_open)
    count = int(is_open.sum())
    lo, hi = (found.lo, found.hi) if found else (None, None)
    return Reach(satisfied, count, count / openings.n if openings.n else 0.0, lo, hi)


def _candidates(openings: Openings, have: Sequence[str], top: int) -> list[str]:
    opens, wanted = openings.counts(have)
    order = np.lexsort((-wanted, -opens))
    return [openings.skills[number] for number in order[:top] if wanted[number]]


def _step(
    openings: Openings,
    have: Sequence[str],
    skills: tuple[str, ...],
    names: dict[str, str],
    told: dict[str, dict[str, Any]],
) -> Step:
    more = [*have, *skills]
    opened = openings.open_to(more) & ~openings.open_to(have)
    most = openings.open_to(more, LEVELS[1]) & ~openings.open_to(have, LEVELS[1])
    found = openings.interval(opened)
    return Step(
        skill_ids=skills,
        names=tuple(names.get(skill, skill) for skill in skills),
        opens=int(opened.sum()),
        lo=found.lo * openings.n if found else None,
        hi=found.hi * openings.n if found else None,
        opens_most=int(most.sum()),
        employers=len(np.unique(openings.employer[opened])),
        **(told.get(skills[0], {}) if len(skills) == 1 else {}),
    )


def _pairs(openings: Openings, have: Sequence[str], names: dict[str, str], top: int) -> list[Step]:
    """Return the pairs that open most, those that open more together than alone first among equals."""
    opens, wanted = openings.counts(have)
    first = [int(number) for number in np.argsort(-wanted, kind="stable")[:_PAIR_CANDIDATES] if wanted[number]]
    gains: dict[tuple[str, str], int] = {}
    for number in first:
        more, _ = openings.counts([*have, openings.skills[number]])
        for other in np.flatnonzero(more):
            one, two = sorted((openings.skills[number], openings.skills[int(other)]))
            gains[one, two] = int(opens[number] + more[other])
    best = sorted(gains, key=lambda pair: (-gains[pair], pair))[:top]
    return [step for pair in best if (step := _step(openings, have, pair, names, {})).opens >= MIN_GAIN]


def _told(con: duckdb.DuckDBPyConnection, population: str) -> dict[str, dict[str, Any]]:
    """Return what the marts of pay and trend say of each skill, where they say anything."""
    rows = con.sql(
        """
        SELECT s.skill_id, p.adjusted_pct AS pay_pct, p.adjusted_lo AS pay_lo, p.adjusted_hi AS pay_hi,
          p.currency AS pay_currency, t.verdict AS trend, t.change_pp_year
        FROM core.skill AS s
        LEFT JOIN (
          SELECT * FROM marts.skill_pay WHERE population = $population AND suppressed_reason IS NULL
          QUALIFY row_number() OVER (PARTITION BY skill_id ORDER BY n_with + n_without DESC, currency) = 1
        ) AS p USING (skill_id)
        LEFT JOIN (
          SELECT * FROM marts.skill_trend WHERE population = $population AND suppressed_reason IS NULL
        ) AS t USING (skill_id)
        """,
        params={"population": population},
    ).to_arrow_table()
    return {row.pop("skill_id"): row for row in rows.to_pylist()}


def _guide(con: duckdb.DuckDBPyConnection, population: str) -> list[dict[str, Any]]:
    """Return the items of the guide, most asked first."""
    rows = con.sql(
        "SELECT section_title, title, share, lo, hi, k, skill_ids, suppressed_reason FROM marts.guide_item "
        "WHERE population = $population ORDER BY share DESC, section_order, place",
        params={"population": population},
    )
    return [dict(row) for row in rows.to_arrow_table().to_pylist()]


def _published(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in item.items() if name != "suppressed_reason"}
        for item in items
        if item["suppressed_reason"] is None
    ]
