"""A small published warehouse with the columns of the real one and invented, plausible numbers."""

import csv
import math
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from tests.reports.vacancies import add_vacancies

BUILT_AT = datetime(2024, 10, 2, 6, 30)  # noqa: DTZ001 - DuckDB gives its timestamps without a zone
N, EMPLOYERS = 2480, 611

HERE = Path(__file__).parent


def _read(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


SKILLS = [(row["id"], row["name"], row["section"], row["kind"], float(row["share"])) for row in _read("skills.csv")]


def market(
    *, sample: bool = False, n: int = N, employers: int = EMPLOYERS, dated: bool = True, crawled: bool = True
) -> duckdb.DuckDBPyConnection:
    """Return an in-memory warehouse; n = 0 is a warehouse in which no vacancy was read."""
    connection = duckdb.connect()
    connection.execute((HERE / "market.sql").read_text(encoding="utf-8"))
    origin = "Sample data: invented postings." if sample else "Postings imported from two public files."
    _insert(connection, "meta.run", [(BUILT_AT, "t1", "m1", "1", "0.1.0", n * 5 // 4, sample, origin)])
    _insert(
        connection,
        "meta.threshold",
        [
            ("min_vacancies", 100.0, "vacancies read"),
            ("min_employers", 10.0, "employers"),
            ("min_asking", 5.0, "vacancies that ask"),
            ("max_half_width", 0.15, "half the interval"),
        ],
    )
    dates = (date(2024, 2, 5), date(2024, 9, 28)) if dated and n else (None, None)
    _insert(
        connection,
        "marts.overview",
        [
            (
                "ml",
                "Machine-learning engineering (ML, MLOps and AI engineers)",
                n * 9 // 8,
                n,
                n // 8,
                employers,
                3,
                n,
                *dates,
                0 if dated else n,
                sample,
                "Northwind Analytics & Co" if n else None,
                0.043 if n else None,
            ),
            ("all", "All roles", n * 5 // 4, n, n // 4, employers, 3, n, *dates, 0, sample, None, None),
        ],
    )
    skills = [_skill(number, row, n, employers) for number, row in enumerate(SKILLS)]
    _insert(connection, "marts.skill_demand", skills)
    _families(connection, skills, n, employers)
    _insert(connection, "marts.section_demand", [_section(row, n, employers) for row in _read("sections.csv")])
    _mix(connection, n, dated=dated)
    add_vacancies(connection, count=900 if n else 0)
    if crawled:
        connection.execute((HERE / "crawled.sql").read_text(encoding="utf-8"))
    return connection


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into {table} values ({marks})", rows)


def _bounds(share: float, n: int) -> tuple[float, float]:
    """Wilson's interval on n / 1.8, close enough to what the warehouse computes."""
    if not n:
        return 0.0, 1.0
    n, z = n / 1.8, 1.96
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def _reason(k: int, n: int, employers: int) -> str | None:
    if n < 100:
        return f"fewer than 100 vacancies (n = {n})"
    if employers < 10:
        return f"fewer than 10 employers ({employers})"
    return f"fewer than 5 vacancies ask for it (k = {k})" if k < 5 else None


def _skill(number: int, row: tuple[str, str, str, str, float], n: int, employers: int) -> tuple[Any, ...]:
    skill_id, name, section, kind, wanted = row
    k = round(wanted * n)
    share = k / n if n else None
    lo, hi = _bounds(share or 0.0, n)
    required = round((share or 0.0) * 0.6, 6)
    preferred = round((share or 0.0) * 0.15, 6)
    reason = _reason(k, n, employers)
    rank = (None, None) if reason else (max(1, number - 1) if number else 1, number + 2 if number else 1)
    return (
        "ml",
        skill_id,
        name,
        section,
        kind,
        k,
        n,
        round(k * 0.24),
        employers,
        share,
        lo,
        hi,
        1.8,
        (share or 0.0) * 0.93,
        required,
        preferred,
        (share or 0.0) - required - preferred,
        *rank,
        reason,
    )


def _families(connection: duckdb.DuckDBPyConnection, skills: list[tuple[Any, ...]], n: int, employers: int) -> None:
    for table, section, any_name, any_share in (
        ("marts.framework_demand", "deep-learning-frameworks", "any framework", 0.552),
        ("marts.cloud_demand", "cloud", "any cloud", 0.561),
    ):
        members = [row for row in skills if row[3] == section]
        total = _skill(0, ("any", any_name, section, "family", any_share), n, employers)
        _insert(
            connection, table, [(*row, (row[9] or 0.0) * 0.55, (row[9] or 0.0) * 0.45) for row in [total, *members]]
        )


def _section(entry: dict[str, str], n: int, employers: int) -> tuple[Any, ...]:
    section, share = entry["section"], float(entry["share"])
    k = round(share * n)
    top = [name for _, name, of, _, _ in SKILLS if of == section][:3]
    counts = (k, n, k / n if n else None, *_bounds(share, n), round(k * 0.24), employers)
    return ("ml", section, entry["title"], *counts, _reason(k, n, employers), top)


def _mix(connection: duckdb.DuckDBPyConnection, n: int, *, dated: bool) -> None:
    if not n:
        return
    _insert(
        connection,
        "marts.role_mix",
        [("ml-engineer", n // 2, 0.5), ("data-scientist", n // 4, 0.25), ("ai-engineer", n // 4, 0.25)],
    )
    _insert(
        connection,
        "marts.source_mix",
        [("import", "postings.parquet", n, n * 4 // 5), ("import", "more.csv", n // 4, n // 5)],
    )
    months = [(2, 0.06), (3, 0.14), (4, 0.13), (5, 0.15), (6, 0.12), (7, 0.11), (8, 0.14), (9, 0.15)]
    if dated:
        _insert(
            connection, "marts.month_flow", [("ml", date(2024, number, 1), round(n * part)) for number, part in months]
        )
    _insert(
        connection,
        "meta.accounting",
        [
            (1, "landing", "all", n * 5 // 4 + 12),
            (2, "landing", "another record of the same posting", 12),
            (3, "landing", "kept", n * 5 // 4),
            (4, "posting", "all", n * 5 // 4),
            (5, "posting", "merged as duplicate: same url", n // 8),
            (6, "posting", "merged as duplicate: near identical text", n // 8),
            (7, "posting", "kept", n),
            (8, "vacancy", "all", n),
            (9, "vacancy", "text not read", 0),
            (10, "vacancy", "kept", n),
        ],
    )
