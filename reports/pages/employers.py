"""The pages about kinds of employers: those with one vacancy here, with a few, with many, and those not named."""

from collections.abc import Sequence

from skilldemand.reports.content import Block, Panel, Panels, Part, Sentences
from skilldemand.reports.findings import publishable, technologies
from skilldemand.reports.links import EMPLOYERS, employer_path, skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, percent
from skilldemand.reports.page import Fact, Page, new_page
from skilldemand.reports.parts.who import panel_row, slice_counts, slice_panel, top_of
from skilldemand.reports.tables import Cells, build_table, counted, named, part_of, share_or_reason, shared
from skilldemand.reports.texts import say

DIMENSION = "employer_size"
PANEL_ROWS = 12
MOST_MORE = 10


def employer_pages(market: Market, *, version: str) -> list[Page]:
    """Return the comparison of the kinds of employers and a page for each; none where the warehouse has no slices."""
    slices = market.extras.by("slice", "dimension", DIMENSION)
    if not slices or market.empty:
        return []
    return [_overview(market, slices, version), *(_kind(market, row, version) for row in slices)]


def _overview(market: Market, slices: Sequence[Row], version: str) -> Page:
    skills = [row["skill_id"] for row in publishable(technologies(market.skills))[:PANEL_ROWS]]
    panels = [panel for row in slices if (panel := slice_panel(market, row, skills))]
    cells: Cells = [
        ("value", named("label")),
        ("vacancies", counted("vacancies")),
        ("share_of_all", shared("share")),
        ("employers", counted("employers")),
        ("top_employer", shared("top_employer_share")),
    ]
    plain = [{name: value for name, value in row.items() if name != "suppressed_reason"} for row in slices]
    table = build_table(say("employer_page.kinds_caption"), cells, plain, href=lambda row: employer_path(row["value"]))
    parts = [Part("kinds", say("employer_page.kinds"), (table,))]
    block: Block = Sentences((say("skill_slice.none"),))
    if panels:
        block = Panels(say("employer_page.caption"), "", top_of(panels), tuple(panels), say("skill_slice.reference"))
    parts.append(Part("compared", say("employer_page.compared"), (block,)))
    title, lead = say("employer_page.title"), say("employer_page.lead")
    return new_page(market, EMPLOYERS, title, parts, version=version, lead=lead)


def _kind(market: Market, row: Row, version: str) -> Page:
    lines = [line for line in market.extras.by("skill_slice", "dimension", DIMENSION) if line["value"] == row["value"]]
    facts = (
        Fact(say("columns.vacancies"), count(row["vacancies"])),
        Fact(say("columns.employers"), count(row["employers"])),
        Fact(say("columns.share_of_all"), percent(row["share"])),
        Fact(say("columns.top_employer"), percent(row["top_employer_share"])),
    )
    return new_page(
        market,
        employer_path(row["value"]),
        str(row["label"]),
        _kind_parts(market, row, lines),
        version=version,
        lead=say("employer_page.kind_lead", counts=slice_counts(row)),
        facts=facts,
    )


def _kind_parts(market: Market, row: Row, lines: Sequence[Row]) -> list[Part]:
    if row["suppressed_reason"] is not None or not lines:
        reason = row["suppressed_reason"] or say("skill_slice.none")
        return [Part("asked", say("employer_page.asked"), (Sentences((say("employer_page.none", reason=reason),)),))]
    overall = {skill["skill_id"]: skill for skill in market.skills}
    cells: Cells = [
        ("skill", named("name")),
        ("share", share_or_reason),
        ("share_all", lambda line: percent(overall[line["skill_id"]]["share"]) if line["skill_id"] in overall else ""),
        ("k_of_n", part_of("k", "n")),
    ]
    table = build_table(
        say("employer_page.asked_caption"),
        cells,
        lines,
        href=lambda line: skill_href(market, line["skill_id"], "../"),
        pictured=True,
    )
    return [*_apart(market, lines), Part("asked", say("employer_page.asked"), (table,))]


def _apart(market: Market, lines: Sequence[Row]) -> list[Part]:
    """Return the skills whose interval here lies wholly beside the share of all vacancies, farthest first."""
    overall = {row["skill_id"]: row["share"] for row in market.skills}
    apart = [
        line
        for line in lines
        if line["share"] is not None
        and (base := overall.get(line["skill_id"])) is not None
        and not line["lo"] <= base <= line["hi"]
    ]
    apart.sort(key=lambda line: (-abs(line["share"] - overall[line["skill_id"]]), line["name"]))
    heading = say("employer_page.apart")
    if not apart:
        return [Part("apart", heading, (Sentences((say("employer_page.apart_none"),)),))]
    rows = tuple(
        panel_row(line, str(line["name"]), overall[line["skill_id"]], skill_href(market, line["skill_id"], "../"))
        for line in apart[:MOST_MORE]
    )
    panel = Panel("", "", rows)
    block = Panels(say("employer_page.apart_caption"), "", top_of([panel]), (panel,), say("skill_slice.reference"))
    return [Part("apart", heading, (block,), lead=say("employer_page.apart_lead", tested=count(len(lines))))]
