"""The ten-line summary: the same sentences in the terminal, at the top of the page and in the Markdown."""

from collections.abc import Sequence

from skilldemand.reports.findings import (
    family,
    leader,
    members,
    publishable,
    suppressed,
    technologies,
    tied_with_first,
)
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, percent, plural, share_with_interval, window
from skilldemand.reports.texts import say

LISTED = 5  # names in one line of a terminal
TIED = 3


def market_summary(market: Market) -> list[str]:
    """Return at most ten lines, each number with its n and interval; the first says where the data are from."""
    if market.empty:
        return [_origin(market), say("summary.empty", population=market.population)]
    return [
        _origin(market),
        _size(market),
        *_skills(market),
        _family_line(market.frameworks, "framework_demand"),
        _family_line(market.clouds, "cloud_demand"),
        _sections(market),
        _strength(market),
        _concentration(market),
        _suppressed(market),
    ]


def _origin(market: Market) -> str:
    return say("summary.sample" if market.sample else "summary.origin", origin=market.run["origin"])


def _size(market: Market) -> str:
    facts = market.overview
    return say(
        "summary.size",
        label=facts["label"],
        ads=count(facts["ads"]),
        vacancies=vacancies_of(market),
        employers=employers_of(market),
        merged=count(facts["duplicates_merged"]),
        window=window(facts["from_date"], facts["to_date"]),
    )


def vacancies_of(market: Market) -> str:
    """Write the number of vacancies with its noun."""
    return plural(market.overview["vacancies"], say("units.vacancy"), say("units.vacancies"))


def employers_of(market: Market) -> str:
    """Write the number of employers with its noun."""
    return plural(market.overview["employers"], say("units.employer"), say("units.employers"))


def read_of(rows: Sequence[Row]) -> str:
    """Write n, the vacancies read, of a mart's rows (0 where it has none)."""
    return count(rows[0]["n"] if rows else 0)


def _top(rows: Sequence[Row], most: int) -> list[Row]:
    """Return the most-asked rows, suppressed ones among them, or none where no share at all is published."""
    return members(rows)[:most] if publishable(rows) else []


def _named(row: Row) -> str:
    share = say("summary.unpublished") if row["share"] is None else share_with_interval(row)
    return f"{row.get('name') or row['title']} {share}"


def names_in_words(names: Sequence[str]) -> str:
    """Join names as "A, B and C"."""
    return names[0] if len(names) == 1 else say("summary.list_more", first=", ".join(names[:-1]), last=names[-1])


def _skills(market: Market) -> list[str]:
    ranked = _top(market.skills, LISTED)
    if not ranked:
        return [say("summary.first_none")]
    lines = [say("summary.skills", n=read_of(ranked), list=", ".join(map(_named, ranked)))]
    named = _top(technologies(market.skills), LISTED)
    if not named:
        return lines
    order = _order(technologies(market.skills))
    return [*lines, say("summary.technologies", list=", ".join(map(_named, named)), order=order, n=read_of(named))]


def _order(rows: Sequence[Row]) -> str:
    """Say whether the first row is first beyond doubt, or which rows cannot be told apart."""
    if first := leader(rows):
        return say("summary.first_clear", name=first["name"])
    tied = [row["name"] for row in tied_with_first(rows)]
    names = tied if len(tied) < TIED + 2 else [*tied[:TIED], say("summary.more", count=count(len(tied) - TIED))]
    return say("summary.first_tied", names=names_in_words(names)) if len(tied) > 1 else ""


def _family_line(rows: Sequence[Row], mart: str) -> str:
    ranked = _top(rows, TIED)
    if not ranked:
        return say("summary.family_none", family=say(f"navigation.{mart}"), n=read_of(rows))
    total = family(rows)
    parts = [f"{say(f'{mart}.any_name').lower()} {share_with_interval(total)}"] if total and total["share"] else []
    for row in ranked:
        only = say(f"summary.{mart}_only", sole=percent(row["sole_share"])) if row["share"] is not None else ""
        parts.append(_named(row) + only)
    return say(f"summary.{mart}", list="; ".join(parts), n=read_of(rows))


def _sections(market: Market) -> str:
    ranked = _top(market.sections, TIED)
    if not ranked:
        return say("summary.sections_none", n=read_of(market.sections))
    return say("summary.sections", list=", ".join(map(_named, ranked)), n=read_of(ranked))


def _strength(market: Market) -> str:
    ranked = publishable(technologies(market.skills)) or publishable(market.skills)
    if not ranked:
        return say("summary.strength_none")
    row = ranked[0]
    parts = {name: percent(row[f"{name}_share"] / row["share"]) for name in ("required", "preferred", "duty")}
    return say("summary.strength", k=count(row["k"]), name=row["name"], **parts)


def _concentration(market: Market) -> str:
    facts = market.overview
    if not facts["top_employer"]:
        return say("summary.concentration_none")
    return say(
        "summary.concentration",
        name=facts["top_employer"],
        share=percent(facts["top_employer_share"]),
        n=count(facts["vacancies"]),
    )


def _suppressed(market: Market) -> str:
    blank = len(suppressed(market.skills))
    return say(
        "summary.suppressed",
        suppressed=count(blank),
        total=count(len(market.skills)),
        published=count(len(market.skills) - blank),
    )
