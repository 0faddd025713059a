"""What stands on the page, apart from how it is set: the same Page is rendered as HTML and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from skilldemand.reports.cards import Card
from skilldemand.reports.findings import leader, technologies
from skilldemand.reports.marts import Market
from skilldemand.reports.numbers import count, moment, percent
from skilldemand.reports.summary import market_summary
from skilldemand.reports.tables import (
    Table,
    accounting_table,
    all_skills_table,
    lifecycle_table,
    quality_table,
    role_table,
    source_table,
)
from skilldemand.reports.texts import entry, say
from skilldemand.reports.wording import freshness, window_of


@dataclass(frozen=True)
class Figure:
    """One number of the head with the noun under it."""

    value: str
    name: str


@dataclass(frozen=True)
class Fact:
    """One line about the data."""

    name: str
    value: str


@dataclass(frozen=True)
class Note:
    """A remark under the facts; stale ones are a warning."""

    text: str
    stale: bool = False


@dataclass(frozen=True)
class Link:
    """One entry of the contents."""

    anchor: str
    name: str


@dataclass(frozen=True)
class Download:
    """One file beside the page."""

    path: str
    content: str


@dataclass(frozen=True)
class Page:
    """The whole report; every text is ready to be set, and escaped by the template that sets it."""

    title: str
    document_title: str
    label: str
    sample: bool
    empty: bool
    version: str
    figures: list[Figure]
    facts: list[Fact]
    notes: list[Note]
    navigation: list[Link]
    summary: list[str]
    cards: Sequence[Card]
    all_skills: Table | None
    concentration: str
    composition: list[Table]
    life: list[Table]
    accounting: Table
    rules: list[dict[str, str]]
    glossary: list[dict[str, str]]
    files: list[Download]
    footer: str


def build_page(
    market: Market, cards: Sequence[Card], files: list[Download], *, generated_at: datetime, version: str
) -> Page:
    """Compose the page of one population from its marts and drawn charts."""
    title = page_title(market)
    all_skills = all_skills_table(market) if market.skills and not market.empty else None
    run = market.run
    return Page(
        title=title,
        document_title=f"{say('sample.banner')}: {title}" if market.sample else title,
        label=market.overview["label"],
        sample=market.sample,
        empty=market.empty,
        version=version,
        figures=_figures(market),
        facts=_facts(market, generated_at),
        notes=_notes(market, generated_at),
        navigation=_navigation(cards, life=bool(market.quality), all_skills=all_skills is not None),
        summary=market_summary(market),
        cards=cards,
        all_skills=all_skills,
        concentration=_concentration(market),
        composition=[table for table in (role_table(market), source_table(market.sources)) if table.lines],
        life=_life(market),
        accounting=accounting_table(market.accounting),
        rules=_rules(market),
        glossary=entry("glossary.terms"),
        files=files,
        footer=say(
            "report.footer",
            version=version,
            taxonomy=run["taxonomy_version"],
            matcher=run["matcher_version"],
            schema=run["schema_version"],
        ),
    )


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


def _figures(market: Market) -> list[Figure]:
    facts = market.overview
    return [
        Figure(count(facts["ads"]), say("report.advertisements")),
        Figure(count(facts["vacancies"]), say("report.vacancies")),
        Figure(count(facts["employers"]), say("report.employers")),
    ]


def _facts(market: Market, generated_at: datetime) -> list[Fact]:
    merged = say("report.merged_value", merged=count(market.overview["duplicates_merged"]))
    read = say("report.read_value", read=count(market.overview["texts_read"]))
    return [
        Fact(say("report.window"), window_of(market)),
        Fact(say("report.origin"), market.run["origin"]),
        Fact(say("report.read"), f"{merged}, {read}"),
        Fact(say("report.built"), moment(market.run["built_at"])),
        Fact(say("report.written"), moment(generated_at)),
    ]


def _notes(market: Market, generated_at: datetime) -> list[Note]:
    if market.empty:
        return []
    text, stale = freshness(market, generated_at)
    notes = [Note(text, stale=stale)]
    notes += [
        Note(say("life.quarantined", source=row["source"], reason=row["reason"]), stale=True)
        for row in market.quarantined
    ]
    undated = market.overview["undated"]
    if undated and market.overview["to_date"] is not None:
        notes.append(Note(say("report.undated", count=count(undated))))
    return notes


def _life(market: Market) -> list[Table]:
    """Return the tables of the postings' life; nothing is known of it without a crawl."""
    if not market.quality:
        return []
    months = [lifecycle_table(market.lifecycle)] if market.lifecycle else []
    return [*months, quality_table(market.quality)]


def _rules(market: Market) -> list[dict[str, str]]:
    limits = {name: f"{value:g}" for name, value in market.thresholds.items()}
    limits["max_half_width"] = f"{market.thresholds['max_half_width'] * 100:g}"
    rules = range(len(entry("method.rules")))
    return [{part: say(f"method.rules.{number}.{part}", **limits) for part in ("term", "text")} for number in rules]


def _navigation(cards: Sequence[Card], *, life: bool, all_skills: bool) -> list[Link]:
    anchors = ["summary", *(card.name for card in cards if card.name != "month_flow")]
    anchors += ["composition", *(["life"] if life else []), "method", "glossary", "downloads"]
    anchors += ["all_skills"] if all_skills else []
    return [Link(anchor, say(f"navigation.{anchor}")) for anchor in anchors]


def _concentration(market: Market) -> str:
    facts = market.overview
    if not facts["top_employer"]:
        return ""
    return say("composition.concentration", name=facts["top_employer"], share=percent(facts["top_employer_share"]))
