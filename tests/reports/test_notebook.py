"""docs/explore.ipynb runs, and what stands in it is sample data and says so."""

import re
from pathlib import Path

import pytest

pytest.importorskip("nbclient", reason="nbclient is not installed (extra dev)")

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "explore.ipynb"


@pytest.fixture
def notebook() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def pictures(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [output for output in outputs if "image/png" in output.get("data", {})]


def test_the_notebook_runs_on_a_published_file(notebook, warehouse, tmp_path: Path, monkeypatch) -> None:
    published = tmp_path / "warehouse" / "skilldemand.duckdb"
    published.parent.mkdir()
    with warehouse(sample=True) as connection:
        connection.execute(f"attach '{published}' as published")
        connection.execute("copy from database memory to published")
    monkeypatch.setenv("SKILLDEMAND_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    assert len(pictures(notebook)) == 3


def test_what_stands_in_it_was_executed_once_in_order_and_is_labelled_sample_data(notebook) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert len(pictures(notebook)) == 3
    for output in pictures(notebook):
        assert output.metadata["image/png"]["alt"].startswith("SAMPLE DATA.")
    assert "SAMPLE DATA" in notebook.cells[0].source
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)


def test_it_names_no_path_of_a_machine() -> None:
    assert re.search(r"/(?:home|root|tmp|work|Users)/|[A-Z]:\\\\", NOTEBOOK.read_text(encoding="utf-8")) is None
