"""Precision, recall and F1 of predicted skills against labelled postings, over (posting, skill) pairs."""

import csv
import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from skilldemand.nlp.errors import GoldError
from skilldemand.nlp.taxonomy import Taxonomy

Row = dict[str, Any]
"""One posting: id, skills, role, seniority, years, remote, salary; a gold row may name `disputed` ids and fields."""

FIELDS = ("role", "seniority", "years", "remote", "salary")
RESAMPLES = 1000


class Rates(msgspec.Struct, frozen=True):
    """How well one group of skills is found."""

    precision: float
    recall: float
    f1: float
    gold: int
    """Labelled pairs."""


class Scores(msgspec.Struct, frozen=True):
    """Everything that is measured of one run."""

    postings: int
    all: Rates
    f1_low: float
    """95 % interval of F1, from resampling postings."""
    f1_high: float
    groups: dict[str, Rates]
    """By "kind: ..." and "section: ..."."""
    strength: float
    """Share right, of the pairs found."""
    any_of_f1: float
    """Over pairs of skills that gold and prediction both found, as alternatives of one requirement."""
    fields: dict[str, float]
    outside: int
    """Predicted ids that the catalogue lacks; counted, not punished."""
    wrong: dict[str, list[str]]
    """Postings by "extra <skill>" and "missed <skill>"."""


def rates(tp: int, fp: int, fn: int) -> Rates:
    """Return the rates of true positives, false positives and false negatives; nothing to find is found wholly."""
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Rates(precision, recall, f1, tp + fn)


def catalogue_of(gold: Path, taxonomy: Taxonomy) -> dict[str, tuple[str, str]]:
    """Return (kind, section) by skill id: of skills.csv beside the gold file where it stands, else of the taxonomy."""
    beside = gold.with_name("skills.csv")
    if not beside.is_file():
        return {i: (entry.catalogue, entry.section) for i, entry in taxonomy.entries.items()}
    with beside.open(encoding="utf-8", newline="") as file:
        try:
            return {row["id"]: (row["kind"], row["section"]) for row in csv.DictReader(file)}
        except KeyError as error:
            raise GoldError(f"{beside}: column {error} is missing, expected section, id, name, kind, scope.") from error


def score(gold: Mapping[str, Row], predicted: Mapping[str, Row], catalogue: Mapping[str, tuple[str, str]]) -> Scores:
    """Return the scores of predictions for the gold postings, both by id.

    Raises GoldError when a gold posting has no prediction.
    """
    tally = _Tally(catalogue)
    for key, wanted in gold.items():
        if key not in predicted:
            raise GoldError(
                f"posting {key!r}: no prediction, expected one for each gold posting. Read the gold file again."
            )
        tally.add(key, wanted, predicted[key])
    return tally.scores()


class _Tally:
    def __init__(self, catalogue: Mapping[str, tuple[str, str]]) -> None:
        self._catalogue = catalogue
        self._postings: list[tuple[int, int, int]] = []
        self._groups: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self._wrong: dict[str, list[str]] = defaultdict(list)
        self._strength = [0, 0]
        self._pairs = [0, 0, 0]
        self._fields: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._outside = 0

    def add(self, key: str, wanted: Row, got: Row) -> None:
        disputed = set(wanted.get("disputed", ()))
        gold = {s["skill"]: s for s in wanted["skills"] if s["skill"] not in disputed}
        found = {s["skill"]: s for s in got["skills"] if s["skill"] in self._catalogue and s["skill"] not in disputed}
        self._outside += sum(s["skill"] not in self._catalogue for s in got["skills"])
        right, extra, missed = gold.keys() & found.keys(), found.keys() - gold.keys(), gold.keys() - found.keys()
        self._postings.append((len(right), len(extra), len(missed)))
        for column, ids in enumerate((right, extra, missed)):
            for skill in ids:
                kind, section = self._catalogue[skill]
                self._groups[f"kind: {kind}"][column] += 1
                self._groups[f"section: {section}"][column] += 1
                if column:
                    self._wrong[f"{('', 'extra', 'missed')[column]} {skill}"].append(key)
        self._strength[0] += sum(gold[i]["strength"] == found[i].get("strength") for i in right)
        self._strength[1] += len(right)
        ours, theirs = _alternatives(wanted["skills"], right), _alternatives(got["skills"], right)
        for column, pairs in enumerate((ours & theirs, theirs - ours, ours - theirs)):
            self._pairs[column] += len(pairs)
        for name in FIELDS:
            if name not in disputed:
                self._fields[name][0] += _value(wanted, name) == _value(got, name)
                self._fields[name][1] += 1

    def scores(self) -> Scores:
        total = rates(*_sums(self._postings))
        low, high = _interval(self._postings)
        return Scores(
            postings=len(self._postings),
            all=total,
            f1_low=low,
            f1_high=high,
            groups={name: rates(*counts) for name, counts in sorted(self._groups.items())},
            strength=self._strength[0] / max(1, self._strength[1]),
            any_of_f1=rates(*self._pairs).f1,
            fields={name: right / of for name, (right, of) in self._fields.items() if of},
            outside=self._outside,
            wrong=dict(sorted(self._wrong.items(), key=lambda item: (-len(item[1]), item[0]))),
        )


def _sums(postings: Iterable[Sequence[int]]) -> tuple[int, int, int]:
    columns = tuple(map(sum, zip(*postings, strict=True))) or (0, 0, 0)
    return columns[0], columns[1], columns[2]


def _interval(postings: Sequence[tuple[int, int, int]]) -> tuple[float, float]:
    if not postings:
        return 0.0, 1.0
    rng = random.Random(0)  # noqa: S311  (a fixed sample, not a secret)  # nosec B311
    drawn = sorted(rates(*_sums(rng.choices(postings, k=len(postings)))).f1 for _ in range(RESAMPLES))
    return drawn[25], drawn[974]


def _alternatives(skills: Iterable[Row], keep: Iterable[str]) -> set[tuple[str, str]]:
    kept = set(keep)
    groups: dict[Any, set[str]] = defaultdict(set)
    for s in skills:
        if s.get("any_of") is not None and s["skill"] in kept:
            groups[s["any_of"]].add(s["skill"])
    return {pair for members in groups.values() for pair in itertools.combinations(sorted(members), 2)}


def _value(row: Row, name: str) -> Any:
    value = row.get(name)
    if name == "salary" and value:
        return tuple(value.get(part) for part in ("min", "max", "currency", "period"))
    return value
