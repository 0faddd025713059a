"""The report's tables as Parquet: the types and the meaning of each column are those of the warehouse."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from skilldemand.reports.extra_marts import EXTRAS
from skilldemand.reports.marts import COLUMNS, Row

Schemas = Mapping[str, pa.Schema]

DATA = pa.field("data", pa.string(), metadata={"comment": "sample data or postings"})


def table_schemas(connection: duckdb.DuckDBPyConnection, extras: Iterable[str]) -> Schemas:
    """Return name -> schema of every table that a report publishes, without the name of its schema.

    extras names the marts of EXTRAS that the warehouse has. Each field carries the comment of its column, and each
    schema that of its table.
    """
    comments = _comments(connection)
    found = {}
    for name, columns in {**COLUMNS, **{f"marts.{one}": EXTRAS[one].columns for one in extras}}.items():
        plain = (
            connection.table(name)
            .select(", ".join(f'"{column}"' for column in columns))
            .limit(0)
            .to_arrow_table()
            .schema
        )
        fields = [field.with_metadata({"comment": comments.get((name, field.name), "")}) for field in plain]
        about = {"comment": comments.get((name, ""), "")}
        found[name.partition(".")[2]] = pa.schema([*fields, DATA], metadata=about)
    return found


def parquet_bytes(schema: pa.Schema, rows: Sequence[Row], data: str) -> bytes:
    """Return one table as Parquet; shares of suppressed rows are null, `data` fills the last column.

    The same rows give the same bytes with the same pyarrow.
    """
    names = [field.name for field in schema][:-1]
    columns: list[Any] = [pa.array([row[name] for row in rows], schema.field(name).type) for name in names]
    columns.append(pa.array([data] * len(rows), pa.string()))
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _comments(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """Return (table, column) -> comment; the comment of a table stands under the empty column."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, column_name, comment from duckdb_columns() where comment is not null"
        " union all"
        " select schema_name || '.' || table_name, '', comment from duckdb_tables() where comment is not null"
    ).fetchall()
    return {(table, column): comment for table, column, comment in rows}
