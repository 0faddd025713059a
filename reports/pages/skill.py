"""The page of one skill: how often, how firmly, with what, by whom, for what pay, and how sure."""

from collections.abc import Sequence

from skilldemand.reports.content import (
    Block,
    Panel,
    Panels,
    Part,
    Quote,
    Quotes,
    Sentences,
    Stack,
    StackPart,
)
from skilldemand.reports.links import skill_path
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, month, percent, rank_range, share_with_interval, signed_with_interval
from skilldemand.reports.page import Fact, Page, new_page
from skilldemand.reports.pages.beside import alternatives_part, partners_part
from skilldemand.reports.pages.evidence import Evidence
from skilldemand.reports.pages.timeline import timeline
from skilldemand.reports.parts.data import corrected_words
from skilldemand.reports.parts.pay import pay_cells
from skilldemand.reports.parts.who import DIMENSIONS, panel_row, top_of
from skilldemand.reports.tables import Cells, build_table
from skilldemand.reports.texts import entry, say
from skilldemand.reports.wording import read_of, scope

MOST_VALUES = 8
NOTED_DEFF = 1.05  # below it a variance "1.0 times" another says nothing


def skill_page(market: Market, row: Row, evidence: Evidence, *, version: str) -> Page:
    """Compose the page of one row of skill_demand whose share is published."""
    parts = [
        _time(market, row),
        _strength(row),
        _employers(market, row, evidence),
        alternatives_part(market, row),
        partners_part(market, row),
        _who(market, row),
        _pay(market, row),
        _trust(market, row),
        _evidence(evidence.quotes),
    ]
    title = str(row["name"])
    kinds: dict[str, str] = entry("kinds")
    return new_page(
        market,
        skill_path(row["skill_id"]),
        title,
        [part for part in parts if part],
        version=version,
        window=say("skill_page.document_title", name=title),
        label=say(
            "skill_page.label",
            kind=kinds.get(row["kind"], row["kind"]),
            section=market.section_titles.get(row["section"], row["section"]),
        ),
        lead=_lead(market, row),
        facts=_facts(market, row),
    )


def _lead(market: Market, row: Row) -> str:
    return say("skill_page.lead", share=share_with_interval(row), k=count(row["k"]), n=read_of([row]), **scope(market))


def _facts(market: Market, row: Row) -> tuple[Fact, ...]:
    facts = [
        Fact(say("columns.rank"), rank_range(row)),
        Fact(
            say("columns.employers_of"),
            say("columns.of", part=count(row["employers_asking"]), whole=count(row["employers"])),
        ),
        Fact(say("columns.employer_share"), percent(row["employer_share"])),
    ]
    trend = next(iter(market.extras.by("skill_trend", "skill_id", row["skill_id"])), None)
    if trend:
        words: dict[str, str] = entry("verdicts")
        facts.append(Fact(say("skill_page.trend"), words.get(trend["verdict"], say("skill_page.no_trend"))))
    return tuple(facts)


def _time(market: Market, row: Row) -> Part | None:
    if not market.extras.has("skill_month"):
        return None
    found = timeline(market.extras.by("skill_month", "skill_id", row["skill_id"]), row["name"])
    block: Block = found or Sentences((say("skill_page.no_months"),))
    lines = []
    trend = next(iter(market.extras.by("skill_trend", "skill_id", row["skill_id"])), None)
    if trend and trend["suppressed_reason"] is None:
        change = signed_with_interval(trend["change_pp_year"], trend["lo"], trend["hi"])
        lines.append(
            say("skill_page.change", change=change, first=month(trend["from_month"]), last=month(trend["to_month"]))
        )
    elif trend:
        lines.append(say("skill_page.change_none", reason=trend["suppressed_reason"]))
    blocks = (block, Sentences(tuple(lines))) if lines else (block,)
    return Part("time", say("skill_page.time"), blocks)


def _strength(row: Row) -> Part:
    shares = {name: row[f"{name}_share"] / row["share"] for name in ("required", "preferred", "duty") if row["share"]}
    parts = tuple(StackPart(say(f"strengths.{name}"), share, percent(share)) for name, share in shares.items())
    lead = say("skill_page.strength_lead", k=count(row["k"]))
    return Part("strength", say("skill_page.strength"), (Stack(parts),), lead=lead)


def _who(market: Market, row: Row) -> Part | None:
    found = market.extras.by("skill_slice", "skill_id", row["skill_id"])
    panels = [panel for dimension in DIMENSIONS if (panel := _panel(market, row, dimension, found))]
    if not panels:
        return None
    block = Panels(
        say("skill_page.who_caption", name=row["name"]), "", top_of(panels), tuple(panels), say("skill_page.reference")
    )
    return Part("who", say("skill_page.who"), (block,))


def _panel(market: Market, row: Row, dimension: str, found: Sequence[Row]) -> Panel | None:
    labels = {line["value"]: line for line in market.extras.by("slice", "dimension", dimension)}
    lines = [line for line in found if line["dimension"] == dimension and line["value"] in labels
             and line["share"] is not None and line["value"] != "unstated"]  # fmt: skip
    lines.sort(key=lambda line: (labels[line["value"]]["place"], line["value"]))
    if len(lines) < 2:
        return None
    short: dict[str, str] = entry("skill_page.sizes") if dimension == "employer_size" else {}
    rows = tuple(
        panel_row(line, short.get(line["value"], str(labels[line["value"]]["label"])), row["share"])
        for line in lines[:MOST_VALUES]
    )
    return Panel(say(f"skill_slice.dimensions.{dimension}"), "", rows)


def _pay(market: Market, row: Row) -> Part | None:
    if not market.extras.has("skill_pay"):
        return None
    found = market.extras.by("skill_pay", "skill_id", row["skill_id"])
    rows = [line for line in found if line["suppressed_reason"] is None]
    heading = say("skill_page.pay")
    if not rows:
        reason = found[0]["suppressed_reason"] if found else say("skill_page.no_pay_stated")
        return Part("pay", heading, (Sentences((say("skill_page.no_pay", reason=reason),)),))
    cells: Cells = [("currency", lambda line: str(line["currency"])), *pay_cells()[1:]]
    return Part(
        "pay",
        heading,
        (build_table(say("skill_page.pay_caption", name=row["name"]), cells, rows),),
        lead=say("skill_page.pay_lead"),
    )


def _employers(market: Market, row: Row, evidence: Evidence) -> Part | None:
    found = next(iter(market.extras.by("skill_concentration", "skill_id", row["skill_id"])), None)
    if found is None:
        return None
    lines = [
        say("skill_page.half", employers=count(found["employers_for_half"]), asking=count(row["employers_asking"]))
    ]
    if found["top_employer"]:
        lines.append(
            say(
                "skill_page.top_employer",
                name=found["top_employer"],
                k=count(found["top_employer_k"]),
                share=percent(found["top_employer_share"]),
            )
        )
    if len(evidence.employers) > 1:
        named = ", ".join(say("skill_page.one_employer", name=name, k=count(k)) for name, k in evidence.employers)
        lines.append(say("skill_page.named_employers", list=named))
    return Part("employers", say("skill_page.employers"), (Sentences(tuple(lines), "plain"),))


def _trust(market: Market, row: Row) -> Part | None:
    if not market.extras.has("reader_quality"):
        return None
    quality = next(iter(market.extras.by("reader_quality", "skill_id", row["skill_id"])), None)
    if quality is None or quality["precision"] is None or quality["recall"] is None:
        lines = [say("skill_page.unmeasured")]
    else:
        lines = [
            say(
                "skill_page.measured",
                precision=percent(quality["precision"]),
                recall=percent(quality["recall"]),
                labelled=count(quality["n_gold"]),
            )
        ]
    corrected = next(iter(market.extras.by("skill_corrected", "skill_id", row["skill_id"])), None)
    if corrected and corrected["corrected_share"] is not None:
        lines.append(say("skill_page.corrected", share=corrected_words(corrected)))
    deff = row.get("deff")
    if deff:
        alike = deff >= NOTED_DEFF
        lines.append(say("skill_page.deff", deff=f"{deff:.1f}") if alike else say("skill_page.deff_none"))
    return Part("trust", say("skill_page.trust"), (Sentences(tuple(lines), "plain"),))


def _evidence(quotes: Sequence[Quote]) -> Part | None:
    if not quotes:
        return None
    return Part("evidence", say("skill_page.evidence"), (Quotes(tuple(quotes)),), lead=say("skill_page.evidence_lead"))
