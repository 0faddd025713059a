"""Which postings that could be reworded copies of each other are: texts alike, dates, years and places agreeing.

What was compared stands in staging.judged, so that a block or pair is compared again only when something in it changed.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, groupby
from operator import itemgetter
from typing import NamedTuple

import duckdb
import pyarrow as pa

from skilldemand.analysis.shingles import (
    NEIGHBOURS,
    Hashes,
    candidate_pairs,
    jaccard,
    place_words,
    same_place,
    shingles,
)

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
SELECT c.block, c.members, b.posting_key, b.text_hash, b.location, b.opened_on, b.years_min, t.text
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


class Edge(NamedTuple):
    """Two postings of one opening and how alike their texts are."""

    posting_key: str
    first_key: str
    similarity: float


class Member(NamedTuple):
    """A posting of one block of staging.near_block, with its text."""

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


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[object, ...]]:
    con.execute(sql)
    while batch := con.fetchmany(_BATCH):
        yield from batch


def _may_be_one(a: Member | Advert, b: Member | Advert) -> bool:
    """Say whether neither the dates nor the years of experience asked for tell two postings apart."""
    near = a.opened_on is None or b.opened_on is None or abs((a.opened_on - b.opened_on).days) <= WINDOW_DAYS
    return near and (a.years is None or b.years is None or a.years == b.years)


def near_copies(block: Sequence[Member]) -> Iterator[Edge]:
    """Yield an edge for each pair within one block whose texts are near-identical and nothing else tells apart.

    In a block of up to nine every pair is looked at, in a larger one those that share a MinHash band.
    """
    known: dict[tuple[str, str | None], Hashes] = {}

    def hashes(member: Member) -> Hashes:
        key = (member.text_hash, member.location)
        if key not in known:
            known[key] = shingles(member.text, place_words(member.location))
        return known[key]

    few = len(block) <= NEIGHBOURS + 1
    for i, j in combinations(range(len(block)), 2) if few else candidate_pairs([hashes(member) for member in block]):
        a, b = block[i], block[j]
        if _may_be_one(a, b):
            similarity = jaccard(hashes(a), hashes(b))
            if similarity >= MIN_ELSEWHERE or (similarity >= MIN_SIMILARITY and same_place(a.location, b.location)):
                first, copy = sorted((a.posting_key, b.posting_key))
                yield Edge(copy, first, round(similarity, 6))


def copied_text(first: Advert, copy: Advert) -> Edge | None:
    """Return an edge when two texts, across employers, are copies and their places and dates allow it."""
    if not (_may_be_one(first, copy) and same_place(first.location, copy.location)):
        return None
    aside = place_words(first.location) | place_words(first.company)
    aside |= place_words(copy.location) | place_words(copy.company)
    similarity = jaccard(shingles(first.text, aside), shingles(copy.text, aside))
    return Edge(copy.posting_key, first.posting_key, round(similarity, 6)) if similarity >= MIN_COPIED else None


def _judge(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, int, int, list[Edge]]]:
    for (block, members), rows in groupby(_rows(con, _BLOCKS), key=itemgetter(0, 1)):
        found = near_copies([Member(*row[2:]) for row in rows])  # type: ignore[arg-type]
        yield "near_identical_text", block, members, list(found)
    for block, members, *sides in _rows(con, _COPIES):
        edge = copied_text(Advert(*sides[:6]), Advert(*sides[6:]))  # type: ignore[arg-type]
        yield "copied_text", block, members, [edge] if edge else []  # type: ignore[misc]


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
