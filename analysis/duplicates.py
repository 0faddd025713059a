"""From postings to vacancies: near-identical texts, the edges with their rules, and the groups they form.

The exact rules are SQL (sql/staging/exact_copy.sql); this module adds the near-identical texts and joins the groups.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import duckdb
import pyarrow as pa

from skilldemand.analysis.shingles import Hashes, candidate_pairs, jaccard, place_words, same_place, shingles

MIN_SIMILARITY = 0.8
MIN_ELSEWHERE = 0.9
"""Between places: the same advertisement for another town reads the same but for the place."""
MIN_COPIED = 0.7
"""Across employers, where title and place agree: a copy loses or gains a line about whoever shows it."""
WINDOW_DAYS = 60
"""Copies opened further apart are taken for a new opening; Lightcast's expiry is the same 60 days."""

RULES = ("same_url", "same_ats_job", "same_requisition", "identical_text", "near_identical_text", "copied_text")
"""In the order in which they are credited with a merge."""

_BLOCKS = """
SELECT b.block, b.posting_key, b.text_hash, b.location, b.opened_on, a.years_min, t.text
FROM staging.near_block AS b JOIN raw.text AS t USING (text_hash) LEFT JOIN raw.attributes AS a USING (text_hash)
ORDER BY b.block, b.opened_on NULLS LAST, b.posting_key
"""

_COPIES = """
SELECT a.posting_key, a.location, a.company, a.opened_on, x.years_min, s.text,
  b.posting_key, b.location, b.company, b.opened_on, y.years_min, t.text
FROM staging.copy_candidate AS c
JOIN staging.posting AS a ON a.posting_key = c.first_key
JOIN staging.posting AS b ON b.posting_key = c.copy_key
JOIN raw.text AS s ON s.text_hash = a.text_hash
JOIN raw.text AS t ON t.text_hash = b.text_hash
LEFT JOIN raw.attributes AS x ON x.text_hash = a.text_hash
LEFT JOIN raw.attributes AS y ON y.text_hash = b.text_hash
ORDER BY c.first_key, c.copy_key
"""

_BATCH = 2000


class Edge(NamedTuple):
    """Two postings of one opening and the rule that says so."""

    posting_key: str
    first_key: str
    rule: str
    similarity: float


class Member(NamedTuple):
    """A posting of one block of staging.near_block, with its text."""

    block: int
    posting_key: str
    text_hash: str
    location: str | None
    opened_on: date | None
    years: float | None
    text: str


class Advert(NamedTuple):
    """One side of a pair of staging.copy_candidate, with its text."""

    posting_key: str
    location: str | None
    company: str | None
    opened_on: date | None
    years: float | None
    text: str


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


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[object, ...]]:
    cursor = con.cursor()
    cursor.execute(sql)
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
    cursor.close()


def _may_be_one(a: Member | Advert, b: Member | Advert) -> bool:
    """Say whether neither the dates nor the years of experience asked for tell two postings apart."""
    near = a.opened_on is None or b.opened_on is None or abs((a.opened_on - b.opened_on).days) <= WINDOW_DAYS
    return near and (a.years is None or b.years is None or a.years == b.years)


def near_copies(members: Iterable[Member]) -> Iterator[Edge]:
    """Yield an edge for each pair within one block whose texts are near-identical and nothing else tells apart."""
    block = list(members)
    known: dict[tuple[str, str | None], Hashes] = {}
    texts = []
    for member in block:
        key = (member.text_hash, member.location)
        if key not in known:
            known[key] = shingles(member.text, place_words(member.location))
        texts.append(known[key])
    for i, j in candidate_pairs(texts):
        if _may_be_one(block[i], block[j]):
            similarity = jaccard(texts[i], texts[j])
            here = same_place(block[i].location, block[j].location)
            if similarity >= (MIN_SIMILARITY if here else MIN_ELSEWHERE):
                first, copy = sorted((block[i].posting_key, block[j].posting_key))
                yield Edge(copy, first, "near_identical_text", round(similarity, 6))


def copied_texts(pairs: Iterable[tuple[Advert, Advert]]) -> Iterator[Edge]:
    """Yield an edge for each pair, across employers, whose texts are copies and whose places and dates allow it."""
    for first, copy in pairs:
        if not (_may_be_one(first, copy) and same_place(first.location, copy.location)):
            continue
        aside = place_words(first.location) | place_words(first.company)
        aside |= place_words(copy.location) | place_words(copy.company)
        similarity = jaccard(shingles(first.text, aside), shingles(copy.text, aside))
        if similarity >= MIN_COPIED:
            yield Edge(copy.posting_key, first.posting_key, "copied_text", round(similarity, 6))


def _edges(con: duckdb.DuckDBPyConnection) -> list[Edge]:
    exact = con.execute("SELECT posting_key, first_key, rule, 1.0::DOUBLE FROM staging.exact_copy").fetchall()
    edges = [Edge(*row) for row in exact]
    members = (Member(*row) for row in _rows(con, _BLOCKS))  # type: ignore[arg-type]
    for _, block in groupby(members, key=itemgetter(0)):
        edges.extend(near_copies(block))
    pairs = _rows(con, _COPIES)
    edges.extend(copied_texts((Advert(*row[:6]), Advert(*row[6:])) for row in pairs))  # type: ignore[arg-type]
    return sorted(edges, key=lambda edge: (RULES.index(edge.rule), edge.posting_key, edge.first_key))


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    con.register("incoming", rows)
    con.table("incoming").insert_into(table)
    con.unregister("incoming")


def write_edges(con: duckdb.DuckDBPyConnection) -> None:
    """Fill core.duplicate_edge from staging.exact_copy and the texts of staging.near_block and copy_candidate."""
    groups = Groups()
    edges = _edges(con)
    merged = [groups.join(edge.first_key, edge.posting_key) for edge in edges]
    names = ("posting_key", "first_key", "rule", "similarity")
    columns: dict[str, pa.Array] = {name: pa.array([getattr(edge, name) for edge in edges]) for name in names}
    if edges:
        _insert(con, "core.duplicate_edge", pa.table({**columns, "merged": pa.array(merged, pa.bool_())}))


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
