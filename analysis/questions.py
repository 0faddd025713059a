"""Named queries for people: sql/examples, each with its question and its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from skilldemand.analysis.errors import QuestionError
from skilldemand.analysis.sqlfiles import SqlFile, folder


@dataclass(frozen=True)
class Question:
    """A query that ships with the project. `params` holds name -> default of each bound parameter."""

    name: str
    question: str
    params: Mapping[str, str]
    sql: str


def _params(file: SqlFile) -> dict[str, str]:
    """Read `$name = default, $name = default` from the header."""
    pairs = (pair.split("=", 1) for pair in file.header.get("params", "").split(",") if "=" in pair)
    return {name.strip().removeprefix("$"): default.strip() for name, default in pairs}


def questions() -> list[Question]:
    """Return every named query, by name."""
    return [Question(file.name, file.header["Q"], _params(file), file.text) for file in folder("examples")]


def filled(name: str, params: Mapping[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
    """Return the text of a named query and all its parameters; those not given take their defaults.

    Raises QuestionError for a name or a parameter that does not exist.
    """
    known = {question.name: question for question in questions()}
    if name not in known:
        raise QuestionError(f"question: {name!r}, expected one of: {', '.join(known)}.")
    question, given = known[name], dict(params or {})
    unknown = sorted(set(given) - set(question.params))
    if unknown:
        takes = ", ".join(question.params) or "none"
        raise QuestionError(f"{name}: parameter {unknown[0]!r}, expected one of its parameters: {takes}.")
    return question.sql, {**question.params, **given}


def ask(con: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, Any] | None = None) -> pa.Table:
    """Run a named query on an open warehouse and return its rows; raises as `filled` does."""
    sql, bound = filled(name, params)
    return con.sql(sql, params=bound).to_arrow_table()
