"""The .sql files of this stage: their headers, their order, and how one is run."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from typing import Any

import duckdb

LAYERS = {"macros": "macros", "load": "raw", "staging": "staging", "core": "core", "marts": "marts", "meta": "meta"}
"""Folder of sql/ -> schema of the tables that its files make; macros stand in the schema main."""

_KEY = re.compile(
    r"^-- (question|grain|columns|params|caveat|depends|filled|delta|reads|check|remedy|Q|expects):\s*(.*)$"
)
_COLUMN = re.compile(r"^(\S+) {2,}(\S.*)$")


@dataclass(frozen=True)
class SqlFile:
    """One .sql file. `columns` holds name -> meaning in the order of the header."""

    folder: str
    name: str
    text: str
    header: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """Schema and name of the table it makes, such as core.posting; macros/<file> counts as macros.<file>."""
        return f"{LAYERS[self.folder]}.{self.name}"

    @property
    def reads_files(self) -> bool:
        """True when its parameters name files of other stages, so that a failure is a failure to read them."""
        return "_file" in self.header.get("params", "")

    @property
    def depends(self) -> list[str]:
        """Tables that must stand before this one."""
        return [name.strip() for name in self.header.get("depends", "").split(",") if name.strip()]

    @property
    def delta(self) -> str:
        """How new files change it: empty stands for made anew when something that it depends on changed.

        `append`, `by <key>`, `touched <key>`, `replaced by <key>`, `filled` or `always`, see incremental.py.
        """
        return self.header.get("delta", "")

    @property
    def way(self) -> str:
        """First word of `delta`, empty when there is none."""
        return self.delta.partition(" ")[0]

    @property
    def key(self) -> str:
        """Key that `delta` names, empty when it names none."""
        return self.delta.partition(" ")[2].removeprefix("by ")

    @property
    def reads(self) -> dict[str, list[str]]:
        """For tables of which it reads a part: their columns that change it, from `table: a, b; table: c`."""
        parts = (part.split(":", 1) for part in self.header.get("reads", "").split(";") if ":" in part)
        return {table.strip(): [name.strip() for name in names.split(",") if name.strip()] for table, names in parts}


def _parse(folder: str, name: str, text: str) -> SqlFile:
    header: dict[str, str] = {}
    columns: dict[str, str] = {}
    key, column = "", ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        match = _KEY.match(line)
        if match:
            key, content, indent = match[1], match[2], 12
            header[key] = "" if key == "columns" else content
        else:
            content, indent = line[2:].strip(), len(line[2:]) - len(line[2:].lstrip())
        named = _COLUMN.match(content) if indent == 12 else None
        if key == "columns" and named:
            column = named[1]
            columns[column] = named[2]
        elif key == "columns":
            columns[column] += " " + content
        elif not match:
            header[key] += " " + content
    return SqlFile(folder, name, text, {k: v.strip() for k, v in header.items()}, columns)


@cache
def folder(name: str) -> tuple[SqlFile, ...]:
    """Return the files of one folder of sql/ by name."""
    entries = (files("skilldemand.analysis") / "sql" / name).iterdir()
    found = sorted((entry.name, entry.read_text(encoding="utf-8")) for entry in entries if entry.name.endswith(".sql"))
    return tuple(_parse(name, file.removesuffix(".sql"), text) for file, text in found)


@cache
def build_order() -> tuple[SqlFile, ...]:
    """Return all files that make macros and tables, each after those it depends on, in the same order on every call."""
    tables = {sql.table: sql for layer in LAYERS for sql in folder(layer)}
    order = TopologicalSorter({name: sorted(sql.depends) for name, sql in tables.items()})
    return tuple(tables[name] for name in order.static_order())


def run(con: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, Any]) -> None:
    """Execute every statement with those of `params` that it names; one that reads an empty list of files is skipped.

    Raises duckdb.Error as DuckDB does, with the statement's own message.
    """
    for statement in con.extract_statements(sql):
        named = {name: params[name] for name in statement.named_parameters}
        if not any(isinstance(value, list) and not value for value in named.values()):
            con.execute(statement, named)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def comment(con: duckdb.DuckDBPyConnection, sql: SqlFile) -> None:
    """Carry the header into the database: question, grain and caveat on the table, the meaning on each column.

    COMMENT ON takes no bound parameters; the texts come from the packaged files only.
    """
    about = [sql.header["question"], f"Grain: {sql.header['grain']}."]
    if "caveat" in sql.header:
        about.append(f"Caveat: {sql.header['caveat']}")
    con.execute(f"COMMENT ON TABLE {sql.table} IS {_literal(' '.join(about))}")
    for name, meaning in sql.columns.items():
        con.execute(f'COMMENT ON COLUMN {sql.table}."{name}" IS {_literal(meaning)}')
