"""Add new files to finished tables so that they become what making everything anew would give.

A file of sql/ is stated once and run in two ways. In a rebuild it makes its table. In an addition a table whose header
says `delta: by <key>` is made for the touched keys only: in the database `delta` every name of a table is a view, and
those that the file depends on show the rows of the touched keys; what comes out is compared with the rows that stand,
and the difference is written. The difference of a table says which keys of the tables that depend on it are touched.
Tables that say nothing are made anew when something that they depend on changed.

What is added up over employers is not made anew. A table `touched <key>` holds the touched keys; their rows in tables
`replaced by <key>` stand in tables of their own until the end, as they were and as they are, so that the fillers of
tables that are `filled` take away the ones and add the others (market.changes).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import duckdb

from skilldemand.analysis.keys import DRIVEN, REACHED, columns_of, diff_of, real_name, shadowed
from skilldemand.analysis.loading import check_form, unreadable
from skilldemand.analysis.market import AFTER, BEFORE
from skilldemand.analysis.sqlfiles import SqlFile, build_order, comment, folder, run

Filler = Callable[[duckdb.DuckDBPyConnection], None]

_WITHIN = "SET search_path = 'delta.main,skilldemand.main'"
"""Tables are those of delta, macros those of the writer."""


class RebuildNeededError(Exception):
    """The new files cannot be added; the message says why everything must be made anew."""


class Addition:
    """One addition to the tables of an open writer; `changed` names the tables that are no longer what they were."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, params: Mapping[str, Any], fillers: Mapping[str, Filler]
    ) -> None:
        self._con, self._params, self._fillers = con, params, fillers
        self.changed: set[str] = set()
        self._tables = {sql.table: sql for sql in build_order() if sql.folder != "macros"}
        self._compared = {
            dep for sql in self._tables.values() if sql.way in {"by", "touched"} for dep in sql.depends
        } - {sql.table for sql in self._tables.values() if sql.delta}
        self._touching = {sql.name: sql.text for sql in folder("touched")}

    def make(self, step: Callable[[str], None]) -> None:
        """Bring every table up to date.

        Raises RebuildNeededError, and what build() raises for files that do not fit.
        """
        self._open()
        for sql in build_order():
            if sql.folder == "macros":
                continue
            step(sql.table)
            try:
                self._update(sql)
            except duckdb.Error as error:
                if sql.reads_files:
                    raise unreadable(error) from error
                raise
        for table in self._parts():
            self._con.execute(f"DROP TABLE {table}")
        self._con.execute("DETACH delta")

    def changes(self) -> dict[str, str | None]:
        """Return the temporary table of what came or went for each table that changed, None if it was not compared."""
        temporary = self._con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
        known = {name for (name,) in temporary}
        return {table: diff_of(table) if diff_of(table) in known else None for table in self.changed}

    def _open(self) -> None:
        self._con.execute("ATTACH ':memory:' AS delta")
        for schema in ("raw", "core", "marts", "meta", "shadow"):
            self._con.execute(f"CREATE SCHEMA delta.{schema}")
        for table in self._tables:
            self._show(table)
        for table in self._parts():
            self._con.execute(f"CREATE TABLE {table} AS FROM {table.removesuffix(BEFORE).removesuffix(AFTER)} LIMIT 0")
        for sql in self._tables.values():
            if sql.way == "touched":
                self._con.execute(f"TRUNCATE {sql.table}")

    def _parts(self) -> list[str]:
        """Return the names of the tables of what touched keys had and have."""
        replaced = [sql.table for sql in self._tables.values() if sql.way == "replaced"]
        return [table + part for table in replaced for part in (BEFORE, AFTER)]

    def _show(self, table: str, where: str = "") -> None:
        self._con.execute(f"CREATE OR REPLACE VIEW delta.{shadowed(table)} AS FROM {real_name(table)} AS t {where}")

    def _update(self, sql: SqlFile) -> None:
        fresh = [name for name in re.findall(r"\$(\w+_files)", sql.header.get("params", "")) if self._params[name]]
        if not fresh and not self.changed.intersection(sql.depends) and sql.delta != "always":
            return
        ways = {"append": self._append, "by": self._merge, "touched": self._note, "replaced": self._replace,
                "filled": self._fill}  # fmt: skip
        ways.get(sql.way, self._remake)(sql)

    def _fill(self, sql: SqlFile) -> None:
        """Let what fills the table bring it up to date; some tables are filled with another."""
        if sql.table in self._fillers:
            self._fillers[sql.table](self._con)
        self.changed.add(sql.table)

    def _note(self, sql: SqlFile) -> None:
        """Write down the touched keys."""
        touched = self._con.execute(f"INSERT INTO {sql.table} ({sql.key}) {self._touched(sql)}").fetchall()
        self.changed.update({sql.table} if touched != [(0,)] else ())

    def _in_delta(self, sql: SqlFile) -> None:
        """Make the table of the file in delta, from what its views show."""
        self._con.execute(f"DROP VIEW delta.{shadowed(sql.table)}")
        self._con.execute(_WITHIN)
        run(self._con, shadowed(sql.text), self._params)
        check_form(self._con, sql.table)
        if kept := self._touching.get(f"{sql.table}_kept".replace(".", "_")):
            self._con.execute(shadowed(kept))
        self._con.execute("USE skilldemand")

    def _out_of_delta(self, sql: SqlFile) -> None:
        """Remove that table, and let every view show the whole of its table again."""
        self._con.execute(f"DROP TABLE delta.{shadowed(sql.table)}")
        for table in (sql.table, *sql.depends):
            if table in self._tables:
                self._show(table)

    def _append(self, sql: SqlFile) -> None:
        """Add the rows of the new files; the file itself leaves out what stands already."""
        self._in_delta(sql)
        diff = diff_of(sql.table)
        unless = f"ANTI JOIN {real_name(sql.table)} USING ({sql.key})" if sql.key else ""
        self._con.execute(
            f"CREATE TEMP TABLE {diff} AS SELECT true AS came, * FROM delta.{shadowed(sql.table)} {unless}"
        )
        guard = self._touching.get(f"{sql.table}_again".replace(".", "_"))
        if guard and self._con.execute(guard).fetchone() is not None:
            raise RebuildNeededError(f"{sql.table} has new rows for texts that were read or stored before")
        self._con.execute(f"INSERT INTO {real_name(sql.table)} SELECT * EXCLUDE (came) FROM {diff}")
        self._out_of_delta(sql)
        self.changed.add(sql.table)

    def _replace(self, sql: SqlFile) -> None:
        """Make the rows of the touched keys again in the place of those that stand, and keep both for the fillers."""
        con, table, key = self._con, sql.table, sql.key
        (touched,) = (other for other in sql.depends if self._tables[other].delta == f"touched {key}")
        self._make_touched(sql, f"SELECT {key} AS key FROM {touched}")
        chosen = f"FROM {table} WHERE {key} IN (SELECT key FROM touched)"
        con.execute(f"INSERT INTO {table}{BEFORE} {chosen}")
        con.execute(f"INSERT INTO {table}{AFTER} FROM delta.{shadowed(table)}")
        con.execute(f"DELETE {chosen}")
        con.execute(f"INSERT INTO {table} FROM {table}{AFTER}")
        self.changed.add(table)
        self._out_of_delta(sql)

    def _make_touched(self, sql: SqlFile, touched: str) -> None:
        """Make the table of the file in delta for the keys that a query gives, which `touched` holds from then on."""
        self._con.execute("CREATE OR REPLACE TEMP TABLE touched AS " + touched)
        self._restrict([table for table in sql.depends if table in self._tables], sql.key)
        self._in_delta(sql)

    def _merge(self, sql: SqlFile) -> None:
        """Make the rows of the touched keys again and write what differs."""
        con, made, real, diff = self._con, f"delta.{shadowed(sql.table)}", real_name(sql.table), diff_of(sql.table)
        self._make_touched(sql, self._touched(sql))
        made = f"SELECT t.* FROM {made} AS t SEMI JOIN touched AS k ON k.key = t.{sql.key}"
        standing = f"SELECT t.rowid AS row, t.* FROM {real} AS t SEMI JOIN touched AS k ON k.key = t.{sql.key}"
        self._compare(sql.table, standing, made)
        counted = con.execute(f"SELECT count(*) FILTER (NOT came), count(*) FROM {diff}").fetchone()
        if counted and counted[0]:
            con.execute(
                f"DELETE FROM {real} WHERE rowid IN (SELECT unnest(gone[:-times]) FROM compared WHERE times < 0)"
            )
        if counted and counted[1]:
            con.execute(f"INSERT INTO {real} SELECT * EXCLUDE (came) FROM {diff} WHERE came")
            self.changed.add(sql.table)
        self._out_of_delta(sql)

    def _compare(self, table: str, standing: str, made: str) -> None:
        """Note which rows of two queries, the first with the number of each `row`, differ, and how often."""
        columns = ", ".join(f'"{name}"' for name in columns_of(self._con, real_name(table)))
        self._con.execute(
            f"CREATE OR REPLACE TEMP TABLE compared AS SELECT {columns}, sum(side)::INTEGER AS times, "
            f"list(row) FILTER (side < 0) AS gone FROM (SELECT -1 AS side, row, {columns} FROM ({standing}) "
            f"UNION ALL SELECT 1, NULL, {columns} FROM ({made})) GROUP BY {columns} HAVING sum(side) <> 0"
        )
        self._con.execute(
            f"CREATE TEMP TABLE {diff_of(table)} AS SELECT times > 0 AS came, {columns} "
            "FROM (SELECT *, unnest(range(abs(times))) FROM compared)"
        )

    def _restrict(self, tables: list[str], key: str) -> None:
        """Let tables show only what belongs to the touched keys, where their columns tell."""
        columns = {table: columns_of(self._con, real_name(table)) for table in tables}
        for table in tables:
            if key in columns[table]:
                self._show(table, f"SEMI JOIN touched AS k ON k.key = t.{key}")
        for other, members in DRIVEN[key].items():
            driven = [table for table in tables if key not in columns[table] and other in columns[table]]
            if driven:
                self._con.execute(f"CREATE OR REPLACE TEMP TABLE members AS {members}")
            for table in driven:
                self._show(table, f"SEMI JOIN members AS k ON k.{other} = t.{other}")

    def _touched(self, sql: SqlFile) -> str:
        """Return a query for the keys of the table whose rows may have changed."""
        found, key = [], sql.key
        for number, table in enumerate(dep for dep in sql.depends if dep in self.changed):
            if sql.reads.get(table) == []:
                continue
            diff = diff_of(table)
            columns = columns_of(self._con, diff)
            read = sql.reads.get(table, columns)
            special = self._touching.get(f"{sql.table}_after_{table}".replace(".", "_"))
            source = next((k for k in (key, *(a for a, b in REACHED if b == key)) if k in columns), None)
            if special:
                found.append(f"SELECT key FROM ({special.rstrip().rstrip(';')})")
            elif source is None:
                raise RebuildNeededError(f"{table} changed as a whole")
            if source is None:
                continue
            kept = ", ".join(f'"{name}"' for name in dict.fromkeys([source, *read]))
            self._con.execute(
                f"CREATE OR REPLACE TEMP TABLE reached AS SELECT DISTINCT {source} AS key FROM (SELECT {source} "
                f"FROM {diff} GROUP BY {kept} HAVING count(*) FILTER (came) <> count(*) FILTER (NOT came))"
            )
            query = "SELECT key FROM reached" if source == key else REACHED[source, key]
            self._con.execute(f"CREATE OR REPLACE TEMP TABLE reached_{number} AS {query}")
            found.append(f"SELECT * FROM reached_{number}")
        return "SELECT DISTINCT key FROM (" + " UNION ALL ".join(found) + ") AS f (key) WHERE key IS NOT NULL"

    def _remake(self, sql: SqlFile) -> None:
        """Make the whole table anew; where a table that is merged depends on it, note what differs."""
        con, real = self._con, real_name(sql.table)
        if sql.table in self._compared:
            con.execute(f"CREATE OR REPLACE TEMP TABLE standing AS FROM {real}")
        con.execute(f"DROP TABLE {real}")
        run(con, sql.text, self._params)
        if sql.table in self._fillers:
            self._fillers[sql.table](con)
        comment(con, sql)
        self._show(sql.table)
        self.changed.add(sql.table)
        if sql.table in self._compared:
            self._compare(sql.table, "SELECT rowid AS row, * FROM standing", f"FROM {real}")
            if con.execute(f"SELECT count(*) FROM {diff_of(sql.table)}").fetchone() == (0,):
                self.changed.remove(sql.table)
