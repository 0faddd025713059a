"""The data and how far to trust them: composition, life of the postings, sources, the reader, what is not published."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from skilldemand.reports.content import Block, Heading, Part, Sentences, Table, Tables
from skilldemand.reports.findings import publishable, suppressed
from skilldemand.reports.links import skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import DASH, count, month, percent, plural, share_with_interval
from skilldemand.reports.parts.change import month_card
from skilldemand.reports.parts.who import composition_tables
from skilldemand.reports.tables import Cell, Cells, build_table, counted, named, shared
from skilldemand.reports.texts import say

MOST_SOURCES = 8
MOST_MONTHS = 24
TIME_ROWS = 12
READER_ROWS = 15
READABLE = ("complete", "unchanged", "empty")
FAILED = ("dead", "blocked", "error")


def composition_part(market: Market) -> Part:
    """Return the part on what the data hold."""
    tables = composition_tables(market)
    if not tables and market.roles:
        tables.append(role_table(market))
    if market.sources:
        tables.append(source_table(market.sources))
    blocks: list[Block] = [Tables(tuple(tables))] if tables else []
    card = month_card(market) if not market.empty else None
    if card:
        blocks.append(card)
    elif not market.empty:
        blocks.append(Sentences((say("composition.no_months"),)))
    top = market.overview["top_employer"]
    largest = percent(market.overview["top_employer_share"])
    lead = f"{say('composition.lead')} {say('composition.concentration', name=top, share=largest) if top else ''}"
    return Part("composition", say("composition.heading"), tuple(blocks), lead=lead.strip(), group="data")


def role_table(market: Market) -> Table:
    """Build the table of roles over all vacancies; a role has the label of the population it makes alone."""
    cells: Cells = [
        ("role", lambda row: str(market.labels.get(row["role"], row["role"]))),
        ("vacancies", counted("vacancies")),
        ("share_of_all", shared("share_of_all")),
    ]
    return build_table(say("composition.roles"), cells, market.roles)


def source_table(rows: Sequence[Row]) -> Table:
    """Build the table of where the postings are from, with the way they came; small origins share the last line."""
    rest = rows[MOST_SOURCES:]
    if len(rest) > 1:
        more = {"board": say("composition.sources_more", count=count(len(rest))), "source": None}
        rows = [
            *rows[:MOST_SOURCES],
            more | {name: sum(row[name] for row in rest) for name in ("postings", "vacancies")},
        ]
    cells: Cells = [
        ("board", lambda row: f"{row['board'] or DASH} ({row['source']})" if row["source"] else str(row["board"])),
        ("postings", counted("postings")),
        ("vacancies", counted("vacancies")),
    ]
    return build_table(say("composition.sources"), cells, rows)


def life_part(market: Market) -> Part | None:
    """Return the part on the life of postings; nothing is known of it without a crawl."""
    times = [row for row in market.extras.of("time_on_market") if row["suppressed_reason"] is None]
    if not market.quality and not times:
        return None
    blocks: list[Block] = []
    if market.lifecycle:
        blocks.append(lifecycle_table(market.lifecycle))
    blocks += _time_on_market(market, times)
    if market.quality:
        blocks.append(quality_table(market.quality))
    return Part("life", say("life.heading"), tuple(blocks), lead=say("life.lead"), group="data")


def _time_on_market(market: Market, rows: Sequence[Row]) -> list[Block]:
    if rows:
        cells: Cells = [
            ("skill", lambda row: say("time_on_market.all") if row["skill_id"] == "all" else str(row["name"])),
            ("median_days", _days),
            ("closed_of", lambda row: say("columns.of", part=count(row["closed"]), whole=count(row["n"]))),
        ]
        table = build_table(
            say("time_on_market.caption"),
            cells,
            rows[:TIME_ROWS],
            href=lambda row: skill_href(market, row["skill_id"]),
        )
        return [Heading(say("time_on_market.heading"), say("time_on_market.lead")), table]
    whole = market.extras.by("time_on_market", "skill_id", "all")
    if whole:
        return [Sentences((say("time_on_market.none", reason=whole[0]["suppressed_reason"]),))]
    return []


def _days(row: Row) -> str:
    median = say("time_on_market.days", days=f"{row['median_days']:.0f}")
    if row["lo"] is None or row["hi"] is None:
        return median
    return f"{median} ({row['lo']:.0f}\u2013{row['hi']:.0f})"


def lifecycle_table(rows: Sequence[Row]) -> Table:
    """Build the table of openings and closings by month, the last two years of it."""
    cells: Cells = [
        ("month", _month),
        *((name, counted(name)) for name in ("found_open", "opened", "reopened", "closed", "open_at_end")),
    ]
    return build_table(say("life.months"), cells, rows[-MOST_MONTHS:])


def _month(row: Row) -> str:
    return say("life.partial", month=month(row["month"])) if row["partial"] else month(row["month"])


def _boards(states: Sequence[str]) -> Cell:
    return lambda row: count(sum(row[state] for state in states))


def quality_table(rows: Sequence[Row]) -> Table:
    """Build the table of how well each crawled source could be read, and whether the months count it."""
    cells: Cells = [
        ("source", named("source")),
        ("in_months", lambda row: say("life.left_out" if row["quarantined"] else "life.counted")),
        ("boards", counted("boards")),
        ("boards_whole", _boards(READABLE)),
        ("boards_partial", counted("partial")),
        ("boards_failed", _boards(FAILED)),
        ("listed", counted("listed")),
        ("kept", lambda row: say("life.kept", kept=count(row["kept"]), share=percent(row["share_kept"]))),
        ("new_last_run", counted("new_last_run")),
        ("closed_now", counted("closed")),
    ]
    return build_table(say("life.sources"), cells, rows, text=2)


def trust_part(market: Market) -> Part | None:
    """Return the part on errors: the reader's, those of merging duplicates, and what is left blank."""
    blocks = [*_reader(market), *_sensitivity(market), *_alike(market), *_blanks(market)]
    if not blocks:
        return None
    return Part("quality", say("quality.heading"), tuple(blocks), lead=say("quality.lead"), group="data")


def _reader(market: Market) -> list[Block]:
    if not market.extras.has("reader_quality"):
        return []
    by_skill = {row["skill_id"]: row for row in market.extras.of("reader_quality")}
    if not by_skill:
        return [Heading(say("quality.reader_heading")), Sentences((say("quality.reader_none"),))]
    corrected = {row["skill_id"]: row for row in market.extras.of("skill_corrected")}
    rows = [
        row | {"reader": by_skill[row["skill_id"]], "corrected": corrected.get(row["skill_id"])}
        for row in market.skills
        if row["share"] is not None and row["skill_id"] in by_skill
    ][:READER_ROWS]
    cells: Cells = [
        ("skill", named("name")),
        ("share", share_with_interval),
        ("corrected", lambda row: corrected_words(row["corrected"])),
        ("precision", lambda row: percent(row["reader"]["precision"])),
        ("recall", lambda row: percent(row["reader"]["recall"])),
        ("labelled", lambda row: count(row["reader"]["n_gold"])),
    ]
    table = build_table(
        say("quality.reader_caption"), cells, rows, href=lambda row: skill_href(market, row["skill_id"])
    )
    return [Heading(say("quality.reader_heading"), say("quality.reader_lead")), table]


def corrected_words(row: Row | None) -> str:
    """Write the corrected share with its interval, or why there is none."""
    if row is None:
        return DASH
    if row["corrected_share"] is None:
        return str(row["suppressed_reason"] or DASH)
    return share_with_interval({"share": row["corrected_share"], "lo": row["corrected_lo"], "hi": row["corrected_hi"]})


def _sensitivity(market: Market) -> list[Block]:
    """Set ranks under three rules for duplicates side by side, for the skills asked for most."""
    rules = ("exact", "standard", "wide")
    ranked = market.extras.by("rank_sensitivity", "rule", "standard")[:15]
    if not ranked:
        return []
    other = {
        rule: {row["skill_id"]: row for row in market.extras.by("rank_sensitivity", "rule", rule)} for rule in rules
    }
    cells: Cells = [
        ("skill", named("name")),
        *((f"rule_{rule}", partial(_under, other[rule])) for rule in rules),
    ]
    plain = [{"skill_id": row["skill_id"], "name": row["name"]} for row in ranked]
    moved = sum(len({other[rule][row["skill_id"]]["rank"] for rule in rules if row["skill_id"] in other[rule]}) > 1
                for row in ranked)  # fmt: skip
    counts = [count(next(iter(other[rule].values()))["n"]) if other[rule] else DASH for rule in rules]
    lead = say("quality.rules_lead", exact=counts[0], standard=counts[1], wide=counts[2], moved=count(moved),
               shown=count(len(ranked)))  # fmt: skip
    return [Heading(say("quality.rules_heading"), lead), build_table(say("quality.rules_caption"), cells, plain)]


def _under(rule: Mapping[str, Row], skill: Row) -> str:
    row = rule.get(skill["skill_id"])
    return DASH if row is None else say("quality.rank_share", rank=count(row["rank"]), share=percent(row["share"]))


def _alike(market: Market) -> list[Block]:
    """Say how large the design effects are: one number for all skills, and the skill where it matters most."""
    rows = sorted(publishable(market.skills), key=lambda row: (row["deff"], row["name"]))
    if not rows:
        return []
    middle, largest = rows[len(rows) // 2], rows[-1]
    line = say("quality.alike", middle=f"{middle['deff']:.1f}", largest=f"{largest['deff']:.1f}", name=largest["name"])
    return [Heading(say("quality.alike_heading")), Sentences((line,), "plain")]


def _blanks(market: Market) -> list[Block]:
    """Count what is not published by its reason, without the numbers that differ from row to row."""
    reasons = Counter(str(row["suppressed_reason"]).partition(" (")[0] for row in suppressed(market.skills))
    if not reasons:
        return []
    rows = [{"reason": reason, "skills": skills} for reason, skills in reasons.most_common()]
    cells: Cells = [("blank_reason", named("reason")), ("skills", counted("skills"))]
    total = plural(sum(reasons.values()), say("units.skill"), say("units.skills"))
    lead = say("quality.blank_lead", skills=total, total=count(len(market.skills)))
    return [Heading(say("quality.blank_heading"), lead), build_table(say("quality.blank_caption"), cells, rows)]
