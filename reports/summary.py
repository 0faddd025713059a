"""The report in a few sentences: the same in the terminal, at the top of the page and in the Markdown.

The answer stands first: three to five findings, each of them made only where the intervals carry it, else a neutral
sentence about the same question. What must be known of the data to read them follows.
"""

from collections.abc import Sequence

from skilldemand.reports.findings import (
    above,
    concepts,
    family,
    leader,
    members,
    publishable,
    suppressed,
    technologies,
    tied_with_first,
)
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, percent, plural, share_with_interval, window, years_between
from skilldemand.reports.texts import say
from skilldemand.reports.wording import employers_of, names_in_words, read_of, vacancies_of

LISTED = 4  # names in one sentence after the first
TIED = 3
LONG_YEARS = 2  # a window of more years than this is an average over time, and the summary says so
MANY_UNDATED = 0.05


def market_summary(market: Market) -> list[str]:
    """Return at most ten lines, each number with its n or interval; the first says where the data are from."""
    if market.empty:
        return [_origin(market), say("summary.empty", population=market.population)]
    return [_origin(market), _size(market), *findings(market), *about_data(market)]


def findings(market: Market) -> list[str]:
    """Return three to five sentences that answer the question; one that says why where no share is published."""
    if not publishable(market.skills):
        return [_nothing(market)]
    found = [
        _technologies(market),
        _family(market.frameworks, "framework_demand"),
        _family(market.clouds, "cloud_demand"),
        _concepts(market),
        _trend(market),
    ]
    return [line for line in found if line]


def about_data(market: Market) -> list[str]:
    """Return what must be known to read the findings: time, reader's errors, what is not published."""
    found = [_time(market), _reader(market), _suppressed(market)]
    return [line for line in found if line]


def _origin(market: Market) -> str:
    return say("summary.sample" if market.sample else "summary.origin", origin=market.run["origin"])


def _size(market: Market) -> str:
    facts = market.overview
    return say(
        "summary.size",
        label=facts["label"],
        ads=plural(facts["ads"], say("units.ad"), say("units.ads")),
        vacancies=vacancies_of(market),
        employers=employers_of(market),
        merged=plural(facts["duplicates_merged"], say("units.duplicate"), say("units.duplicates")),
        window=window(facts["from_date"], facts["to_date"]),
    )


def _nothing(market: Market) -> str:
    """Say which thresholds a share must pass and how far the data are from them."""
    limits = market.thresholds
    return say(
        "summary.nothing",
        vacancies=plural(market.overview["texts_read"], say("units.vacancy"), say("units.vacancies")),
        employers=employers_of(market),
        min_vacancies=count(limits.get("min_vacancies", 0)),
        min_employers=count(limits.get("min_employers", 0)),
    )


def _named(row: Row) -> str:
    share = say("summary.unpublished") if row["share"] is None else share_with_interval(row)
    return f"{row.get('name') or row['title']} {share}"


def _technologies(market: Market) -> str:
    """Name the technology that is first beyond doubt, or those that may be, and the ones that follow."""
    rows = technologies(market.skills)
    ranked = members(rows)
    if not publishable(rows):
        return say("summary.technologies_none", n=read_of(market.skills))
    rest = ", ".join(map(_named, ranked[1 : LISTED + 1]))
    if first := leader(rows):
        share = share_with_interval(first)
        return say("summary.technologies_first", name=first["name"], share=share, rest=rest, n=read_of(ranked))
    tied = [row["name"] for row in tied_with_first(rows)]
    names = tied if len(tied) < TIED + 2 else [*tied[:TIED], say("summary.more", count=count(len(tied) - TIED))]
    listed = ", ".join(map(_named, ranked[: LISTED + 1]))
    if len(tied) < 2:
        return say("summary.technologies", list=listed, n=read_of(ranked))
    return say("summary.technologies_tied", names=names_in_words(names), list=listed, n=read_of(ranked))


def _family(rows: Sequence[Row], mart: str) -> str:
    """Say how many ask for any of the family, which member leads, and for clouds how often no other would do."""
    ranked = publishable(rows)
    if not ranked:
        return ""
    total = family(rows)
    first = leader(rows)
    lead = say(f"summary.{mart}_order", name=first["name"]) if first and above(first, _second(rows)) else ""
    any_of = ""
    if total and total["share"] is not None:
        any_of = say(f"summary.{mart}_any", share=share_with_interval(total))
    parts = [_named(row) + say(f"summary.{mart}_only", sole=percent(row["sole_share"])) for row in ranked[:TIED]]
    return say("summary.family", any=any_of, list="; ".join(parts), order=lead, n=read_of(rows)).strip()


def _second(rows: Sequence[Row]) -> Row:
    return members(rows)[1]


def _concepts(market: Market) -> str:
    ranked = publishable(concepts(market.skills))
    if not ranked:
        return ""
    return say("summary.concepts", list=", ".join(map(_named, ranked[:TIED])), n=read_of(ranked))


def _trend(market: Market) -> str:
    """Name what rises and falls after false-discovery control; nothing where no trend could be tested."""
    rows = market.extras.of("skill_trend")
    tested = [row for row in rows if row["suppressed_reason"] is None]
    if not tested:
        return say("summary.trend_none") if rows else ""
    moved = {verdict: [row for row in tested if row["verdict"] == verdict] for verdict in ("rising", "falling")}
    if not any(moved.values()):
        return say("summary.trend_flat", tested=count(len(tested)))
    parts = [
        say(f"summary.trend_{verdict}", names=names_in_words([row["name"] for row in found[:TIED]]))
        for verdict, found in moved.items()
        if found
    ]
    return say("summary.trend", list="; ".join(parts), tested=count(len(tested)))


def _time(market: Market) -> str:
    """Say how long the window is and how many vacancies carry no date, where either weakens "today"."""
    facts = market.overview
    years = years_between(facts["from_date"], facts["to_date"])
    undated = facts["undated"] / facts["vacancies"] if facts["vacancies"] else 0.0
    parts = []
    if years > LONG_YEARS:
        parts.append(say("summary.long_window", years=f"{years:.0f}"))
    if undated > MANY_UNDATED:
        parts.append(say("summary.undated", count=count(facts["undated"]), share=percent(undated)))
    return say("summary.time", parts=names_in_words(parts)) if parts else ""


def _reader(market: Market) -> str:
    """Say how often the reader was right on labelled postings, over all skills and for the first technology."""
    rows = market.extras.of("reader_quality")
    totals = {name: sum(row[name] or 0 for row in rows) for name in ("tp", "fp", "fn")}
    if not totals["tp"]:
        return ""
    precision = totals["tp"] / (totals["tp"] + totals["fp"])
    recall = totals["tp"] / (totals["tp"] + totals["fn"])
    return say(
        "summary.reader",
        precision=percent(precision),
        recall=percent(recall),
        labels=count(totals["tp"] + totals["fn"]),
    )


def _suppressed(market: Market) -> str:
    facts = market.overview
    blank = len(suppressed(market.skills))
    published = len(market.skills) - blank
    line = (
        say("summary.suppressed", suppressed=count(blank), total=count(len(market.skills)), published=count(published))
        if published
        else ""
    )
    if not facts["top_employer"]:
        return line
    top = say("summary.concentration", name=facts["top_employer"], share=percent(facts["top_employer_share"]))
    return f"{line} {top}".strip()
