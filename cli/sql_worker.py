"""The process that runs ad-hoc queries: apart from the command, so that one that runs away can be ended.

Started by sql_client as `python -m skilldemand.cli.sql_worker`. It reads one JSON object a line on standard input and
answers on standard output in frames: a letter, eight bytes of length, and so many bytes.

    S  the schema of a result, as an Arrow stream         B  some of its rows, likewise
    D  a statement has ended; JSON: whether rows were cut  X  all statements have ended
    E  it could not be run; JSON: kind and message
"""

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

BATCH_ROWS = 8192
MAX_BATCH_BYTES = 256 * 2**20

_ALLOWED = ("SELECT", "EXPLAIN", "MULTI")
_REFUSED = {
    "COPY": "writes files. Write a result with --format csv, json or parquet and --output FILE",
    "EXPORT": "writes files. `skilldemand export DIR` writes every mart",
    "ATTACH": "opens other files. Copy the published file and open it with DuckDB itself, see docs/sql.md",
    "DETACH": "opens and closes files. A query sees the published warehouse only",
    "LOAD": "loads extensions. Copy the published file and open it with DuckDB itself, see docs/sql.md",
    "SET": "changes settings, which are locked. Use --limit and --timeout",
    "VARIABLE_SET": "changes settings, which are locked. Use --limit and --timeout",
    "PRAGMA": "is not a query. Use DESCRIBE TABLE, SHOW TABLES or `skilldemand sql --tables`",
}
_READ_ONLY = "changes the warehouse, which is read-only. Copy the published file to change it, see docs/sql.md"


def _send(out: BinaryIO, letter: bytes, payload: bytes) -> None:
    out.write(letter + len(payload).to_bytes(8, "big") + payload)
    out.flush()


def _fail(out: BinaryIO, kind: str, message: str) -> None:
    _send(out, b"E", json.dumps({"kind": kind, "message": message}).encode())


def _stream(schema: "pa.Schema", batch: "pa.RecordBatch | None" = None) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        if batch is not None:
            writer.write_batch(batch)
    return bytes(sink.getvalue())


def _kind(statement: "duckdb.Statement") -> str:
    try:
        return str(statement.type).rsplit(".", 1)[-1]
    except ValueError:  # a kind that the Python client does not know, such as CONNECT
        return "this statement"


def refusal(statement: "duckdb.Statement") -> str | None:
    """Return why a statement is not run, None when it is a query."""
    kind = _kind(statement)
    return None if kind in _ALLOWED else f"{kind} {_REFUSED.get(kind, _READ_ONLY)}."


def explained(error: Exception, memory_limit: str) -> str:
    """Return DuckDB's message with what to do about it."""
    message = str(error).strip()
    if "disabled by configuration" in message:
        return f"{message}. Queries see the published warehouse only: no other files and no network."
    if "Out of Memory" in message or isinstance(error, MemoryError):
        return (
            f"the query needs more than {memory_limit}. Aggregate or filter earlier, leave out ORDER BY over all rows, "
            "or raise memory_limit in skilldemand.toml."
        )
    return message


def _answer(con: "duckdb.DuckDBPyConnection", statement: Any, params: dict[str, str], cap: int, out: BinaryIO) -> None:
    relation = con.sql(statement, params=params or None)
    if relation is None:
        return
    if cap and _kind(statement) == "SELECT":
        relation = relation.limit(cap + 1)
    reader = relation.to_arrow_reader(BATCH_ROWS)
    _send(out, b"S", _stream(reader.schema))
    left = cap
    cut = False
    for batch in reader:
        shown = batch.slice(0, left) if cap and batch.num_rows > left else batch
        cut = shown.num_rows < batch.num_rows
        if shown.nbytes > MAX_BATCH_BYTES:
            raise MemoryError
        _send(out, b"B", _stream(reader.schema, shown))
        left -= shown.num_rows
        if cut:
            break
    _send(out, b"D", json.dumps({"cut": cut}).encode())


def _run(con: "duckdb.DuckDBPyConnection", request: dict[str, Any], out: BinaryIO) -> None:
    statements = con.extract_statements(request["sql"])
    if request["single"] and len(statements) > 1:
        return _fail(
            out, "refused", f"the text holds {len(statements)} queries, and this output takes the result of one. Give "
            "one query at a time, or show them with --format table or md and no --output."
        )  # fmt: skip
    for statement in statements:
        if reason := refusal(statement):
            return _fail(out, "refused", reason)
    for statement in statements:
        wanted = {name: value for name, value in request["params"].items() if name in statement.named_parameters}
        _answer(con, statement, wanted, request["cap"], out)
    return _send(out, b"X", b"")


def main(warehouse: str, memory_limit: str, hard_limit: int) -> None:
    """Open the published file under `warehouse` and answer requests until standard input ends.

    `hard_limit` is what the process may hold in bytes: DuckDB does not count all that a query makes it allocate.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (hard_limit, hard_limit))
    import duckdb

    from skilldemand.analysis.errors import AnalysisError
    from skilldemand.analysis.publish import open_published

    out = sys.stdout.buffer
    try:
        con = open_published(Path(warehouse), memory_limit=memory_limit)
    except AnalysisError as error:
        return _fail(out, type(error).__name__, str(error))
    for line in sys.stdin:
        try:
            _run(con, json.loads(line), out)
        except (duckdb.Error, MemoryError) as error:
            spent = isinstance(error, MemoryError) or "Out of Memory" in str(error)
            _fail(out, "memory" if spent else "query", explained(error, memory_limit))
    return None


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
