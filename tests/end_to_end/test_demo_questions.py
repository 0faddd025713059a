"""Every question that ships is asked of the demo's warehouse and gives the columns that it promises."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from skilldemand.analysis.publish import open_published
from skilldemand.analysis.questions import ask, questions
from skilldemand.analysis.sqlfiles import folder
from skilldemand.cli.app import invoke


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    root: Path = tmp_path_factory.mktemp("demo") / "workspace"
    assert invoke(["--workspace", str(root), "demo"]) == 0
    with open_published(root / "warehouse") as con:
        yield con


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_a_question_gives_the_columns_it_promises_and_rows(name: str, demo: duckdb.DuckDBPyConnection) -> None:
    promised = next(file.header["expects"] for file in folder("examples") if file.name == name)
    answer = ask(demo, name)
    assert answer.column_names == [column.strip() for column in promised.split(",")]
    assert answer.num_rows > 0


def test_there_are_more_than_thirty_questions() -> None:
    assert len(questions()) > 30
