"""A share by month as the points of a drawing 600 by 170, ready for a template: cheap enough for hundreds of pages."""

from collections.abc import Sequence
from datetime import date

from skilldemand.reports.content import Table, TimeLine, TimePoint
from skilldemand.reports.marts import Row
from skilldemand.reports.numbers import month, share_with_interval
from skilldemand.reports.tables import Cells, build_table, part_of, share_or_reason
from skilldemand.reports.texts import say

LEFT, RIGHT, TOP, BOTTOM = 44.0, 590.0, 12.0, 140.0
LEAST_MONTHS = 3
MOST_TICKS = 6
STEPS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25)


def timeline(rows: Sequence[Row], name: str) -> TimeLine | None:
    """Return the drawing of one skill's months, None with fewer than LEAST_MONTHS publishable ones.

    Months that are not published are gaps; a line joins neighbouring months only.
    """
    shown = [row for row in rows if row["share"] is not None]
    if len(shown) < LEAST_MONTHS:
        return None
    first, last = shown[0]["month"], shown[-1]["month"]
    top = _top(max(row["hi"] for row in shown))
    points = tuple(_point(row, first, last, top) for row in shown)
    table: Table = build_table(say("skill_page.months_caption", name=name), _CELLS, shown)
    return TimeLine(
        title=say("skill_page.months_title", name=name, first=month(first), last=month(last)),
        caption=say("skill_page.months_note"),
        points=points,
        stretches=_stretches(shown, points),
        across=_across(first, last),
        up=_up(top),
        table=table,
    )


_CELLS: Cells = [
    ("month", lambda row: say("life.partial", month=month(row["month"])) if row["partial"] else month(row["month"])),
    ("share", share_or_reason),
    ("k_of_n", part_of("k", "n")),
]


def _number(day: date) -> int:
    return day.year * 12 + day.month


def _across_at(day: date, first: date, last: date) -> float:
    return LEFT + 8 + (RIGHT - LEFT - 16) * (_number(day) - _number(first)) / max(1, _number(last) - _number(first))


def _up_at(share: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share / top


def _top(highest: float) -> float:
    """Return the end of the axis: at most five steps of a round size reach over the highest bound."""
    step = next((step for step in STEPS if step * 5 >= highest), STEPS[-1])
    steps = next(count for count in range(1, 6) if step * count >= highest or count == 5)
    return min(1.0, step * steps)


def _point(row: Row, first: date, last: date, top: float) -> TimePoint:
    return TimePoint(
        x=_across_at(row["month"], first, last),
        y=_up_at(row["share"], top),
        low=_up_at(row["lo"], top),
        high=_up_at(min(row["hi"], top), top),
        partial=bool(row["partial"]),
        words=f"{month(row['month'])}: {share_with_interval(row)}",
    )


def _stretches(rows: Sequence[Row], points: Sequence[TimePoint]) -> tuple[tuple[TimePoint, ...], ...]:
    """Part the points where a month is missing or was not fully observed."""
    found: list[list[TimePoint]] = []
    for place, (row, point) in enumerate(zip(rows, points, strict=True)):
        before = rows[place - 1] if place else None
        joined = before is not None and _number(row["month"]) == _number(before["month"]) + 1
        if joined and not row["partial"] and found:
            found[-1].append(point)
        else:
            found.append([point])
    return tuple(tuple(stretch) for stretch in found if len(stretch) > 1)


def _across(first: date, last: date) -> tuple[tuple[float, str], ...]:
    months = _number(last) - _number(first)
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / step <= MOST_TICKS)
    days = [date((number - 1) // 12, (number - 1) % 12 + 1, 1) for number in range(_number(first), _number(last) + 1)]
    return tuple((_across_at(day, first, last), month(day)) for day in days[::step])


def _up(top: float) -> tuple[tuple[float, str], ...]:
    step = next(step for step in STEPS if top / step <= 5.0001)
    ticks = [number * step for number in range(round(top / step) + 1)]
    return tuple((_up_at(tick, top), f"{tick * 100:.3g} %") for tick in ticks)
