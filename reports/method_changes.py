"""What changed in method between two reports: numbers on the two sides of a break are not the same quantity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skilldemand.analysis import sqlfiles
from skilldemand.reports.comparison_input import WrittenReport

COMPARED = ("skill_demand", "section_demand", "framework_demand", "cloud_demand")
"""The marts whose shares are compared."""
MOST_NAMES = 8


@dataclass(frozen=True)
class Change:
    """One thing that differs; breaks says that shares before and after it must not be compared."""

    what: str
    a: str
    b: str
    breaks: bool


def method_changes(a: WrittenReport, b: WrittenReport) -> list[Change]:
    """Return what differs in how the two reports were made, breaks first."""
    versions = [report.manifest.get("versions", {}) for report in (a, b)]
    thresholds = [report.manifest.get("thresholds", {}) for report in (a, b)]
    sources = [report.manifest.get("sources") for report in (a, b)]
    found = [
        _plain("population", a.manifest.get("population"), b.manifest.get("population"), breaks=True),
        _plain("kind of data", a.manifest.get("data"), b.manifest.get("data"), breaks=True),
        _plain("taxonomy", *(version.get("taxonomy") for version in versions), breaks=True),
        _plain("reader", *(version.get("matcher") for version in versions), breaks=True),
        _plain("form of the landing records", *(version.get("schema") for version in versions), breaks=True),
        *_sql(a.manifest.get("sql"), b.manifest.get("sql")),
        _listed("sources", *sources),
        *(
            _plain(f"threshold {name}", *(limits.get(name) for limits in thresholds), breaks=False)
            for name in sorted({*thresholds[0], *thresholds[1]})
        ),
        _plain("release", *(version.get("skilldemand") for version in versions), breaks=False),
    ]
    return sorted((change for change in found if change), key=lambda change: not change.breaks)


def _plain(what: str, a: Any, b: Any, *, breaks: bool) -> Change | None:
    return None if a == b else Change(what, _shown(a), _shown(b), breaks)


def _shown(value: Any) -> str:
    return "not stated" if value is None else str(value)


def _sql(a: Mapping[str, str] | None, b: Mapping[str, str] | None) -> list[Change]:
    """Compare the checksums of the SQL; a report that states none may have been made by any SQL, which is a break.

    Only what the compared tables are made by is a break: a new mart beside them changes nothing of theirs.
    """
    if a is None or b is None:
        before, after = ("not stated" if sums is None else "stated" for sums in (a, b))
        return [] if a is b else [Change("SQL", before, after, breaks=True)]
    different = [name for name in sorted({*a, *b}) if a.get(name) != b.get(name)]
    behind = sql_behind(COMPARED)
    found = []
    for what, breaks in (("SQL of these tables", True), ("SQL of other tables", False)):
        names = [name for name in different if (name in behind) is breaks]
        if names:
            lost = [name for name in names if name not in b]
            kept = [name for name in names if name in b]
            found.append(Change(what, f"without: {_few(lost)}", f"new or changed: {_few(kept)}", breaks))
    return found


def sql_behind(tables: Sequence[str]) -> frozenset[str]:
    """Return folder/name of every SQL file that marts of these names are made by, directly or not."""
    made = {sql.table: sql for sql in sqlfiles.build_order()}
    found: set[str] = set()
    left = [f"marts.{table}" for table in tables]
    while left:
        sql = made[left.pop()]
        name = f"{sql.folder}/{sql.name}.sql"
        if name not in found:
            found.add(name)
            left += sql.depends
    return frozenset(found)


def _few(names: Sequence[str]) -> str:
    """Write names, of many only the first."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more if names else "none"


def _listed(what: str, a: list[str] | None, b: list[str] | None) -> Change | None:
    """Compare lists of names: only those of one side are shown."""
    before, after = set(a or ()), set(b or ())
    if before == after:
        return None
    lost, new = (", ".join(sorted(names)) or "none" for names in (before - after, after - before))
    return Change(what, f"without: {lost}", f"new: {new}", breaks=False)
