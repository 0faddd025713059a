"""Merged pairs and near misses of a built warehouse, side by side, so that a person can read them and count the wrong.

    python benchmarks/duplicates.py --workspace FOLDER --sample 100

Merged pairs are drawn from the rows of core.duplicate_edge that brought two groups together. Near misses are pairs of
different vacancies that share a long paragraph and at least `--least` of their shingles. The draw is fixed by `--seed`.
"""

import argparse
import random
import textwrap
from collections import defaultdict
from difflib import unified_diff
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from skilldemand.analysis.shingles import jaccard, place_words, shingles
from skilldemand.analysis.text_prints import paragraph_letters
from skilldemand.analysis.warehouse import open_published

COMMON = 40
"""A paragraph that more postings have than this is an employer's own voice and makes no pairs."""

POSTINGS = """
SELECT posting_key, vacancy_id, title, company, location, opened_on::VARCHAR AS opened, t.text
FROM core.posting JOIN raw.text AS t USING (text_hash) ORDER BY posting_key
"""


class Posting(NamedTuple):
    """A posting as it is shown."""

    key: str
    vacancy: str
    title: str
    company: str | None
    location: str | None
    opened: str | None
    text: str


class Pair(NamedTuple):
    """Two postings, how alike their texts are, and the rule that merged them or `not merged`."""

    one: Posting
    other: Posting
    similarity: float
    rule: str


def alike(one: Posting, other: Posting) -> float:
    """Return the similarity of two texts without the words of their places and employers."""
    aside = place_words(one.location) | place_words(other.location)
    aside |= place_words(one.company) | place_words(other.company)
    return jaccard(shingles(one.text, aside), shingles(other.text, aside))


def near_misses(postings: list[Posting], least: float) -> list[Pair]:
    """Return the pairs of different vacancies that share a paragraph and `least` of their shingles."""
    holders: dict[bytes, list[Posting]] = defaultdict(list)
    for posting in postings:
        for paragraph in set(paragraph_letters(posting.text)) - {b""}:
            holders[paragraph].append(posting)
    met = {
        (one, other)
        for group in holders.values()
        if 2 <= len(group) <= COMMON
        for one, other in combinations(group, 2)
        if one.vacancy != other.vacancy
    }
    pairs = [Pair(one, other, alike(one, other), "not merged") for one, other in sorted(met)]
    return [pair for pair in pairs if pair.similarity >= least]


def show(number: int, pair: Pair, lines: int) -> None:
    """Print a pair: what is known of both, and the lines in which the texts differ."""
    print(f"\n--- {number} · {pair.rule} · {pair.similarity:.2f}")
    for posting in (pair.one, pair.other):
        size = len(posting.text)
        print(f"    {posting.title} | {posting.company} | {posting.location} | {posting.opened} | {size} characters")
    before, after = (textwrap.wrap(posting.text, 160) for posting in (pair.one, pair.other))
    differ = [line for line in unified_diff(before, after, n=0, lineterm="") if line[:2] not in {"--", "++", "@@"}]
    for line in differ[:lines]:
        print("      " + line[:170])


def main() -> None:
    """Print `--sample` merged pairs and as many near misses."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0.6)
    parser.add_argument("--lines", type=int, default=6, help="differing lines to show of each pair")
    given = parser.parse_args()
    if not (given.workspace / "warehouse").is_dir():
        print(f"{given.workspace}: no warehouse there; build one, or name another with --workspace.")
        return
    with open_published(given.workspace / "warehouse") as con:
        postings = [Posting(*row) for row in con.execute(POSTINGS).fetchall()]
        edges = con.execute(
            "SELECT first_key, posting_key, rule FROM core.duplicate_edge WHERE merged ORDER BY ALL"
        ).fetchall()
    by_key = {posting.key: posting for posting in postings}
    merged = [Pair(by_key[a], by_key[b], alike(by_key[a], by_key[b]), rule) for a, b, rule in edges]
    missed = near_misses(postings, given.least)
    for title, pairs in (("merged", merged), ("near misses", missed)):
        drawn = random.Random(given.seed).sample(pairs, min(given.sample, len(pairs)))
        print(f"\n\n{len(drawn)} of {len(pairs)} {title}")
        for number, pair in enumerate(drawn, 1):
            show(number, pair, given.lines)


if __name__ == "__main__":
    main()
