"""Tables as plain content: the same Table is rendered as HTML and as Markdown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import DASH, count, month, percent, rank_range, share_with_interval
from skilldemand.reports.texts import entry, say

MOST_SOURCES = 12
MOST_MONTHS = 24
READABLE = ("complete", "unchanged", "empty")
FAILED = ("dead", "blocked", "error")

Cell = Callable[[Row], str]


@dataclass(frozen=True)
class Column:
    """One column: its key in texts.yml, its heading, and whether it holds figures (set right-aligned)."""

    key: str
    heading: str
    numeric: bool


@dataclass(frozen=True)
class Line:
    """One row: its cells as text (the first names the row), greyed when suppressed; mark is lo, share, hi in 0..1."""

    cells: tuple[str, ...]
    muted: bool = False
    mark: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Table:
    """A table with the words that introduce it; every line has as many cells as there are columns."""

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def _build(caption: str, cells: Sequence[tuple[str, Cell]], rows: Sequence[Row], *, text: int = 1) -> Table:
    """Build a table from rows; cells names each column by its key in texts.yml, the first `text` columns hold words."""
    columns = tuple(
        Column(key, say(f"columns.{key}"), numeric=number >= text and key != "section")
        for number, (key, _) in enumerate(cells)
    )
    lines = tuple(
        Line(tuple(cell(row) for _, cell in cells), muted=row.get("suppressed_reason") is not None, mark=_mark(row))
        for row in rows
    )
    return Table(caption, columns, lines)


def _mark(row: Row) -> tuple[float, float, float] | None:
    if row.get("share") is None or row.get("lo") is None:
        return None
    return row["lo"], row["share"], row["hi"]


def _share(row: Row) -> str:
    """Write the share with its interval, or why there is none."""
    return str(row["suppressed_reason"] or DASH) if row["share"] is None else share_with_interval(row)


def _counted(name: str) -> Cell:
    return lambda row: count(row[name])


def _of(part: str, whole: str) -> Cell:
    return lambda row: say("columns.of", part=count(row[part]), whole=count(row[whole]))


def _shared(name: str) -> Cell:
    return lambda row: percent(row[name])


_BASE: tuple[tuple[str, Cell], ...] = (
    ("share", _share),
    ("k_of_n", _of("k", "n")),
    ("employers_of", _of("employers_asking", "employers")),
)


def demand_table(title: str, rows: Sequence[Row]) -> Table:
    """Build the data table of the skill chart."""
    columns: list[tuple[str, Cell]] = [("skill", lambda row: row["name"]), *_BASE, ("rank", rank_range)]
    return _build(say("chart.table_caption", title=title), columns, rows)


def family_table(title: str, rows: Sequence[Row], any_name: str) -> Table:
    """Build the data table of frameworks or clouds, with the shares of "no alternative" and "one of several"."""
    columns: list[tuple[str, Cell]] = [
        ("skill", lambda row: any_name if row["skill_id"] == "any" else row["name"]),
        *_BASE,
        ("sole_share", _shared("sole_share")),
        ("alternative_share", _shared("alternative_share")),
    ]
    return _build(say("chart.table_caption", title=title), columns, rows)


def section_table(title: str, rows: Sequence[Row]) -> Table:
    """Build the data table of the guide's parts, with the most-asked skills of each."""
    columns: list[tuple[str, Cell]] = [
        ("section", lambda row: row["title"]),
        ("top_skills", lambda row: ", ".join(row["top_skills"] or [])),
        *_BASE,
    ]
    return _build(say("chart.table_caption", title=title), columns, rows, text=2)


def strength_table(title: str, rows: Sequence[Row]) -> Table:
    """Build the data table of the strength chart: shares of all vacancies read."""
    columns: list[tuple[str, Cell]] = [
        ("skill", lambda row: row["name"]),
        *((f"{name}_share", _shared(f"{name}_share")) for name in ("required", "preferred", "duty")),
        *_BASE,
    ]
    return _build(say("chart.table_caption", title=title), columns, rows)


def all_skills_table(market: Market) -> Table:
    """Build the table of every skill of the taxonomy; suppressed rows carry the reason in place of the share."""
    titles = market.section_titles
    columns: list[tuple[str, Cell]] = [
        ("skill", lambda row: row["name"]),
        *_BASE,
        ("rank", rank_range),
        ("employer_share", _shared("employer_share")),
        *((f"{name}_share", _shared(f"{name}_share")) for name in ("required", "preferred", "duty")),
        ("section", lambda row: str(titles.get(row["section"], row["section"]))),
    ]
    blank = sum(row["suppressed_reason"] is not None for row in market.skills)
    counts = {"total": len(market.skills), "published": len(market.skills) - blank, "suppressed": blank}
    return _build(say("all_skills.caption", **counts), columns, market.skills)


def month_table(title: str, rows: Sequence[Row]) -> Table:
    """Build the data table of the month chart."""
    columns: list[tuple[str, Cell]] = [("month", lambda row: month(row["month"])), ("vacancies", _counted("vacancies"))]
    return _build(say("chart.table_caption", title=title), columns, rows)


def role_table(market: Market) -> Table:
    """Build the table of roles over all vacancies; a role has the label of the population it makes alone."""
    columns: list[tuple[str, Cell]] = [
        ("role", lambda row: str(market.labels.get(row["role"], row["role"]))),
        ("vacancies", _counted("vacancies")),
        ("share_of_all", _shared("share_of_all")),
    ]
    return _build(say("composition.roles"), columns, market.roles)


def source_table(rows: Sequence[Row]) -> Table:
    """Build the table of where the postings are from, with the way they came; small origins share the last line."""
    rest = rows[MOST_SOURCES:]
    if len(rest) > 1:
        more = {"board": say("composition.sources_more", count=count(len(rest))), "source": None}
        rows = [
            *rows[:MOST_SOURCES],
            more | {name: sum(row[name] for row in rest) for name in ("postings", "vacancies")},
        ]
    columns: list[tuple[str, Cell]] = [
        ("board", lambda row: f"{row['board'] or DASH} ({row['source']})" if row["source"] else str(row["board"])),
        ("postings", _counted("postings")),
        ("vacancies", _counted("vacancies")),
    ]
    return _build(say("composition.sources"), columns, rows)


def lifecycle_table(rows: Sequence[Row]) -> Table:
    """Build the table of openings and closings by month, the last two years of it."""
    columns: list[tuple[str, Cell]] = [
        ("month", _month),
        *((name, _counted(name)) for name in ("found_open", "opened", "reopened", "closed", "open_at_end")),
    ]
    return _build(say("life.months"), columns, rows[-MOST_MONTHS:])


def _month(row: Row) -> str:
    return say("life.partial", month=month(row["month"])) if row["partial"] else month(row["month"])


def _boards(states: Sequence[str]) -> Cell:
    return lambda row: count(sum(row[state] for state in states))


def quality_table(rows: Sequence[Row]) -> Table:
    """Build the table of how well each crawled source could be read, and whether the months count it."""
    columns: list[tuple[str, Cell]] = [
        ("source", lambda row: row["source"]),
        ("in_months", lambda row: say("life.left_out" if row["quarantined"] else "life.counted")),
        ("boards", _counted("boards")),
        ("boards_whole", _boards(READABLE)),
        ("boards_partial", _counted("partial")),
        ("boards_failed", _boards(FAILED)),
        ("listed", _counted("listed")),
        ("kept", lambda row: say("life.kept", kept=count(row["kept"]), share=percent(row["share_kept"]))),
        ("new_last_run", _counted("new_last_run")),
        ("closed_now", _counted("closed")),
    ]
    return _build(say("life.sources"), columns, rows, text=2)


def accounting_table(rows: Sequence[Row]) -> Table:
    """Build the table that accounts for every row of the input."""
    columns: list[tuple[str, Cell]] = [
        ("stage", lambda row: _shown("stages", row["stage"])),
        ("reason", lambda row: _shown("reasons", row["reason"])),
        ("rows", _counted("rows")),
    ]
    return _build(say("method.accounting_caption"), columns, rows, text=2)


def _shown(kind: str, word: str) -> str:
    """Return how a word of meta.accounting is shown; a word without an entry in texts.yml stands as it is."""
    words: dict[str, str] = entry(f"accounting.{kind}")
    return words.get(word, word)
