"""The last step of the learned part: whether a posting asks for a skill, given what a sentence's words score.

One linear function for each state (scorer.STATES); training and reading build its inputs here.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp.records import COUNTED_SECTIONS, Mention, Section, Sentence
from skilldemand.nlp.voice import COMPANY_VOICE

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

SECTIONS: tuple[Section, ...] = ("requirements", "preferred", "responsibilities", "unknown", "about", "team")
"""Sections whose sentences the learned part reads; legal notices, benefits, pay and the like it leaves alone."""
SIGNALS = 9 + len(SECTIONS)
SETTLED = 3
"""Beside the states of scorer.STATES: a mention that the learned part leaves as it is."""
UNNAMED_FLOOR = -2.5
"""A sentence that scores lower for a skill that the patterns do not see in it is not looked at again."""
THRESHOLDS: Floats = np.array([-0.6, 0.3, 0.0])
"""Log odds from which a pair is accepted, by state; chosen by cross-validation. An even chance would be 0: the
patterns' word stands until the odds are clearly against it, and is not overturned on slight ones."""
_CODES: dict[str, int] = {section: code for code, section in enumerate(SECTIONS)}
_HEADLESS = _CODES["unknown"]
_FLOOR = -8.0
_MOST = 4
_KINDS = 2 * SETTLED + 2
_MAX_SENTENCES = 600
"""Sentences of one text that are looked at, so that any input takes bounded memory."""


class Candidates(NamedTuple):
    """Pairs of sentence and skill to judge."""

    rows: Numbers
    """Of the score matrix."""
    columns: Numbers
    states: Numbers
    alias: Floats
    """1 where a fixed name stands, 0 for a pattern or nothing."""
    times: Floats
    """Counted sentences of the posting that name the skill, less one."""


def chosen(sentences: Sequence[Sentence]) -> list[int]:
    """Return the numbers of the sentences that the learned part reads."""
    return [i for i, s in enumerate(sentences[:_MAX_SENTENCES]) if s.section in _CODES]


def section_codes(sentences: Sequence[Sentence], rows: Sequence[int]) -> Numbers:
    """Return the number in SECTIONS of each row's section."""
    return np.array([_CODES[sentences[i].section] for i in rows], dtype=np.int64)


def named(
    mentions: Sequence[Mention],
    sentences: Sequence[Sentence],
    rows: Sequence[int],
    columns: dict[str, int],
    first: int = 0,
) -> dict[tuple[int, int], int]:
    """Return {(row, column): twice the state, plus one where no alias stands} of mentions of skills with a column.

    Row first + i is sentence rows[i]; the mentions are in order of place. A mention that is denied or the subject of a
    degree has state SETTLED: its words say why it does not count.
    """
    found: dict[tuple[int, int], int] = {}
    at, stop = -1, 0
    for mention in mentions:
        column = columns.get(mention.skill_id)
        if column is None:
            continue
        start = mention.start
        while stop <= start and at + 1 < len(rows):
            at += 1
            stop = sentences[rows[at]].end
        if stop <= start or start < sentences[rows[at]].start:
            continue
        state = 0 if mention.counts else 1 if closed(mention) else SETTLED
        kind = 2 * state if mention.rule.startswith("alias") else 2 * state + 1
        pair = (first + at, column)
        if kind < found.get(pair, _KINDS):
            found[pair] = kind
    return found


def closed(mention: Mention) -> bool:
    """Say whether a mention does not count only because of where it stands."""
    return mention.reason == COMPANY_VOICE or mention.section not in COUNTED_SECTIONS


def candidates(scores: Floats, told: Mapping[tuple[int, int], int], postings: Numbers) -> Candidates:
    """Return what is named and not settled, in that order, and the pairs whose words alone speak for the skill.

    `told` is what `named` returns; `postings` tells of each row of `scores` the posting it is from, counted from 0.
    """
    size, width = len(told), scores.shape[1]
    places = np.fromiter(chain.from_iterable(told), np.int64, 2 * size).reshape(-1, 2)
    kinds = np.fromiter(told.values(), np.int64, size)
    high = scores > UNNAMED_FLOOR
    high[places[:, 0], places[:, 1]] = False
    high[:, -1] = False
    unsettled = kinds < 2 * SETTLED
    places, kinds = places[unsettled], kinds[unsettled]
    unnamed = np.divmod(np.flatnonzero(high), width)
    rows = np.concatenate((places[:, 0], unnamed[0]))
    columns = np.concatenate((places[:, 1], unnamed[1]))
    states = np.concatenate((kinds // 2, np.full(len(unnamed[0]), 2)))
    alias = np.concatenate((1.0 - kinds % 2, np.zeros(len(unnamed[0]))))
    owned = postings[rows] * width + columns
    counted = np.bincount(owned[states == 0], minlength=int(owned.max(initial=-1)) + 1)
    times = np.where(states == 0, np.minimum(counted[owned], _MOST) - 1, 0).astype(np.float64)
    return Candidates(rows, columns, states, alias, times)


def signals(scores: Floats, pairs: Candidates, sections: Numbers) -> Floats:
    """Return the inputs of the linear functions, a row a candidate: a one, the skill's score, what of it lies under
    -2, the score for asking, what of it lies under -1, alias, times, both scores once more where no heading tells the
    section, and the sections one by one.
    """
    skill = np.maximum(scores[pairs.rows, pairs.columns], _FLOOR)
    asks = scores[pairs.rows, -1]
    values = np.zeros((len(pairs.rows), SIGNALS))
    values[:, 0] = 1.0
    values[:, 1] = skill
    values[:, 2] = np.minimum(skill + 2.0, 0.0)
    values[:, 3] = asks
    values[:, 4] = np.minimum(asks + 1.0, 0.0)
    values[:, 5] = pairs.alias
    values[:, 6] = pairs.times
    headless = sections[pairs.rows] == _HEADLESS
    values[:, 7] = np.where(headless, skill, 0.0)
    values[:, 8] = np.where(headless, asks, 0.0)
    values[np.arange(len(pairs.rows)), 9 + sections[pairs.rows]] = 1.0
    return values


def logits(values: Floats, pairs: Candidates, weights: Floats, leanings: Floats) -> Floats:
    """Return the log odds that the posting asks for each candidate's skill."""
    judged: Floats = (values * weights[pairs.states]).sum(axis=1) + leanings[pairs.states, pairs.columns]
    return judged


def accepted(judged: Floats, pairs: Candidates) -> NDArray[np.bool_]:
    """Say which candidates are asked for, given their log odds."""
    return np.asarray(judged > THRESHOLDS[pairs.states])
