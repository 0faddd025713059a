"""What a report was made from, in figures that change when anything of it changes."""

import hashlib
from typing import Any

import duckdb

from skilldemand.analysis import sqlfiles

_INPUTS = {
    "postings": "select posting_key, content_hash from raw.posting_line",
    "requirements": "from core.requirement_skill",
    "skills": "from core.skill",
}


def input_sums(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return for postings, what the reader found in them and the taxonomy: rows, and a checksum.

    The checksum is the sum of DuckDB's 64-bit hash of every row, so that the order of rows does not matter; compare it
    between reports of one release of DuckDB.
    """
    found = {}
    for name, query in _INPUTS.items():
        rows, total = connection.execute(
            f"select count(*), coalesce(sum(hash(r)), 0)::varchar from ({query}) as r"  # noqa: S608 - our own queries
        ).fetchall()[0]
        found[name] = {"rows": rows, "checksum": total}
    return found


def sql_sums() -> dict[str, str]:
    """Return folder/name of every SQL file behind the numbers -> its sha256."""
    return {
        f"{sql.folder}/{sql.name}.sql": hashlib.sha256(sql.text.encode("utf-8")).hexdigest()
        for layer in (*sqlfiles.LAYERS, "checks")
        for sql in sqlfiles.folder(layer)
    }
