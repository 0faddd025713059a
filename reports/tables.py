"""Tables as plain content: the same Table is rendered as HTML and as Markdown."""

from collections.abc import Callable, Sequence

from skilldemand.reports.content import Column, Line, Mark, Table
from skilldemand.reports.links import skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import DASH, count, month, percent, rank_range, share_with_interval
from skilldemand.reports.texts import say

Cell = Callable[[Row], str]
Cells = Sequence[tuple[str, Cell]]


def build_table(
    caption: str,
    cells: Cells,
    rows: Sequence[Row],
    *,
    text: int = 1,
    words: Sequence[str] = (),
    href: Cell | None = None,
    pictured: bool = False,
    folded: bool = False,
) -> Table:
    """Build a table from rows; cells names each column by its key in texts.yml.

    The first `text` columns and those named in `words` hold words, the others figures. href gives the page of a row.
    """
    columns = tuple(
        Column(key, say(f"columns.{key}"), numeric=number >= text and key not in words)
        for number, (key, _) in enumerate(cells)
    )
    lines = tuple(
        Line(
            tuple(cell(row) for _, cell in cells),
            muted=row.get("suppressed_reason") is not None,
            mark=_mark(row),
            href=href(row) if href else "",
        )
        for row in rows
    )
    return Table(caption, columns, lines, pictured=pictured, folded=folded)


def _mark(row: Row) -> Mark | None:
    if row.get("share") is None or row.get("lo") is None:
        return None
    return row["lo"], row["share"], row["hi"]


def share_or_reason(row: Row) -> str:
    """Write the share with its interval, or why there is none."""
    return str(row["suppressed_reason"] or DASH) if row["share"] is None else share_with_interval(row)


def counted(name: str) -> Cell:
    """Return a cell that writes a count."""
    return lambda row: count(row[name])


def part_of(part: str, whole: str) -> Cell:
    """Return a cell that writes "12 of 345"."""
    return lambda row: say("columns.of", part=count(row[part]), whole=count(row[whole]))


def shared(name: str) -> Cell:
    """Return a cell that writes a share as per cent."""
    return lambda row: percent(row[name])


def named(name: str) -> Cell:
    """Return a cell that writes a word, and a dash where there is none."""
    return lambda row: DASH if row[name] is None else str(row[name])


BASE: Cells = (
    ("share", share_or_reason),
    ("k_of_n", part_of("k", "n")),
    ("employers_of", part_of("employers_asking", "employers")),
)
STRENGTHS: Cells = tuple((f"{name}_share", shared(f"{name}_share")) for name in ("required", "preferred", "duty"))


def caption_of(title: str) -> str:
    """Return the caption of the table behind a chart."""
    return say("chart.table_caption", title=title)


def demand_table(title: str, rows: Sequence[Row]) -> Table:
    """Build the data table of a chart of skills."""
    return build_table(caption_of(title), [("skill", named("name")), *BASE, ("rank", rank_range)], rows)


def family_table(title: str, rows: Sequence[Row], any_name: str) -> Table:
    """Build the data table of frameworks or clouds, with the shares of "no alternative" and "one of several"."""
    cells: Cells = [
        ("skill", lambda row: any_name if row["skill_id"] == "any" else row["name"]),
        *BASE,
        ("sole_share", shared("sole_share")),
        ("alternative_share", shared("alternative_share")),
    ]
    return build_table(caption_of(title), cells, rows)


def section_table(title: str, rows: Sequence[Row]) -> Table:
    """Build the data table of the guide's parts, with the most-asked skills of each."""
    cells: Cells = [
        ("section", named("title")),
        ("top_skills", lambda row: ", ".join(row["top_skills"] or [])),
        *BASE,
    ]
    return build_table(caption_of(title), cells, rows, text=2)


def strength_table(title: str, rows: Sequence[Row]) -> Table:
    """Build the data table of the strength chart: shares of all vacancies read."""
    return build_table(caption_of(title), [("skill", named("name")), *STRENGTHS, *BASE], rows)


def all_skills_table(market: Market) -> Table:
    """Build the table of every skill of the taxonomy; suppressed rows carry the reason in place of the share."""
    titles = market.section_titles
    cells: Cells = [
        ("skill", named("name")),
        *BASE,
        ("rank", rank_range),
        ("employer_share", shared("employer_share")),
        *STRENGTHS,
        ("section", lambda row: str(titles.get(row["section"], row["section"]))),
    ]
    blank = sum(row["suppressed_reason"] is not None for row in market.skills)
    counts = {"total": len(market.skills), "published": len(market.skills) - blank, "suppressed": blank}
    return build_table(
        say("all_skills.caption", **counts),
        cells,
        market.skills,
        words=("section",),
        href=lambda row: skill_href(market, row["skill_id"]),
        pictured=True,
    )


def month_table(title: str, rows: Sequence[Row]) -> Table:
    """Build the data table of the month chart."""
    cells: Cells = [("month", lambda row: month(row["month"])), ("vacancies", counted("vacancies"))]
    return build_table(caption_of(title), cells, rows)
