"""What changed since the last report: first how the numbers are made, then the data, then what moved beyond chance."""

from collections.abc import Sequence
from datetime import datetime

from skilldemand.reports.content import Block, Part, Sentences
from skilldemand.reports.links import skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, day, plural, share_with_interval
from skilldemand.reports.previous import Previous
from skilldemand.reports.tables import Cells, build_table, named
from skilldemand.reports.texts import say
from skilldemand.reports.wording import names_in_words

VERSIONS = ("taxonomy_version", "matcher_version", "schema_version", "skilldemand_version")
MAKES_BREAK = ("taxonomy_version", "matcher_version")
MOST_MOVED = 15
TOP = 20


def since_part(market: Market, previous: Previous | None) -> Part | None:
    """Return the part, None where there is no report before this one."""
    if previous is None:
        return None
    changed = [name for name in VERSIONS if str(previous.run.get(name)) != str(market.run[name])]
    broken = any(name in MAKES_BREAK for name in changed)
    lines = [_method(market, previous, changed), _size(market, previous)]
    moved = [] if broken else _moved(market, previous)
    lines.append(
        say("since.break")
        if broken
        else say(
            "since.moved" if moved else "since.still", moved=plural(len(moved), say("units.skill"), say("units.skills"))
        )
    )
    lines += [] if broken else _entered_left(market, previous)
    blocks: list[Block] = [Sentences(tuple(lines), "quiet")]
    if moved:
        cells: Cells = [
            ("skill", named("name")),
            ("share_before", lambda row: share_with_interval(row["before"])),
            ("share_now", share_with_interval),
        ]
        blocks.append(
            build_table(say("since.caption"), cells, moved, href=lambda row: skill_href(market, row["skill_id"]))
        )
    lead = say("since.lead", when=day(datetime.fromisoformat(previous.generated_at).date()))
    return Part("since", say("since.heading"), tuple(blocks), lead=lead, group="answer")


def _method(market: Market, previous: Previous, changed: Sequence[str]) -> str:
    if not changed:
        return say("since.same_method")
    parts = [say(f"since.versions.{name}", before=previous.run.get(name), now=market.run[name]) for name in changed]
    return say("since.other_method", list=names_in_words(parts))


def _size(market: Market, previous: Previous) -> str:
    return say(
        "since.size",
        before=count(previous.overview["vacancies"]),
        now=count(market.overview["vacancies"]),
        employers_before=count(previous.overview["employers"]),
        employers=count(market.overview["employers"]),
    )


def _moved(market: Market, previous: Previous) -> list[Row]:
    """Return the skills whose interval lies wholly beside the one of the last report, largest move first."""
    found = []
    for row in market.skills:
        before = previous.skills.get(row["skill_id"])
        if before is None or row["share"] is None or before["share"] is None:
            continue
        if row["lo"] > before["hi"] or row["hi"] < before["lo"]:
            found.append(row | {"before": before})
    return sorted(found, key=lambda row: (-abs(row["share"] - row["before"]["share"]), row["name"]))[:MOST_MOVED]


def _entered_left(market: Market, previous: Previous) -> list[str]:
    """Say which skills came into the first twenty and which left it."""
    now = {row["skill_id"]: row["name"] for row in market.skills if row["share"] is not None}
    ranked_now = list(now)[:TOP]
    before = {key: row["name"] for key, row in previous.skills.items() if row["share"] is not None}
    ranked_before = sorted(before, key=lambda key: (-previous.skills[key]["k"], before[key]))[:TOP]
    entered = [now[key] for key in ranked_now if key not in ranked_before]
    left = [before[key] for key in ranked_before if key not in ranked_now]
    if not entered or not left:
        return []
    return [say("since.top", entered=names_in_words(entered), left=names_in_words(left), top=TOP)]
