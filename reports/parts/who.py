"""Who asks for what: small multiples by role, seniority, country, workplace and kind of employer, on one scale."""

from collections.abc import Sequence

from skilldemand.reports.content import Block, Heading, Panel, PanelRow, Panels, Part, Sentences, Table
from skilldemand.reports.findings import publishable, technologies
from skilldemand.reports.links import EMPLOYERS, employer_path, skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, percent, plural, share_with_interval
from skilldemand.reports.tables import Cells, build_table, named, shared
from skilldemand.reports.texts import say

DIMENSIONS = ("role", "seniority", "country", "remote", "employer_size")
ON_INDEX = DIMENSIONS[:-1]
"""Kinds of employers have pages of their own."""
PANEL_ROWS = 6
MOST_PANELS = 6
DISTINCTIVE_SHOWN = 5
MOST_Z = 1.96


def who_part(market: Market) -> Part | None:
    """Return the part with one set of small multiples a dimension."""
    if not market.extras.has("skill_slice") or not market.extras.has("slice"):
        return None
    skills = [row["skill_id"] for row in publishable(technologies(market.skills))[:PANEL_ROWS]]
    blocks: list[Block] = []
    for dimension in ON_INDEX:
        blocks += _dimension(market, dimension, skills)
    blocks += _distinctive(market)
    heading = say("skill_slice.heading")
    if not blocks:
        return Part("skill_slice", heading, (Sentences((say("skill_slice.none"),)),), group="who")
    more = bool(market.extras.by("slice", "dimension", "employer_size"))
    return Part(
        "skill_slice",
        heading,
        tuple(blocks),
        lead=say("skill_slice.lead"),
        group="who",
        more=say("skill_slice.more") if more else "",
        more_href=EMPLOYERS if more else "",
    )


def _dimension(market: Market, dimension: str, skills: Sequence[str]) -> list[Block]:
    slices = [row for row in market.extras.by("slice", "dimension", dimension) if row["value"] != "unstated"]
    panels = [panel for row in slices if (panel := slice_panel(market, row, skills))][:MOST_PANELS]
    if len(panels) < 2:
        return []
    left = len(slices) - len(panels)
    note = say("skill_slice.left_out", slices=plural(left, say("units.slice"), say("units.slices"))) if left else ""
    title = say(f"skill_slice.dimensions.{dimension}")
    caption = say("skill_slice.caption", dimension=title.lower())
    return [Heading(title), Panels(caption, note, top_of(panels), tuple(panels), say("skill_slice.reference"))]


def top_of(panels: Sequence[Panel]) -> float:
    """Return the right end of the scale that all panels share: the next tenth above every interval."""
    ends = [row.mark[2] for panel in panels for row in panel.rows if row.mark]
    return min(1.0, (int(max(ends, default=0.1) * 10) + 1) / 10)


def slice_panel(market: Market, row: Row, skills: Sequence[str], *, root: str = "") -> Panel | None:
    """Return the panel of one slice with the given skills in the given order; None where the slice has no share."""
    found = {line["skill_id"]: line for line in market.extras.by("skill_slice", "dimension", row["dimension"])
             if line["value"] == row["value"]}  # fmt: skip
    if row["suppressed_reason"] is not None or not any(skill in found for skill in skills):
        return None
    overall = {line["skill_id"]: line["share"] for line in market.skills}
    rows = tuple(
        panel_row(found[skill], str(found[skill]["name"]), overall.get(skill), skill_href(market, skill, root))
        for skill in skills
        if skill in found
    )
    href = root + employer_path(row["value"]) if row["dimension"] == "employer_size" else ""
    return Panel(str(row["label"]), slice_counts(row), rows, href)


def slice_counts(row: Row) -> str:
    """Write how many vacancies and employers a slice has."""
    return say(
        "skill_slice.counts",
        vacancies=plural(row["vacancies"], say("units.vacancy"), say("units.vacancies")),
        employers=plural(row["employers"], say("units.employer"), say("units.employers")),
    )


def panel_row(row: Row, label: str, reference: float | None, href: str = "") -> PanelRow:
    """Return one row of a panel; a suppressed one says so in a word, its reason stands in the table."""
    if row["share"] is None:
        return PanelRow(label, say("skill_slice.suppressed"), reference=reference, muted=True, href=href)
    mark = (row["lo"], row["share"], row["hi"])
    return PanelRow(label, share_with_interval(row), mark, reference, href=href)


def _distinctive(market: Market) -> list[Block]:
    """Say in a table which skills set each role apart from all others."""
    rows = []
    for slice_row in market.extras.by("slice", "dimension", "role"):
        found = [
            row
            for row in market.extras.by("role_distinctive", "role", slice_row["value"])
            if row["suppressed_reason"] is None and row["z"] > MOST_Z
        ][:DISTINCTIVE_SHOWN]
        if found:
            rows.append({"label": slice_row["label"], "skills": found})
    if not rows:
        return []
    cells: Cells = [
        ("role", named("label")),
        ("distinctive", lambda row: "; ".join(_apart(one) for one in row["skills"])),
    ]
    return [
        Heading(say("role_distinctive.heading"), say("role_distinctive.lead")),
        build_table(say("role_distinctive.caption"), cells, rows, text=2),
    ]


def _apart(row: Row) -> str:
    return say(
        "role_distinctive.one", name=row["name"], share=percent(row["share"]), elsewhere=percent(row["share_elsewhere"])
    )


def composition_tables(market: Market) -> list[Table]:
    """Return a table for each dimension: what the corpus is made of, and how much of it is one employer's."""
    tables: list[Table] = []
    for dimension in DIMENSIONS:
        rows = market.extras.by("slice", "dimension", dimension)
        if not rows:
            continue
        cells: Cells = [
            ("value", named("label")),
            ("vacancies", lambda row: count(row["vacancies"])),
            ("share_of_all", shared("share")),
            ("employers", lambda row: count(row["employers"])),
            ("top_employer", shared("top_employer_share")),
        ]
        plain = [{name: value for name, value in row.items() if name != "suppressed_reason"} for row in _folded(rows)]
        tables.append(build_table(say(f"skill_slice.dimensions.{dimension}"), cells, plain))
    return tables


def _folded(rows: Sequence[Row], most: int = 7) -> list[Row]:
    """Return the largest rows and one that sums up the rest."""
    if len(rows) <= most + 1:
        return list(rows)
    ranked = sorted(rows, key=lambda row: -row["vacancies"])
    rest = ranked[most:]
    more = {
        "label": say("composition.more", count=count(len(rest))),
        "vacancies": sum(row["vacancies"] for row in rest),
        "share": sum(row["share"] for row in rest),
        "employers": None,
        "top_employer_share": None,
    }
    return [*ranked[:most], more]
