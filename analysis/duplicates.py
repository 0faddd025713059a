"""From postings to vacancies: the edges with their rules, and the groups they form.

The exact rules are SQL (sql/staging/exact_copy.sql), reworded copies are found by copies.py.
"""

from collections.abc import Iterable

import duckdb
import pyarrow as pa

RULES = ("same_url", "same_ats_job", "same_requisition", "identical_text", "near_identical_text", "copied_text")
"""In the order in which they are credited with a merge."""

_EDGES = """
SELECT posting_key, first_key, rule, 1.0::DOUBLE AS similarity FROM staging.exact_copy
UNION ALL
SELECT e.posting_key, e.first_key, rule, e.similarity FROM (SELECT rule, unnest(edges) AS e FROM staging.judged)
ORDER BY list_position($rules, rule), posting_key, first_key
"""


class Groups:
    """Union-find over posting keys; the smallest key of a group stands for it."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, key: str) -> str:
        """Return the smallest key of the group that `key` is in."""
        root = key
        while (parent := self._parent.setdefault(root, root)) != root:
            root = parent
        while self._parent[key] != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def join(self, a: str, b: str) -> bool:
        """Bring two groups together; return False when they were one already."""
        low, high = sorted((self.find(a), self.find(b)))
        self._parent[high] = low
        return low != high

    def members(self) -> list[tuple[str, str]]:
        """Return every key met with the key of its group, in order."""
        return [(key, self.find(key)) for key in sorted(self._parent)]


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    con.register("incoming", rows)
    con.table("incoming").insert_into(table)
    con.unregister("incoming")


def write_edges(con: duckdb.DuckDBPyConnection) -> None:
    """Fill core.duplicate_edge from staging.exact_copy and staging.judged."""
    groups = Groups()
    edges = con.sql(_EDGES, params={"rules": list(RULES)}).to_arrow_table()
    pairs = zip(edges["first_key"].to_pylist(), edges["posting_key"].to_pylist(), strict=True)
    merged = [groups.join(first_key, posting_key) for first_key, posting_key in pairs]
    _insert(con, "core.duplicate_edge", edges.append_column("merged", pa.array(merged, pa.bool_())))


_EXACT = RULES[: RULES.index("near_identical_text")]


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    groups = Groups()
    for first_key, posting_key in pairs:
        groups.join(first_key, posting_key)
    return dict(groups.members())


def write_clusters(con: duckdb.DuckDBPyConnection) -> None:
    """Fill staging.cluster with the groups that the edges form, under the exact, the standard and the wide rule."""
    edges = con.execute("SELECT first_key, posting_key, rule FROM core.duplicate_edge").fetchall()
    near = con.execute("SELECT first_key, posting_key FROM staging.same_place").fetchall()
    standard = _groups((first, copy) for first, copy, _ in edges)
    exact = _groups((first, copy) for first, copy, rule in edges if rule in _EXACT)
    wide = _groups([*((first, copy) for first, copy, _ in edges), *near])
    keys = sorted(wide)
    if keys:
        columns = {"vacancy_id": standard, "exact_id": exact, "wide_id": wide}
        groups = {name: [found.get(key, key) for key in keys] for name, found in columns.items()}
        _insert(con, "staging.cluster", pa.table({"posting_key": keys, **groups}))
