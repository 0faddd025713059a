"""The marts as files: the same rows in both formats, every column explained, samples called so."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from skilldemand.analysis.errors import ExportError
from skilldemand.analysis.export import CITATION, DICTIONARY, README, _write_csv, export
from skilldemand.analysis.sqlfiles import folder
from skilldemand.analysis.warehouse import open_published
from tests.analysis.conftest import Market


@pytest.fixture(scope="module")
def exported(built: Market, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "marts"
    with open_published(built.warehouse) as con:
        export(con, target)
    return target


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", [sql.table for sql in folder("marts")])
def test_every_mart_is_written_in_both_formats_with_all_its_rows(
    table: str, exported: Path, con: duckdb.DuckDBPyConnection
) -> None:
    kept = pq.read_table(exported / "parquet" / f"{table}.parquet")
    assert kept.to_pylist() == con.sql(f"FROM {table}").to_arrow_table().to_pylist()
    rows = rows_of(exported / "csv" / f"{table}.csv")
    assert len(rows) == kept.num_rows
    assert all(field.metadata[b"comment"] for field in kept.schema)


def test_the_dictionary_explains_every_column_of_every_file(exported: Path) -> None:
    explained = {(row["table"], row["column"]) for row in rows_of(exported / DICTIONARY) if row["meaning"]}
    for path in (exported / "csv").glob("*.csv"):
        header = path.read_text("utf-8").splitlines()[0].split(",")
        assert {(path.stem, column) for column in header} <= explained


def test_lists_and_nulls_survive_in_csv(exported: Path) -> None:
    items = {
        row["item"]: row for row in rows_of(exported / "csv" / "marts.guide_item.csv") if row["population"] == "all"
    }
    assert items["frameworks"]["skill_ids"] == "jax;pytorch;tensorflow"
    assert items["frameworks"]["suppressed_reason"] == ""


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    cells = ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "C++"]
    _write_csv(pa.table({"employer": cells, "skills": [[cell] for cell in cells], "k": [-1] * 5}), tmp_path / "x.csv")
    rows = rows_of(tmp_path / "x.csv")
    assert [row["employer"] for row in rows] == ["'" + cell for cell in cells[:-1]] + ["C++"]
    assert [row["skills"] for row in rows] == [row["employer"] for row in rows]
    assert {row["k"] for row in rows} == {"-1"}


def test_the_citation_has_window_and_versions(exported: Path) -> None:
    cited = yaml.safe_load((exported / CITATION).read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert "from 2025-12-20 to 2026-06-30" in cited["title"]
    assert cited["version"] == "0.1.0+taxonomy.t1.reader.m1"
    assert cited["date-released"] == date(2026, 11, 1)
    assert "SAMPLE" not in cited["title"]


def test_sample_data_are_called_so_in_citation_and_readme(make_market: Callable[..., Market], tmp_path: Path) -> None:
    market = make_market(sample=True)
    market.build()
    with open_published(market.warehouse) as con:
        assert export(con, tmp_path / "out", ("csv",)).sample
    assert yaml.safe_load((tmp_path / "out" / CITATION).read_text("utf-8"))["title"].startswith("SAMPLE DATA")
    assert "SAMPLE DATA" in (tmp_path / "out" / README).read_text("utf-8")
    assert not (tmp_path / "out" / "parquet").exists()


def test_an_export_replaces_an_earlier_one_and_nothing_else(built: Market, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with open_published(built.warehouse) as con:
        with pytest.raises(ExportError, match="holds other files"):
            export(con, tmp_path / "mine")
        export(con, tmp_path / "new", ("parquet",))
        before = {path.name: path.read_bytes() for path in (tmp_path / "new" / "parquet").iterdir()}
        (tmp_path / "new" / "parquet" / "marts.gone.parquet").write_bytes(b"")
        export(con, tmp_path / "new", ("parquet",))
    assert {path.name: path.read_bytes() for path in (tmp_path / "new" / "parquet").iterdir()} == before
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
