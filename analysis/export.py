"""The marts as files for other programs: Parquet and CSV, with a dictionary of every column and a citation."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from skilldemand.analysis.errors import ExportError
from skilldemand.analysis.sheet import no_formula

FORMATS = ("parquet", "csv")
DICTIONARY, CITATION, README = "dictionary.csv", "CITATION.cff", "README.md"

_TABLES = """
SELECT schema_name || '.' || table_name AS name, coalesce(comment, '') AS comment
FROM duckdb_tables()
WHERE schema_name IN ('marts', 'meta') OR schema_name || '.' || table_name IN ('core.skill', 'core.population')
ORDER BY name
"""
_COLUMNS = """
SELECT schema_name || '.' || table_name AS name, column_name, data_type, coalesce(comment, '') AS comment
FROM duckdb_columns()
ORDER BY name, column_index
"""
_ABOUT = """
SELECT r.*, o.from_date, o.to_date, o.ads, o.vacancies, o.employers
FROM meta.run AS r
LEFT JOIN marts.overview AS o ON o.population = 'all'
"""


@dataclass(frozen=True)
class Exported:
    """What was written."""

    tables: int
    rows: int
    sample: bool


def export(
    con: duckdb.DuckDBPyConnection,
    target: Path,
    formats: tuple[str, ...] = FORMATS,
    on_table: Callable[[int, int | None], None] | None = None,
) -> Exported:
    """Write every mart of an open warehouse into the folder `target`, with dictionary, citation and README.

    One file a table and format: parquet/<schema>.<table>.parquet, with the meaning of each column in its metadata, and
    csv/<schema>.<table>.csv in UTF-8, lists joined by semicolons, null as nothing, and an apostrophe before what a
    spreadsheet would run as a formula. The same warehouse gives the same files. `on_table` is called with tables done
    and their number.
    Raises ExportError when `target` holds anything but an earlier export, OSError when it cannot be written.
    """
    _claim(target)
    tables = _rows(con, _TABLES)
    columns = _rows(con, _COLUMNS)
    (about,) = _rows(con, _ABOUT)
    total = 0
    for name in formats:
        (target / name).mkdir(exist_ok=True)
    for number, table in enumerate(tables, start=1):
        meanings = {row["column_name"]: row["comment"] for row in columns if row["name"] == table["name"]}
        data = _documented(con.sql(f"FROM {table['name']}").to_arrow_table(), table["comment"], meanings)
        total += data.num_rows
        if "parquet" in formats:
            pq.write_table(data, target / "parquet" / f"{table['name']}.parquet", compression="zstd")
        if "csv" in formats:
            _write_csv(data, target / "csv" / f"{table['name']}.csv")
        if on_table is not None:
            on_table(number, len(tables))
    names = {table["name"] for table in tables}
    _write_dictionary([row for row in columns if row["name"] in names], target / DICTIONARY)
    (target / CITATION).write_text(citation(about), encoding="utf-8")
    (target / README).write_text(readme(about, tables, formats), encoding="utf-8")
    return Exported(len(tables), total, bool(about["sample"]))


def _claim(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target}: is a file. Name a folder that is new, empty, or holds an earlier export.")
    if target.is_dir() and any(target.iterdir()) and not (target / DICTIONARY).is_file():
        raise ExportError(f"{target}: holds other files. Name a folder that is new, empty, or holds an earlier export.")
    target.mkdir(parents=True, exist_ok=True)
    for stale in [path for name in FORMATS for path in (target / name).glob(f"*.{name}")]:
        stale.unlink()


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    return [dict(row) for row in con.sql(sql).to_arrow_table().to_pylist()]


def _documented(data: pa.Table, comment: str, meanings: dict[str, str]) -> pa.Table:
    fields = [field.with_metadata({"comment": meanings.get(field.name, "")}) for field in data.schema]
    return data.cast(pa.schema(fields, metadata={"comment": comment}))


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return no_formula(";".join(map(str, value)))
    if isinstance(value, str):
        return no_formula(value)
    return json.dumps(value, default=str) if isinstance(value, dict) else value


def _records(data: pa.Table) -> Iterator[list[Any]]:
    for batch in data.to_batches(max_chunksize=8192):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield [_cell(value) for value in row]


def _write_csv(data: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(data.column_names)
        writer.writerows(_records(data))


def _write_dictionary(columns: list[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "column", "type", "meaning"])
        writer.writerows([row["name"], row["column_name"], row["data_type"], row["comment"]] for row in columns)


def _window(about: dict[str, Any]) -> str:
    if about["from_date"] is None:
        return "undated postings"
    return f"postings opened from {about['from_date']} to {about['to_date']}"


def citation(about: dict[str, Any]) -> str:
    """Return CITATION.cff (Citation File Format 1.2.0) for the warehouse that `about` tells of."""
    reading = f"taxonomy.{about['taxonomy_version']}.reader.{about['matcher_version']}"
    sample = "SAMPLE DATA, invented postings: " if about["sample"] else ""
    kept = {
        "cff-version": "1.2.0",
        "message": "If you use these figures, please cite them as below, with the window of the data.",
        "type": "dataset",
        "title": f"{sample}Demand for skills in machine-learning vacancies, {_window(about)}",
        "abstract": (
            f"{about['origin']} {about['ads']} advertisements of {about['vacancies']} vacancies at "
            f"{about['employers']} employers, {_window(about)}. Shares with 95 % intervals clustered by employer."
        ),
        "authors": [{"name": "The contributors to skilldemand"}],
        "version": f"{about['skilldemand_version']}+{reading}",
        "date-released": about["built_at"].date(),
        "keywords": ["labour market", "skills", "machine learning", "job postings"],
    }
    return str(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=100))


def readme(about: dict[str, Any], tables: list[dict[str, Any]], formats: tuple[str, ...]) -> str:
    """Return the README of an export: what the files are, from when, and how to read them."""
    lines = ["# Demand for skills: the marts as files", ""]
    if about["sample"]:
        lines += ["**SAMPLE DATA: the postings behind these figures are invented.**", ""]
    built = (
        f"Window: {_window(about)}. Built {about['built_at']:%Y-%m-%d %H:%M} UTC by skilldemand "
        f"{about['skilldemand_version']}, taxonomy {about['taxonomy_version']}, reader {about['matcher_version']}."
    )
    files = (
        f"Formats: {', '.join(formats)}. `{DICTIONARY}` has the type and meaning of every column; in Parquet the "
        f"meaning also stands in the metadata of each field (`comment`). Cite as in `{CITATION}`."
    )
    rule = "A share with a `suppressed_reason` rests on too few vacancies or employers to be published: leave it out."
    lines += [str(about["origin"]), "", built, "", files, "", rule, "", "| table | what it answers |", "|---|---|"]
    lines += [f"| `{table['name']}` | {table['comment'].split('? ', maxsplit=1)[0]}? |" for table in tables]
    return "\n".join([*lines, ""])
