"""The named queries run on the warehouse and give the columns that they promise."""

import duckdb
import pytest

from skilldemand.analysis.errors import QuestionError
from skilldemand.analysis.questions import ask, questions
from skilldemand.analysis.sqlfiles import folder


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_every_question_runs_where_there_is_little_to_ask(name: str, con: duckdb.DuckDBPyConnection) -> None:
    promised = next(file.header["expects"] for file in folder("examples") if file.name == name)
    assert ask(con, name).column_names == [column.strip() for column in promised.split(",")]


def test_every_question_is_one() -> None:
    assert all(question.question.rstrip(".").count("?") for question in questions())


def test_parameters_replace_their_defaults(con: duckdb.DuckDBPyConnection) -> None:
    rows = ask(con, "roles_compared", {"skill": "sql"}).to_pylist()
    assert {row["population"]: row["k"] for row in rows}["data-analyst"] == 1


def test_the_interval_of_an_own_share_is_that_of_the_mart(con: duckdb.DuckDBPyConnection) -> None:
    (row,) = ask(con, "own_share_with_interval", {"seniority": "unstated", "skill": "python"}).to_pylist()
    assert (row["k"], row["n"], row["employers"]) == (13, 18, 10)
    assert row["lo"] < row["share"] < row["hi"]


def test_an_unknown_question_lists_the_known_ones(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QuestionError, match=r"'nonsense', expected one of: accounting, "):
        ask(con, "nonsense")


def test_an_unknown_parameter_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(
        QuestionError, match="which_cloud: parameter 'city', expected one of its parameters: population"
    ):
        ask(con, "which_cloud", {"city": "Paris"})
