"""The marts that a report shows where the warehouse has them: trends, pay, slices, pairs and the like.

A warehouse that lacks one of these was built by another release; the part of the report that needs it is left out. A
mart that is there and empty gives a part that says why in one sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb

Row = dict[str, Any]

_BASE = ("k", "n", "employers", "share", "lo", "hi", "suppressed_reason")
_INTERVAL = ("share", "lo", "hi")


@dataclass(frozen=True)
class Extra:
    """One mart: the columns that are read, in the order of publication, their order of rows, and what a row hides.

    hidden are the columns that are blank where suppressed_reason is given. one_population: whether the mart has a
    column `population`, of which one value is read. condition narrows the rows further.
    """

    columns: tuple[str, ...]
    order: str
    hidden: tuple[str, ...] = _INTERVAL
    one_population: bool = True
    condition: str = "true"


_TREND = ("change_pp_year", "lo", "hi", "q", "panel_change_pp_year", "panel_q", "within_pp", "between_pp", "verdict")
_PAY = ("raw_pct", "raw_lo", "raw_hi", "adjusted_pct", "adjusted_lo", "adjusted_hi", "q")

EXTRAS: Mapping[str, Extra] = {
    "skill_trend": Extra(
        ("skill_id", "name", "from_month", "to_month", "months", "k", "n", "employers", *_TREND, "suppressed_reason"),
        "change_pp_year desc nulls last, name, skill_id",
        _TREND,
    ),
    "skill_emergence": Extra(
        (
            "skill_id", "name", "first_month", "k_before", "n_before", "k_after", "n_after", "employers_after",
            "odds_ratio", "lo", "hi", "suppressed_reason",
        ),
        "lo desc nulls last, name, skill_id",
        ("odds_ratio", "lo", "hi"),
    ),
    "skill_month": Extra(("month", "skill_id", "name", *_BASE, "partial"), "skill_id, month"),
    "slice": Extra(
        (
            "dimension", "value", "label", "vacancies", "employers", "share", "top_employer_share", "suppressed_reason",
            "place",
        ),
        "dimension, place, value",
        (),
    ),
    "skill_slice": Extra(
        ("dimension", "value", "skill_id", "name", *_BASE), "dimension, value, k desc, name, skill_id"
    ),
    "skill_pair": Extra(
        (
            "skill_a", "skill_b", "name_a", "name_b", "k_a", "k_b", "k_ab", "n", "employers", "lift", "npmi", "npmi_lo",
            "npmi_hi", "suppressed_reason", "employers_both",
        ),
        "npmi_lo desc nulls last, name_a, name_b",
        ("lift", "npmi", "npmi_lo", "npmi_hi"),
    ),
    "skill_alternative": Extra(
        (
            "skill_id", "other_id", "name", "other_name", "k_together_as_alternatives", "n", "employers",
            "share_of_skill", "suppressed_reason",
        ),
        "skill_id, k_together_as_alternatives desc, other_name",
        ("share_of_skill",),
        condition="k_together_as_alternatives > 0",
    ),
    "coverage_curve": Extra(
        ("satisfied", "position", "skill_id", "name", "vacancies_open", "n", "share", "lo", "hi", "suppressed_reason"),
        "satisfied desc, position",
    ),
    "skill_concentration": Extra(
        ("skill_id", "top_employer", "top_employer_k", "top_employer_share", "employers_for_half"), "skill_id", ()
    ),
    "guide_item": Extra(
        (
            "section", "item", "title", "section_title", "skill_ids", *_BASE, "employers_asking", "section_order",
            "place",
        ),
        "section_order, place",
    ),
    "guide_claim": Extra(("claim", "section", "statement", "measured", "holds", "why", "place"), "place", ()),
    "guide_gap": Extra(
        ("skill_id", "name", "section", "kind", *_BASE, "employers_asking"), "k desc, name, skill_id"
    ),
    "reader_quality": Extra(
        ("skill_id", "name", "precision", "recall", "n_gold", "tp", "fp", "fn"), "skill_id", (), one_population=False
    ),
    "skill_corrected": Extra(
        (
            "skill_id", "name", "k", "n", "share", "corrected_share", "corrected_lo", "corrected_hi", "n_gold",
            "suppressed_reason",
        ),
        "k desc, name, skill_id",
        ("corrected_share", "corrected_lo", "corrected_hi"),
    ),
    "pay_overview": Extra(
        (
            "currency", "role", "n", "employers", "median", "q25", "q75", "disclosed", "vacancies", "disclosed_share",
            "suppressed_reason",
        ),
        "n desc, currency, role",
        ("median", "q25", "q75"),
    ),
    "skill_pay": Extra(
        ("skill_id", "name", "currency", "n_with", "n_without", "employers", *_PAY, "suppressed_reason"),
        "n_with + n_without desc, currency, adjusted_pct desc nulls last, name, skill_id",
        _PAY,
    ),
    "time_on_market": Extra(
        ("skill_id", "name", "n", "closed", "median_days", "lo", "hi", "suppressed_reason"),
        "skill_id <> 'all', n desc, name",
        ("median_days", "lo", "hi"),
    ),
    "role_distinctive": Extra(
        (
            "role", "skill_id", "name", "k", "n", "share", "share_elsewhere", "log_odds", "z", "suppressed_reason",
        ),
        "role, z desc, name",
        ("share", "share_elsewhere", "log_odds", "z"),
        one_population=False,
    ),
    "rank_sensitivity": Extra(("skill_id", "name", "rule", "k", "n", "share", "rank"), "rule, rank, name", ()),
    "run_history": Extra(
        (
            "run_id", "started_at", "ended_at", "sources", "boards", "complete", "partial", "error", "postings_listed",
            "new", "changed", "closed",
        ),
        "started_at, run_id",
        (),
        one_population=False,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Extras:
    """The rows of the marts that the warehouse has, by name; a mart that it lacks is not in `rows`."""

    rows: Mapping[str, list[Row]]

    def has(self, name: str) -> bool:
        """Whether the warehouse has the mart, be it empty."""
        return name in self.rows

    def of(self, name: str) -> list[Row]:
        """Return the rows of a mart, none where the warehouse lacks it."""
        return self.rows.get(name, [])

    @cached_property
    def _groups(self) -> dict[tuple[str, str], dict[Any, list[Row]]]:
        return {}

    def by(self, name: str, column: str, value: object) -> list[Row]:
        """Return the rows of a mart with a value in a column, in the mart's order."""
        key = (name, column)
        if key not in self._groups:
            found: dict[Any, list[Row]] = {}
            for row in self.of(name):
                found.setdefault(row[column], []).append(row)
            self._groups[key] = found
        return self._groups[key].get(value, [])


def read_extras(connection: duckdb.DuckDBPyConnection, population: str) -> Extras:
    """Read one population's rows of every mart of EXTRAS that the warehouse has with all its columns."""
    present: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
    ).fetchall():
        present.setdefault(table, set()).add(column)
    return Extras(
        {
            name: _rows(connection, name, extra, population)
            for name, extra in EXTRAS.items()
            if set(extra.columns) <= present.get(name, set())
        }
    )


def _rows(connection: duckdb.DuckDBPyConnection, name: str, extra: Extra, population: str) -> list[Row]:
    where = "population = $population" if extra.one_population else "true"
    chosen = ", ".join(extra.columns)
    fetched = connection.execute(
        f"select {chosen} from marts.{name} where {where} and {extra.condition} order by {extra.order}",  # noqa: S608
        {"population": population} if extra.one_population else {},
    ).fetchall()
    return [_blanked(dict(zip(extra.columns, values, strict=True)), extra.hidden) for values in fetched]


def _blanked(row: Row, hidden: tuple[str, ...]) -> Row:
    if row.get("suppressed_reason") is None:
        return row
    return row | dict.fromkeys(hidden)
