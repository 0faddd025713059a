"""The marts of trends, pay, slices and the like for the invented market: few rows, one of them suppressed."""

from datetime import date
from typing import Any

import duckdb

from skilldemand.reports.extra_marts import EXTRAS

TYPES: dict[str, str] = {
    "month": "date", "from_month": "date", "to_month": "date", "first_month": "date", "partial": "boolean",
    "skill_ids": "text[]", "started_at": "timestamp", "ended_at": "timestamp",
}  # fmt: skip
WHOLE = {
    "k", "n", "employers", "months", "k_before", "n_before", "k_after", "n_after", "employers_after", "vacancies",
    "place", "k_a", "k_b", "k_ab", "employers_both", "k_together_as_alternatives", "position", "vacancies_open",
    "top_employer_k", "employers_for_half", "employers_asking", "section_order", "n_gold", "tp", "fp", "fn",
    "disclosed", "n_with", "n_without", "closed", "rank", "sources", "boards", "complete", "error", "postings_listed",
    "new", "changed",
}  # fmt: skip
WORDS = {
    "skill_id", "name", "verdict", "suppressed_reason", "dimension", "value", "label", "skill_a", "skill_b", "name_a",
    "name_b", "other_id", "other_name", "top_employer", "section", "item", "title", "section_title", "claim",
    "statement", "measured", "holds", "why", "kind", "currency", "role", "rule", "run_id",
}  # fmt: skip
SHARE = {"k": 400, "n": 2000, "employers": 500, "share": 0.2, "lo": 0.17, "hi": 0.24, "suppressed_reason": None}
BLANK = {**SHARE, "k": 3, "n": 60, "share": 0.05, "suppressed_reason": "fewer than 100 vacancies (n = 60)"}
ROLES = (("ml-engineer", "Machine-learning engineers"), ("ai-engineer", "AI engineers"))


def _trend(skill: str, name: str, change: float, verdict: str) -> dict[str, Any]:
    return {
        "skill_id": skill, "name": name, "from_month": date(2024, 2, 1), "to_month": date(2024, 9, 1), "months": 8,
        "k": 900, "n": 2400, "employers": 600, "change_pp_year": change, "lo": change - 2, "hi": change + 2, "q": 0.01,
        "panel_change_pp_year": change * 0.8, "panel_q": 0.02, "within_pp": change / 2, "between_pp": 0.4,
        "verdict": verdict, "suppressed_reason": None,
    }  # fmt: skip


def _months(skill: str, name: str) -> list[dict[str, Any]]:
    return [
        {"month": date(2024, number, 1), "skill_id": skill, "name": name, **SHARE, "share": 0.2 + number / 100,
         "hi": 0.24 + number / 100, "partial": number == 9}
        for number in (2, 3, 4, 6, 7, 9)
    ]  # fmt: skip


def _slices() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    values = {
        "role": ROLES,
        "remote": (("remote", "Remote"), ("hybrid", "Hybrid"), ("unstated", "Workplace not stated")),
        "employer_size": (("1", "Employers with one vacancy here"), ("100+", "Employers with 100 or more here")),
    }
    composition, demand = [], []
    for dimension, known in values.items():
        for place, (value, label) in enumerate(known):
            small = value == "100+"
            reason = BLANK["suppressed_reason"] if small else None
            composition.append(
                {"dimension": dimension, "value": value, "label": label, "vacancies": 60 if small else 1200,
                 "employers": 1 if small else 300, "share": 0.5, "top_employer_share": 0.02,
                 "suppressed_reason": reason, "place": place}
            )  # fmt: skip
            for number, (skill, name) in enumerate((("python", "Python"), ("sql", "SQL"))):
                row = BLANK if small or (number and value == "hybrid") else SHARE
                demand.append({"dimension": dimension, "value": value, "skill_id": skill, "name": name, **row})
    return composition, demand


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return mart -> rows; every mart of EXTRAS has some."""
    composition, demand = _slices()
    pay = {"name": "Python", "skill_id": "python", "currency": "USD", "n_with": 300, "n_without": 200, "employers": 120}
    effect = {"raw_pct": 12.0, "raw_lo": 8.0, "raw_hi": 16.0, "adjusted_pct": 4.0, "adjusted_lo": 1.0,
              "adjusted_hi": 7.0, "q": 0.01, "suppressed_reason": None}  # fmt: skip
    python = {"skill_id": "python", "name": "Python"}
    return {
        "skill_trend": [_trend("pytorch", "PyTorch", 6.0, "rising"), _trend("keras", "Keras", -3.0, "falling"),
                        _trend("sql", "SQL", 0.5, "no clear change")],
        "skill_emergence": [{**python, "first_month": date(2024, 6, 1), "k_before": 2, "n_before": 900, "k_after": 40,
                             "n_after": 800, "employers_after": 30, "odds_ratio": 18.0, "lo": 6.0, "hi": 50.0,
                             "suppressed_reason": None}],
        "skill_month": [*_months("python", "Python"), *_months("sql", "SQL")],
        "slice": composition,
        "skill_slice": demand,
        "skill_pair": [{"skill_a": "python", "skill_b": "sql", "name_a": "Python", "name_b": "SQL", "k_a": 1840,
                        "k_b": 1069, "k_ab": 900, "n": 2480, "employers": 611, "lift": 1.2, "npmi": 0.2,
                        "npmi_lo": 0.1, "npmi_hi": 0.3, "suppressed_reason": None, "employers_both": 210}],
        "skill_alternative": [{"skill_id": "aws", "other_id": "gcp", "name": "AWS", "other_name": "Google Cloud",
                               "k_together_as_alternatives": 300, "n": 972, "employers": 233, "share_of_skill": 0.31,
                               "suppressed_reason": None}],
        "coverage_curve": [
            {**python, "satisfied": level, "position": place, "vacancies_open": 300 * place, "n": 2000,
             "share": 0.15 * place, "lo": 0.15 * place - 0.03, "hi": 0.15 * place + 0.03, "skill_id": skill,
             "name": name, "suppressed_reason": None}
            for level in (1.0, 0.8) for place, (skill, name) in enumerate((("python", "Python"), ("sql", "SQL")), 1)
        ],
        "skill_concentration": [{"skill_id": "python", "top_employer": "Northwind Analytics & Co",
                                 "top_employer_k": 90, "top_employer_share": 0.05, "employers_for_half": 80}],
        "guide_item": [{"section": "programming", "item": "python", "title": "Python", "section_title": "Programming",
                        "skill_ids": ["python"], **SHARE, "employers_asking": 200, "section_order": 1, "place": 1}],
        "guide_claim": [{"claim": "python-first", "section": "programming", "statement": "Python comes first.",
                         "measured": "74 % against 20 %", "holds": "yes", "why": "the whole interval lies above 0",
                         "place": 1}],
        "guide_gap": [{"skill_id": "llm", "name": "Large language models", "section": "generative-ai",
                       "kind": "concept", **SHARE, "employers_asking": 120}],
        "reader_quality": [{**python, "precision": 0.98, "recall": 0.95, "n_gold": 200, "tp": 190, "fp": 4, "fn": 10}],
        "skill_corrected": [{**python, "k": 1840, "n": 2480, "share": 0.74, "corrected_share": 0.76,
                             "corrected_lo": 0.73, "corrected_hi": 0.79, "n_gold": 200, "suppressed_reason": None}],
        "pay_overview": [
            {"currency": "USD", "role": "all", "n": 500, "employers": 120, "median": 150000.0, "q25": 120000.0,
             "q75": 180000.0, "disclosed": 600, "vacancies": 2480, "disclosed_share": 0.242, "suppressed_reason": None},
            {"currency": "EUR", "role": "all", "n": 4, "employers": 3, "median": 70000.0, "q25": 6e4, "q75": 8e4,
             "disclosed": 600, "vacancies": 2480, "disclosed_share": 0.242,
             "suppressed_reason": "fewer than 30 vacancies with yearly pay (n = 4)"},
        ],
        "skill_pay": [{**pay, **effect},
                      {**pay, **effect, "skill_id": "sql", "name": "SQL", "adjusted_pct": -5.0, "adjusted_lo": -9.0,
                       "adjusted_hi": -1.0, "raw_pct": -7.0}],
        "time_on_market": [{"skill_id": "all", "name": "all", "n": 800, "closed": 500, "median_days": 31.0, "lo": 28.0,
                            "hi": 35.0, "suppressed_reason": None}],
        "role_distinctive": [{"role": "ml-engineer", **python, "k": 800, "n": 1240, "share": 0.6,
                              "share_elsewhere": 0.4, "log_odds": 0.8, "z": 6.0, "suppressed_reason": None}],
        "rank_sensitivity": [{**python, "rule": rule, "k": 1840, "n": n, "share": 0.74, "rank": rank}
                             for rule, n, rank in (("exact", 2600, 1), ("standard", 2480, 1), ("wide", 2400, 2))],
        "run_history": [{"run_id": "r1", "sources": 2, "boards": 9, "complete": 8, "partial": 1, "error": 0,
                         "postings_listed": 900, "new": 90, "changed": 3, "closed": 40}],
    }  # fmt: skip


def add_extras(connection: duckdb.DuckDBPyConnection, *, filled: bool = True) -> None:
    """Make every mart of EXTRAS in the warehouse, with the rows above or with none."""
    invented = rows()
    for name, extra in EXTRAS.items():
        columns = (*(["population"] if extra.one_population else []), *extra.columns)
        typed = ", ".join(f'"{column}" {_type(name, column)}' for column in columns)
        connection.execute(f"create table marts.{name} ({typed})")
        for row in invented[name] if filled else []:
            values = ["ml" if column == "population" else row.get(column) for column in columns]
            connection.execute(f"insert into marts.{name} values ({', '.join('?' * len(values))})", values)


def _type(mart: str, column: str) -> str:
    if mart == "run_history" and column == "partial":
        return "bigint"
    if column in TYPES:
        return TYPES[column]
    if column in WORDS or column == "population":
        return "text"
    return "bigint" if column in WHOLE else "double"
