"""Labelled postings in folds: each is read by weights learned from the others."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp import verdict
from skilldemand.nlp.evaluation import read_gold
from skilldemand.nlp.examples import examples
from skilldemand.nlp.learned import Draft, Learned
from skilldemand.nlp.logistic import Line
from skilldemand.nlp.passage import read
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.scorer import Weights
from skilldemand.nlp.scoring import Row, catalogue_of
from skilldemand.nlp.taxonomy import load_taxonomy
from skilldemand.nlp.training import Pairs, Problem, fit_scores, fit_verdict, judged_pairs, learnable, packed, scores

FOLDS = 5


class Study(msgspec.Struct, frozen=True):
    """What was fitted in folds over the postings of one file."""

    rows: dict[str, Row]
    problem: Problem
    folds: NDArray[np.int64]
    """Fold of each posting, by its id: the same in every run."""
    lines: Sequence[Sequence[Line]]
    """By fold: fitted on the other folds."""
    pairs: Pairs
    """Each judged by the lines of its fold."""

    def verdict(self, fold: int | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the verdict's weights and leanings, fitted without a fold, or with None on all."""
        told = self.folds[self.pairs.posting] != fold
        return fit_verdict(self.pairs, len(self.problem.skills), told)

    def logits(self) -> NDArray[np.float64]:
        """Return the log odds of the pairs, each by a verdict fitted without its fold."""
        found = np.zeros(len(self.pairs.posting))
        for fold in range(FOLDS):
            held = self.folds[self.pairs.posting] == fold
            found[held] = verdict.logits(self.pairs.values, self.pairs.candidates, *self.verdict(fold))[held]
        return found

    def weights(self, fold: int | None) -> Weights:
        """Return the weights learned without a fold, or with None from all postings."""
        everything = np.full(len(self.folds), fill_value=True)
        lines = fit_scores(self.problem, everything) if fold is None else self.lines[fold]
        return packed(self.problem, lines, *self.verdict(fold))

    def held_out(self) -> dict[str, set[str]]:
        """Return the skills that are counted in each posting, by id, read without having learned from it.

        Nor by a concept's rule that matches in that posting alone: see examples.examples.
        """
        known = load_taxonomy().entries
        found: dict[str, set[str]] = {}
        learned = [Learned(self.weights(fold), known) for fold in range(FOLDS)]
        for (key, row), fold, example in zip(
            self.rows.items(), self.folds.tolist(), self.problem.examples, strict=True
        ):
            groups: list[int | None] = [None] * len(example.mentions)
            draft = Draft(row["text"], example.sentences, example.mentions, groups, read(row["text"]))
            revised = learned[fold].revise([draft])[0]
            found[key] = {mention.skill_id for mention in revised.mentions if mention.counts}
        return found


def study(gold: Path) -> Study:
    """Return the folds over a file of labelled postings.

    Raises GoldError when the file cannot be used or is too small to learn from.
    """
    rows = read_gold(gold)
    kinds = catalogue_of(gold, load_taxonomy())
    found, sentences = examples(list(rows.values()), Reader(model=False))
    skills = learnable(found, {skill: kind == "concept" for skill, (kind, _) in kinds.items()})
    problem = Problem(found, sentences, skills)
    folds = np.array([zlib.crc32(key.encode()) % FOLDS for key in rows])
    lines = [fit_scores(problem, folds != fold) for fold in range(FOLDS)]
    scored = np.zeros((len(sentences.posting), len(skills) + 1))
    for fold in range(FOLDS):
        held = folds[sentences.posting] == fold
        scored[held] = scores(problem, lines[fold])[held]
    return Study(rows, problem, folds, lines, judged_pairs(problem, scored))
