"""Fitting the learned part: sentence scores for each skill, then the verdict over what they and the patterns say."""

from collections.abc import Mapping, Sequence
from itertools import chain

import msgspec
import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp import verdict
from skilldemand.nlp.examples import Example, Sentences
from skilldemand.nlp.logistic import Line, fit, fit_dense
from skilldemand.nlp.scorer import STATES, Weights, pack

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

FEWEST = 5
"""A skill is learned from so many postings on."""
_IN_POSITIVES = 2
"""A feature speaks for a skill when it stands in so many of its sentences."""
_COMMON = 0.05
_COMMON_FLOOR = 30
"""Words in a larger share of the sentences say nothing of a single skill."""
_RARE_ASK = 3
_PENALTY_SKILL = 0.3
_PENALTY_ASK = 6.0
_PENALTY_SIGNAL = 1.0
_PENALTY_LEANING = 3.0
# The figures above were chosen by cross-validation over the postings of the training file.


class Problem(msgspec.Struct, frozen=True):
    """The labelled postings and what is to be learned from them."""

    examples: Sequence[Example]
    sentences: Sentences
    skills: tuple[str, ...]

    def columns(self) -> dict[str, int]:
        """Return the score column of each skill."""
        return {skill: column for column, skill in enumerate(self.skills)}


def learnable(examples: Sequence[Example], concepts: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the concepts with enough labelled postings, in order of their ids."""
    counts = {skill: sum(skill in e.wanted for e in examples) for skill in concepts if concepts[skill]}
    return tuple(sorted(skill for skill, count in counts.items() if count >= FEWEST))


def fit_scores(problem: Problem, postings: NDArray[np.bool_]) -> list[Line]:
    """Fit one line a skill, and last the one for asking, on the sentences of the postings marked."""
    table = problem.sentences
    inside = postings[table.posting]
    counts = np.bincount(table.rows.columns, minlength=len(table.hashes))
    common = counts > max(_COMMON_FLOOR, _COMMON * len(table.posting))
    lines = [_fit_skill(problem, skill, inside, ~common | table.places) for skill in problem.skills]
    chosen = np.flatnonzero(inside)
    asked = np.zeros(len(table.posting))
    for example, first in zip(problem.examples, table.first, strict=True):
        asked[[first + row for row in set(chain.from_iterable(example.quoted.values()))]] = 1.0
    known = np.bincount(table.rows.of(chosen)[1], minlength=len(table.hashes)) >= _RARE_ASK
    return [*lines, fit(table.rows, chosen, asked[chosen], known & ~table.places, _PENALTY_ASK)]


def _fit_skill(problem: Problem, skill: str, inside: NDArray[np.bool_], allowed: NDArray[np.bool_]) -> Line:
    """Positive: sentences quoted, or named by the patterns, for the skill. Negative: all of postings without it."""
    table = problem.sentences
    labels = np.full(len(table.posting), -1.0)
    for example, first in zip(problem.examples, table.first, strict=True):
        if skill in example.disputed:
            continue
        if skill not in example.wanted:
            labels[first : first + len(example.rows)] = 0.0
            continue
        told = verdict.named(
            [m for m in example.mentions if m.skill_id == skill and m.counts],
            example.sentences,
            example.rows,
            {skill: 0},
        )
        for row in example.quoted.get(skill, set()).union(row for row, _ in told):
            labels[first + row] = 1.0
    chosen = np.flatnonzero(inside & (labels >= 0))
    positive = table.rows.of(np.flatnonzero(inside & (labels > 0)))[1]
    speaking = np.bincount(positive, minlength=len(table.hashes)) >= _IN_POSITIVES
    return fit(table.rows, chosen, labels[chosen], speaking & allowed, _PENALTY_SKILL)


def scores(problem: Problem, lines: Sequence[Line]) -> Floats:
    """Return the logits of all sentences, a column a line."""
    width = len(problem.sentences.hashes)
    return np.stack([line.score(problem.sentences.rows, width) for line in lines], axis=1)


class Pairs(msgspec.Struct, frozen=True):
    """The candidates of all postings, with what the labels say of them."""

    candidates: verdict.Candidates
    """Rows are those of one posting."""
    values: Floats
    posting: Numbers
    asked: NDArray[np.bool_]
    """The posting's labels name the skill."""
    clear: NDArray[np.bool_]
    """Fit to learn from: quoted here, or not asked for at all; and not disputed."""
    disputed: NDArray[np.bool_]


def judged_pairs(problem: Problem, scored: Floats) -> Pairs:
    """Return the candidates that sentence scores (a row a sentence) and patterns give."""
    columns = problem.columns()
    parts, values, posting, asked, quoted, disputed = [], [], list[int](), list[bool](), list[bool](), list[bool]()
    for number, (example, first) in enumerate(zip(problem.examples, problem.sentences.first, strict=True)):
        mine = scored[first : first + len(example.rows)]
        told = verdict.named(example.mentions, example.sentences, example.rows, columns)
        pairs = verdict.candidates(mine, told, np.zeros(len(mine), dtype=np.int64))
        sections = verdict.section_codes(example.sentences, example.rows)
        parts.append(pairs)
        values.append(verdict.signals(mine, pairs, sections))
        for row, column in zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True):
            skill = problem.skills[column]
            posting.append(number)
            asked.append(skill in example.wanted)
            quoted.append(row in example.quoted.get(skill, ()))
            disputed.append(skill in example.disputed)
    wants = np.array(asked)
    joined = verdict.Candidates(*(np.concatenate(field) for field in zip(*parts, strict=True)))
    contested = np.array(disputed)
    clear = (~wants | np.array(quoted)) & ~contested
    return Pairs(joined, np.concatenate(values), np.array(posting), wants, clear, contested)


def fit_verdict(pairs: Pairs, skills: int, chosen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the weights of the signals and the leanings of the skills, one row a state."""
    weights = np.zeros((len(STATES), verdict.SIGNALS))
    leanings = np.zeros((len(STATES), skills))
    for state in range(len(STATES)):
        mine = np.flatnonzero(chosen & pairs.clear & (pairs.candidates.states == state))
        columns = np.zeros((len(mine), skills))
        columns[np.arange(len(mine)), pairs.candidates.columns[mine]] = 1.0
        penalties = np.concatenate((np.full(verdict.SIGNALS, _PENALTY_SIGNAL), np.full(skills, _PENALTY_LEANING)))
        values = np.concatenate((pairs.values[mine], columns), axis=1)
        found = fit_dense(values, pairs.asked[mine].astype(np.float64), penalties)
        weights[state], leanings[state] = found[: verdict.SIGNALS], found[verdict.SIGNALS :]
    return weights, leanings


def packed(problem: Problem, lines: Sequence[Line], weights: Floats, leanings: Floats) -> Weights:
    """Return what was learned as it is shipped."""
    dense = np.zeros((len(problem.sentences.hashes), len(lines)))
    for column, line in enumerate(lines):
        dense[line.columns, column] = line.weights
    biases = np.array([line.bias for line in lines])
    return pack(
        skills=problem.skills,
        hashes=problem.sentences.hashes,
        dense=dense,
        biases=biases,
        verdict=weights,
        leanings=leanings,
    )
