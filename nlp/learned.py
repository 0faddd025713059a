"""The learned part of the reader: it takes back, restores and adds mentions of concepts where patterns err.

It judges pairs of a posting and a concept. A concept that nothing in the posting asks for loses its mentions; one
that stands only where nothing counts, or that only the words of a sentence tell, is counted when the odds are for it.
Tools are names and are left to the taxonomy.
"""

from bisect import bisect_right
from collections.abc import Container, Sequence

import msgspec
import numpy as np

from skilldemand.nlp import verdict
from skilldemand.nlp.evidence import evidence
from skilldemand.nlp.features import features
from skilldemand.nlp.passage import Passage, read
from skilldemand.nlp.records import COUNTED_SECTIONS, Mention, Section, Sentence, Strength
from skilldemand.nlp.scorer import Floats, Scorer, Weights, shipped
from skilldemand.nlp.strength import strength_of

NOT_ASKED = "model: named, not asked for"


class Learned:
    """The weights with the decisions they make."""

    def __init__(self, weights: Weights | None = None, known: Container[str] | None = None) -> None:
        """Take weights (default: those of the package) and the ids that may be added (default: all learned)."""
        self.scorer = Scorer(weights if weights is not None else shipped())
        self._known = known if known is not None else self.scorer.weights.skills
        self._columns = {skill: column for column, skill in enumerate(self.scorer.weights.skills)}

    def revise(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        groups: Sequence[int | None],
        posting: Passage | None = None,
    ) -> tuple[list[Mention], list[int | None]]:
        """Return the mentions of a text, and their groups of alternatives, as they stand after the learned part.

        Mentions stay in order of place; one that is added is no alternative to anything. `posting` is
        passage.read(text), where the caller has it.
        """
        chosen = verdict.chosen(sentences)
        if not chosen:
            return list(mentions), list(groups)
        posting = posting or read(text)
        scores = self.scorer.scores(features(posting.folded, sentences, chosen), len(chosen))
        found = self._accepted(scores, sentences, chosen, mentions)
        told = list(mentions)
        counted = {m.skill_id for m in told if m.counts}
        for place, mention in enumerate(told):
            if mention.counts and found.get(mention.skill_id, _NO_SENTENCE) is None:
                number = bisect_right(sentences, mention.start, key=_start) - 1
                if number <= chosen[-1]:  # what stands behind the last sentence looked at is left as it is
                    told[place] = self._taken_back(mention, scores[bisect_right(chosen, number) - 1])
        added: list[Mention] = []
        for skill, best in found.items():
            if best is None or skill in counted or skill not in self._known:
                continue
            again = [m for m in told if m.skill_id == skill and _within(m, sentences[best]) and verdict.closed(m)]
            if again:
                told[told.index(again[0])] = self._restored(again[0], posting, sentences[best])
            else:
                added += self._new(skill, text, posting, sentences[best])
        if not added:
            return told, list(groups)
        pairs = [*zip(told, groups, strict=True), *((mention, None) for mention in added)]
        pairs.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        return [mention for mention, _ in pairs], [group for _, group in pairs]

    def _accepted(
        self, scores: Floats, sentences: Sequence[Sentence], chosen: Sequence[int], mentions: Sequence[Mention]
    ) -> dict[str, int | None]:
        """Return for each skill judged the number of the sentence that speaks most for it, or None when none does."""
        weights = self.scorer.weights
        pairs = verdict.candidates(scores, verdict.named(mentions, sentences, chosen, self._columns))
        values = verdict.signals(scores, pairs, verdict.section_codes(sentences, chosen))
        logits = verdict.logits(values, pairs, weights.verdict, weights.leanings)
        best: dict[str, int | None] = {weights.skills[column]: None for column in pairs.columns.tolist()}
        # Ascending, so that of several accepted sentences the best named one, then the best of the others, is kept.
        order = np.lexsort((logits, -pairs.states))
        for place in order[verdict.accepted(logits, pairs)[order]].tolist():
            best[weights.skills[int(pairs.columns[place])]] = chosen[int(pairs.rows[place])]
        return best

    def _taken_back(self, mention: Mention, scores: Floats) -> Mention:
        skill, asks = scores[self._columns[mention.skill_id]], scores[-1]
        reason = f"{NOT_ASKED} (skill {skill:+.1f}, asking {asks:+.1f})"
        return msgspec.structs.replace(mention, counts=False, reason=reason, strength="duty", years=None)

    def _restored(self, mention: Mention, posting: Passage, sentence: Sentence) -> Mention:
        words = evidence(posting.folded, sentence, self.scorer, len(self._columns)).phrases
        return msgspec.structs.replace(
            mention,
            counts=True,
            reason=None,
            section=_open(sentence.section),
            strength=self._strength(posting, sentence, mention.start),
            rule=f"{mention.rule}; model: {', '.join(words)}",
        )

    def _new(self, skill: str, text: str, posting: Passage, sentence: Sentence) -> list[Mention]:
        """Return the mention of a skill that a sentence asks for; none when no words of it can be shown."""
        said = evidence(posting.folded, sentence, self.scorer, self._columns[skill])
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


def _start(sentence: Sentence) -> int:
    return sentence.start


def _within(mention: Mention, sentence: Sentence) -> bool:
    return sentence.start <= mention.start < sentence.end


def _open(section: Section) -> Section:
    """Return the section a counted mention is given: what asks, asks outside the company's paragraphs."""
    return section if section in COUNTED_SECTIONS else "unknown"
