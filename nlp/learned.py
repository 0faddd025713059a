"""The learned part of the reader: it takes back, restores and adds mentions of concepts where patterns err.

It judges pairs of a posting and a concept. A concept that nothing in the posting asks for loses its mentions; one
that stands only where nothing counts, or that only the words of a sentence tell, is counted when the odds are for it.
Tools are names and are left to the taxonomy.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec
import numpy as np

from skilldemand.nlp import verdict
from skilldemand.nlp.evidence import evidence
from skilldemand.nlp.features import Excerpt, seen
from skilldemand.nlp.passage import Passage
from skilldemand.nlp.records import COUNTED_SECTIONS, Mention, Section, Sentence, Strength
from skilldemand.nlp.scorer import Floats, Scorer, Weights, shipped
from skilldemand.nlp.strength import strength_of
from skilldemand.nlp.words import Hashes

NOT_ASKED = "model: named, not asked for"
_ROWS = 400
"""Sentences judged at once: enough that numpy's fixed costs do not matter, few enough for the processor's cache."""


class Draft(NamedTuple):
    """What a text names, so far."""

    text: str
    sentences: list[Sentence]
    mentions: list[Mention]
    """In order of place."""
    groups: list[int | None]
    """Of alternatives, one a mention."""
    posting: Passage
    """passage.read(text)"""


class _Shown:
    """What the chosen sentences of one draft show, a row a sentence."""

    __slots__ = ("_ends", "_hashes", "numbers", "scores")

    def __init__(self, numbers: Sequence[int], scores: Floats, hashes: Hashes, ends: list[int]) -> None:
        """Take the numbers of the sentences, their scores, and where the words of each end among the hashes."""
        self.numbers = numbers
        self.scores = scores
        self._hashes = hashes
        self._ends = ends

    def row(self, number: int) -> int:
        """Return the row of a sentence, or of the last one chosen before it."""
        return bisect_right(self.numbers, number) - 1

    def words(self, number: int) -> Hashes:
        """Return the hashes of the words of a chosen sentence."""
        row = self.row(number)
        return self._hashes[self._ends[row] : self._ends[row + 1]]


class Learned:
    """The weights with the decisions they make."""

    def __init__(self, weights: Weights | None = None, known: Container[str] | None = None) -> None:
        """Take weights (default: those of the package) and the ids that may be added (default: all learned)."""
        self.scorer = Scorer(weights if weights is not None else shipped())
        self._known = known if known is not None else self.scorer.weights.skills
        self._columns = {skill: column for column, skill in enumerate(self.scorer.weights.skills)}

    def revise(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts with their mentions and groups as they stand after the learned part.

        An added mention is no alternative to anything. No text is touched by what else is revised in the same call.
        """
        revised: list[Draft] = []
        for part in _parts(drafts):
            chosen = [verdict.chosen(draft.sentences) for draft in part]
            told = seen(
                Excerpt(draft.posting.folded, [draft.sentences[number] for number in numbers])
                for draft, numbers in zip(part, chosen, strict=True)
            )
            scores = self.scorer.scores(told)
            ends = [0, *np.cumsum(told.words.sizes).tolist()]
            first = 0
            for draft, numbers, found in zip(part, chosen, self._accepted(scores, part, chosen), strict=True):
                last = first + len(numbers)
                shown = _Shown(numbers, scores[first:last], told.words.hashes, ends[first : last + 1])
                revised.append(self._revised(draft, shown, found))
                first = last
        return revised

    def _accepted(
        self, scores: Floats, drafts: Sequence[Draft], chosen: Sequence[Sequence[int]]
    ) -> list[dict[str, int | None]]:
        """Return for each draft, by skill judged, the sentence that speaks most for it, or None when none does."""
        weights = self.scorer.weights
        told: dict[tuple[int, int], int] = {}
        first, sections = 0, []
        for draft, numbers in zip(drafts, chosen, strict=True):
            told |= verdict.named(draft.mentions, draft.sentences, numbers, self._columns, first)
            sections.append(verdict.section_codes(draft.sentences, numbers))
            first += len(numbers)
        postings = np.repeat(np.arange(len(drafts)), list(map(len, chosen)))
        pairs = verdict.candidates(scores, told, postings)
        values = verdict.signals(scores, pairs, np.concatenate(sections))
        logits = verdict.logits(values, pairs, weights.verdict, weights.leanings)
        skills = [weights.skills[column] for column in pairs.columns.tolist()]
        owners = postings[pairs.rows].tolist()
        best: list[dict[str, int | None]] = [{} for _ in drafts]
        for owner, skill in zip(owners, skills, strict=True):
            best[owner][skill] = None
        numbered = list(chain.from_iterable(chosen))
        rows = pairs.rows.tolist()
        # Ascending, so that of several accepted sentences the best named one, then the best of the others, is kept.
        asked = np.flatnonzero(verdict.accepted(logits, pairs))
        order = np.lexsort((logits[asked], -pairs.states[asked]))
        for place in asked[order].tolist():
            best[owners[place]][skills[place]] = numbered[rows[place]]
        return best

    def _revised(self, draft: Draft, shown: "_Shown", found: dict[str, int | None]) -> Draft:
        """Return a draft revised, given what its chosen sentences show and what _accepted says of it."""
        text, sentences, mentions, groups, posting = draft
        told = list(mentions)
        counted: set[str] = set()
        for place, mention in enumerate(mentions):
            if not mention.counts:
                continue
            skill = mention.skill_id
            counted.add(skill)
            if found.get(skill, _NO_SENTENCE) is None:
                number = bisect_right(sentences, mention.start, key=_start) - 1
                if number <= shown.numbers[-1]:  # what stands behind the last sentence looked at is left as it is
                    told[place] = self._taken_back(mention, shown.scores[shown.row(number)])
        added: list[Mention] = []
        for skill, best in found.items():
            if best is None or skill in counted or skill not in self._known:
                continue
            again = [m for m in told if m.skill_id == skill and _within(m, sentences[best]) and verdict.closed(m)]
            if again:
                told[told.index(again[0])] = self._restored(again[0], posting, sentences[best], shown.words(best))
            else:
                added += self._new(skill, text, posting, sentences[best], shown.words(best))
        if added:
            pairs = [*zip(told, groups, strict=True), *((mention, None) for mention in added)]
            pairs.sort(key=lambda pair: (pair[0].start, -pair[0].end))
            told, groups = [mention for mention, _ in pairs], [group for _, group in pairs]
        return Draft(text, sentences, told, groups, posting)

    def _taken_back(self, mention: Mention, scores: Floats) -> Mention:
        skill, asks = scores[self._columns[mention.skill_id]], scores[-1]
        reason = f"{NOT_ASKED} (skill {skill:+.1f}, asking {asks:+.1f})"
        return msgspec.structs.replace(mention, counts=False, reason=reason, strength="duty", years=None)

    def _restored(self, mention: Mention, posting: Passage, sentence: Sentence, hashes: Hashes) -> Mention:
        words = evidence(posting.folded, sentence, hashes, self.scorer, len(self._columns)).phrases
        return msgspec.structs.replace(
            mention,
            counts=True,
            reason=None,
            section=_open(sentence.section),
            strength=self._strength(posting, sentence, mention.start),
            rule=f"{mention.rule}; model: {', '.join(words)}",
        )

    def _new(self, skill: str, text: str, posting: Passage, sentence: Sentence, hashes: Hashes) -> list[Mention]:
        """Return the mention of a skill that a sentence asks for; none when no words of it can be shown."""
        said = evidence(posting.folded, sentence, hashes, self.scorer, self._columns[skill])
        if not said.phrases:
            return []
        mention = Mention(
            skill_id=skill,
            start=said.start,
            end=said.end,
            surface=text[said.start : said.end],
            section=_open(sentence.section),
            strength=self._strength(posting, sentence, said.start),
            rule=f"model: {', '.join(said.phrases)}",
        )
        return [mention]

    @staticmethod
    def _strength(posting: Passage, sentence: Sentence, start: int) -> Strength:
        return strength_of(posting.part(sentence.start, sentence.end), start - sentence.start, _open(sentence.section))


_NO_SENTENCE = -1


def _parts(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield the drafts in parts that hold some _ROWS sentences together."""
    part: list[Draft] = []
    rows = 0
    for draft in drafts:
        part.append(draft)
        rows += len(draft.sentences)
        if rows >= _ROWS:
            yield part
            part, rows = [], 0
    if part:
        yield part


def _start(sentence: Sentence) -> int:
    return sentence.start


def _within(mention: Mention, sentence: Sentence) -> bool:
    return sentence.start <= mention.start < sentence.end


def _open(section: Section) -> Section:
    """Return the section a counted mention is given: what asks, asks outside the company's paragraphs."""
    return section if section in COUNTED_SECTIONS else "unknown"
