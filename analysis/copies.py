"""Which postings that could be reworded copies of each other are: texts alike, dates, years and places agreeing.

What was compared stands in staging.judged, so that a block or pair is compared again only when something in it changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, combinations, groupby, islice
from operator import itemgetter
from typing import NamedTuple, TypeVar

import duckdb
import numpy as np
import pyarrow as pa

from skilldemand.analysis.columns import ahead, begins, insert
from skilldemand.analysis.shingles import (
    NEIGHBOURS,
    candidate_pairs,
    jaccard,
    place_words,
    same_place,
    shingles_of,
)

Item = TypeVar("Item")

MIN_SIMILARITY = 0.8
MIN_ELSEWHERE = 0.9
"""Between places: the same advertisement for another town reads the same but for the place."""
MIN_COPIED = 0.7
"""Across employers, where title and place agree: a copy loses or gains a line about whoever shows it."""
WINDOW_DAYS = 60
"""Copies opened further apart are taken for a new opening; Lightcast's expiry is the same 60 days."""

_CURRENT = """
CREATE OR REPLACE TEMP TABLE to_judge AS
SELECT 'near_identical_text' AS rule, block,
  bit_xor(hash(text_number(posting_key), text_hash, text_number(location), opened_on, years_min)) AS members
FROM staging.near_block
GROUP BY block
UNION ALL
SELECT 'copied_text', hash(text_number(c.first_key), text_number(c.copy_key)),
  hash(
    a.text_hash, text_number(a.location), text_number(a.company), a.opened_on, x.years_min,
    b.text_hash, text_number(b.location), text_number(b.company), b.opened_on, y.years_min)
FROM staging.copy_candidate AS c
JOIN staging.posting AS a ON a.posting_key = c.first_key
JOIN staging.posting AS b ON b.posting_key = c.copy_key
LEFT JOIN raw.attributes AS x ON x.text_hash = a.text_hash
LEFT JOIN raw.attributes AS y ON y.text_hash = b.text_hash;

DELETE FROM staging.judged AS j
WHERE NOT EXISTS (FROM to_judge AS c WHERE c.rule = j.rule AND c.block = j.block AND c.members = j.members);

DELETE FROM to_judge AS c
WHERE EXISTS (FROM staging.judged AS j WHERE c.rule = j.rule AND c.block = j.block AND c.members = j.members);
"""

_BLOCKS = """
SELECT c.block, c.members, b.posting_key, b.location, b.opened_on, b.years_min, t.text
FROM to_judge AS c
JOIN staging.near_block AS b USING (block)
JOIN raw.text AS t USING (text_hash)
WHERE c.rule = 'near_identical_text'
ORDER BY b.block, b.opened_on NULLS LAST, b.posting_key
"""

_COPIES = """
SELECT n.block, n.members, a.posting_key, a.location, a.company, a.opened_on, x.years_min, s.text,
  b.posting_key, b.location, b.company, b.opened_on, y.years_min, t.text
FROM to_judge AS n
JOIN staging.copy_candidate AS c ON hash(text_number(c.first_key), text_number(c.copy_key)) = n.block
JOIN staging.posting AS a ON a.posting_key = c.first_key
JOIN staging.posting AS b ON b.posting_key = c.copy_key
JOIN raw.text AS s ON s.text_hash = a.text_hash
JOIN raw.text AS t ON t.text_hash = b.text_hash
LEFT JOIN raw.attributes AS x ON x.text_hash = a.text_hash
LEFT JOIN raw.attributes AS y ON y.text_hash = b.text_hash
WHERE n.rule = 'copied_text'
ORDER BY c.first_key, c.copy_key
"""

_BATCH = 2000
_AT_ONCE = 150
"""Blocks or pairs whose texts are hashed together: what numpy needs for them stays in the processor's cache."""


class Edge(NamedTuple):
    """Two postings of one opening and how alike their texts are."""

    posting_key: str
    first_key: str
    similarity: float


class Member(NamedTuple):
    """A posting of one block of staging.near_block, with its text."""

    posting_key: str
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


def _fetched(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[tuple[object, ...]]]:
    con.execute(sql)
    while batch := con.fetchmany(_BATCH):
        yield batch


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[object, ...]]:
    return chain.from_iterable(ahead(_fetched(con, sql)))


def _may_be_one(a: Member | Advert, b: Member | Advert) -> bool:
    """Say whether neither the dates nor the years of experience asked for tell two postings apart."""
    near = a.opened_on is None or b.opened_on is None or abs((a.opened_on - b.opened_on).days) <= WINDOW_DAYS
    return near and (a.years is None or b.years is None or a.years == b.years)


def _possible(block: Sequence[Member], pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those of the pairs, positions in a block, that nothing but their texts can tell apart."""
    return [(i, j) for i, j in pairs if _may_be_one(block[i], block[j])]


def near_copies(blocks: Sequence[Sequence[Member]]) -> Iterator[list[Edge]]:
    """Yield for each block an edge for each pair whose texts are near-identical and nothing else tells apart.

    In a block of up to nine every pair is looked at, and a text that no pair needs is left out; in a larger one those
    that share a MinHash band.
    """
    possible = [
        _possible(block, combinations(range(len(block)), 2)) if len(block) <= NEIGHBOURS + 1 else None
        for block in blocks
    ]
    members = [
        member if pairs is None or any(place in pair for pair in pairs) else member._replace(text="")
        for block, pairs in zip(blocks, possible, strict=True)
        for place, member in enumerate(block)
    ]
    hashes = iter(shingles_of([member.text for member in members], [place_words(m.location) for m in members]))
    for block, pairs in zip(blocks, possible, strict=True):
        alike, edges = list(islice(hashes, len(block))), []
        for i, j in _possible(block, candidate_pairs(alike)) if pairs is None else pairs:
            a, b, similarity = block[i], block[j], jaccard(alike[i], alike[j])
            if similarity >= MIN_ELSEWHERE or (similarity >= MIN_SIMILARITY and same_place(a.location, b.location)):
                first, copy = sorted((a.posting_key, b.posting_key))
                edges.append(Edge(copy, first, round(similarity, 6)))
        yield edges


def copied_texts(pairs: Sequence[tuple[Advert, Advert]]) -> Iterator[list[Edge]]:
    """Yield for each pair an edge when its texts, across employers, are copies and their places and dates allow it."""
    possible = [(a, b) for a, b in pairs if _may_be_one(a, b) and same_place(a.location, b.location)]
    aside = [frozenset().union(*(place_words(s.location) | place_words(s.company) for s in pair)) for pair in possible]
    hashes = [shingles_of([pair[side].text for pair in possible], aside) for side in (0, 1)]
    found = {pair: jaccard(one, other) for pair, one, other in zip(possible, *hashes, strict=True)}
    for first, copy in pairs:
        similarity = found.get((first, copy), 0)
        yield [Edge(copy.posting_key, first.posting_key, round(similarity, 6))] if similarity >= MIN_COPIED else []


def _some(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut items into lists of _AT_ONCE."""
    left = iter(items)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _judge(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, int, int, list[Edge]]]:
    """Yield rule, block, members and edges of all that is to be judged."""
    for blocks in _some((key, list(rows)) for key, rows in groupby(_rows(con, _BLOCKS), key=itemgetter(0, 1))):
        found = near_copies([[Member(*row[2:]) for row in rows] for _, rows in blocks])  # type: ignore[arg-type]
        for ((block, members), _), edges in zip(blocks, found, strict=True):
            yield "near_identical_text", block, members, edges
    for pairs in _some(_rows(con, _COPIES)):
        found = copied_texts([(Advert(*row[2:8]), Advert(*row[8:])) for row in pairs])  # type: ignore[arg-type]
        for (block, members, *_), edges in zip(pairs, found, strict=True):
            yield "copied_text", block, members, edges  # type: ignore[misc]


def write_judged(con: duckdb.DuckDBPyConnection) -> None:
    """Compare the texts of the blocks and pairs that changed and write staging.judged."""
    con.execute(_CURRENT)
    judged = list(_judge(con))
    if judged:
        rule, block, members, edges = zip(*judged, strict=True)
        edge = pa.struct({"posting_key": pa.string(), "first_key": pa.string(), "similarity": pa.float64()})
        con.register("incoming", pa.table({
            "rule": rule, "block": pa.array(block, pa.uint64()), "members": pa.array(members, pa.uint64()),
            "edges": pa.array([[found._asdict() for found in some] for some in edges], pa.list_(edge)),
        }))  # fmt: skip
        con.table("incoming").insert_into("staging.judged")
        con.unregister("incoming")


_AT_A_TIME = 16_000_000
"""Anchors that are sorted at once, 128 MB of them."""

_ANCHORS = """
SELECT anchor FROM (SELECT unnest(anchors) AS anchor FROM staging.copy_key)
WHERE anchor BETWEEN $least::UBIGINT AND $most::UBIGINT
"""


def write_shared_anchors(con: duckdb.DuckDBPyConnection) -> None:
    """Fill staging.shared_anchor with the anchors that stand twice, found by sorting a part of all at a time."""
    ((anchors,),) = con.execute("SELECT coalesce(sum(len(anchors)), 0)::BIGINT FROM staging.copy_key").fetchall()
    width = (1 << 64) // (1 + anchors // _AT_A_TIME)
    for least in range(0, 1 << 64, width):
        bounds = {"least": least, "most": min(least + width, 1 << 64) - 1}
        found = np.sort(con.execute(_ANCHORS, bounds).fetchnumpy()["anchor"])
        again = found[1:][found[1:] == found[:-1]]
        insert(con, "staging.shared_anchor", {"anchor": again[begins(again)]})
