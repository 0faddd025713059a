"""Labelled postings as the learned part is trained on them: sentences, what was quoted, what the patterns said."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp import verdict
from skilldemand.nlp.cues import fold
from skilldemand.nlp.features import features, placing
from skilldemand.nlp.logistic import Rows
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.records import Mention, Sentence
from skilldemand.nlp.scoring import Row
from skilldemand.nlp.sections import segment

Numbers = NDArray[np.int64]

_SEEN = 2
"""A feature counts from so many postings on; a rule is believed from so many postings on."""


class Example(msgspec.Struct):
    """One labelled posting."""

    wanted: frozenset[str]
    disputed: frozenset[str]
    sentences: list[Sentence]
    rows: list[int]
    """Numbers of the sentences that are learned from."""
    mentions: list[Mention]
    quoted: dict[str, set[int]]
    """Rows that hold the quote of a skill."""


class Sentences(msgspec.Struct):
    """The sentences of all examples as sparse rows."""

    rows: Rows
    hashes: NDArray[np.uint32]
    """Of the columns, ascending."""
    posting: Numbers
    """Number of the example of each row."""
    first: list[int]
    """First row of each example."""
    places: NDArray[np.bool_]
    """Columns that tell section or heading, not words."""


def examples(gold: Sequence[Row], reader: Reader) -> tuple[list[Example], Sentences]:
    """Read labelled postings with the patterns alone.

    A concept's rule that matches in one posting only may have been written for that posting; its mentions are left
    out, so that the learned part meets what the patterns do on postings that nobody has seen. Names of tools stay.
    """
    found: list[Example] = []
    hashes: list[NDArray[np.uint32]] = []
    rows: list[Numbers] = []
    first: list[int] = []
    told: set[int] = set()
    total = 0
    for row in gold:
        segmented = segment(row["text"])
        chosen = verdict.chosen(segmented)
        seen = features(fold(row["text"]), segmented, chosen)
        rows.append(seen.rows + total)
        hashes.append(seen.hashes)
        first.append(total)
        total += len(chosen)
        told |= placing(segmented)
        found.append(
            Example(
                wanted=frozenset(skill["skill"] for skill in row["skills"]),
                disputed=frozenset(row.get("disputed", ())),
                sentences=segmented,
                rows=chosen,
                mentions=reader.mentions(row["text"], segmented, row.get("company")),
                quoted=_quoted(row, segmented, chosen),
            )
        )
    posting = np.repeat(np.arange(len(found)), [len(example.rows) for example in found])
    entries = reader.matcher.taxonomy.entries
    _drop_lone_rules(found, {skill for skill, entry in entries.items() if entry.catalogue == "tool"})
    return found, _table(np.concatenate(rows), np.concatenate(hashes), posting, first, told)


def _drop_lone_rules(found: Sequence[Example], tools: Container[str]) -> None:
    postings: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, example in enumerate(found):
        for mention in example.mentions:
            postings[mention.skill_id, mention.rule].add(number)
    for example in found:
        example.mentions = [
            m for m in example.mentions if m.skill_id in tools or len(postings[m.skill_id, m.rule]) >= _SEEN
        ]


def _quoted(row: Row, sentences: Sequence[Sentence], chosen: Sequence[int]) -> dict[str, set[int]]:
    """Return for each labelled skill the rows of all sentences that its quote reaches into."""
    text = row["text"]
    starts = [s.start for s in sentences]
    row_of = {number: place for place, number in enumerate(chosen)}
    quoted: dict[str, set[int]] = {}
    for skill in row["skills"]:
        places = quoted.setdefault(skill["skill"], set())
        quote = skill.get("quote") or ""
        at = text.find(quote) if quote else -1
        while at >= 0:
            low, high = bisect_right(starts, at) - 1, bisect_right(starts, at + len(quote) - 1)
            places.update(row_of[number] for number in range(max(0, low), high) if number in row_of)
            at = text.find(quote, at + 1)
    return quoted


def _table(rows: Numbers, hashes: NDArray[np.uint32], posting: Numbers, first: list[int], told: set[int]) -> Sentences:
    """Keep the features that stand in several postings."""
    pairs = np.unique(hashes.astype(np.int64) * (len(first) + 1) + posting[rows])
    values, counts = np.unique(pairs // (len(first) + 1), return_counts=True)
    kept = values[counts >= _SEEN].astype(np.uint32)
    columns = np.minimum(np.searchsorted(kept, hashes), len(kept) - 1)
    known = kept[columns] == hashes
    rows, columns = rows[known], columns[known]
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(len(posting) + 1))
    places = np.isin(kept, np.array(sorted(told), dtype=np.uint32))
    return Sentences(Rows(starts, columns[order]), kept, posting, first, places)
