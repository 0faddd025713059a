"""index.html: the answer, and all parts of the report in their order."""

from collections.abc import Sequence
from datetime import UTC, datetime

from skilldemand.reports.content import Part, Sentences
from skilldemand.reports.findings import leader, technologies
from skilldemand.reports.links import INDEX
from skilldemand.reports.marts import Market
from skilldemand.reports.numbers import count, moment, percent, plural
from skilldemand.reports.page import ContentsGroup, Fact, Figure, Link, Note, Page, new_page
from skilldemand.reports.parts.change import trend_part
from skilldemand.reports.parts.data import composition_part, life_part, trust_part
from skilldemand.reports.parts.demand import demand_parts
from skilldemand.reports.parts.emerging import Candidate, emerging_part
from skilldemand.reports.parts.guide import guide_part
from skilldemand.reports.parts.method import glossary_part, method_part
from skilldemand.reports.parts.pay import pay_part
from skilldemand.reports.parts.since import since_part
from skilldemand.reports.parts.together import coverage_part, pair_part
from skilldemand.reports.parts.who import who_part
from skilldemand.reports.previous import Previous
from skilldemand.reports.summary import about_data, findings
from skilldemand.reports.texts import entry, say
from skilldemand.reports.wording import freshness, window_of


def index_parts(
    market: Market, *, previous: Previous | None = None, candidates: Sequence[Candidate] = ()
) -> list[Part]:
    """Return the parts of index.html in their order; charts are drawn here."""
    if market.empty:
        return [summary_part(market), composition_part(market), method_part(market), glossary_part()]
    asked = demand_parts(market)
    strengths = [part for part in asked if part.anchor == "strength_split"]
    found = [
        summary_part(market),
        since_part(market, previous),
        *(part for part in asked if part.anchor != "strength_split"),
        guide_part(market),
        *strengths,
        trend_part(market),
        emerging_part(candidates),
        pair_part(market),
        coverage_part(market),
        who_part(market),
        pay_part(market),
        composition_part(market),
        life_part(market),
        trust_part(market),
        method_part(market),
        glossary_part(),
    ]
    return [part for part in found if part]


def summary_part(market: Market) -> Part:
    """Return the answer: findings first, then what must be known to read them."""
    if market.empty:
        return Part("summary", say("summary.heading"), (Sentences((say("report.empty"),), "lead"),), group="answer")
    blocks = [Sentences(tuple(findings(market)), "findings")]
    notes = about_data(market)
    if notes:
        blocks.append(Sentences(tuple(notes), "quiet"))
    return Part("summary", say("summary.heading"), tuple(blocks), group="answer")


def index_page(
    market: Market, parts: Sequence[Part], files: Sequence[Link], *, generated_at: datetime, version: str
) -> Page:
    """Compose index.html of its parts."""
    return new_page(
        market,
        INDEX,
        page_title(market),
        parts,
        version=version,
        figures=_figures(market),
        facts=_facts(market, generated_at),
        notes=_notes(market, generated_at),
        contents=contents(parts),
        files=files,
    )


def contents(parts: Sequence[Part]) -> tuple[ContentsGroup, ...]:
    """Return the table of contents: the parts under the headings of their groups, and the downloads."""
    groups: dict[str, list[Link]] = {}
    for part in parts:
        groups.setdefault(part.group, []).append(Link(say(f"navigation.{part.anchor}"), f"#{part.anchor}"))
    groups.setdefault("data", []).append(Link(say("navigation.downloads"), "#downloads"))
    titles: dict[str, str] = entry("groups")
    return tuple(ContentsGroup(titles[group], tuple(links)) for group, links in groups.items())


def page_title(market: Market) -> str:
    """Return the finding where the intervals support one, else a neutral title.

    The finding is about technologies: they are the part of the question that the reader answers best.
    """
    if market.empty:
        return say("report.title_empty")
    first = leader(technologies(market.skills))
    if first is None:
        return say("report.title_neutral")
    return say("report.title", name=first["name"], share=percent(first["share"]))


def _figures(market: Market) -> tuple[Figure, ...]:
    facts = market.overview
    return (
        Figure(count(facts["ads"]), say("report.advertisements")),
        Figure(count(facts["vacancies"]), say("report.vacancies")),
        Figure(count(facts["employers"]), say("report.employers")),
    )


def _facts(market: Market, generated_at: datetime) -> tuple[Fact, ...]:
    merged = plural(market.overview["duplicates_merged"], say("units.duplicate"), say("units.duplicates"))
    read = plural(market.overview["texts_read"], say("units.text"), say("units.texts"))
    return (
        Fact(say("report.window"), window_of(market)),
        Fact(say("report.origin"), market.run["origin"]),
        Fact(say("report.read"), say("report.read_value", merged=merged, read=read)),
        Fact(say("report.built"), moment(market.run["built_at"].replace(tzinfo=UTC))),
        Fact(say("report.written"), moment(generated_at)),
    )


def _notes(market: Market, generated_at: datetime) -> tuple[Note, ...]:
    if market.empty:
        return ()
    text, stale = freshness(market, generated_at)
    quarantined = (
        Note(say("life.quarantined", source=row["source"], reason=row["reason"]), stale=True)
        for row in market.quarantined
    )
    return (Note(text, stale=stale), *quarantined)
