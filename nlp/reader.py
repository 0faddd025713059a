"""Reading one posting: what it asks for, how strongly, as what alternative, and what it says of the job itself."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from skilldemand.nlp import alternatives, announced, denial, fold, sections, strength
from skilldemand.nlp.attributes import attributes
from skilldemand.nlp.learned import Draft, Learned
from skilldemand.nlp.matcher import Found, Matcher, Search
from skilldemand.nlp.passage import Passage, read
from skilldemand.nlp.reading import Reading
from skilldemand.nlp.records import COUNTED_SECTIONS, Mention, Sentence
from skilldemand.nlp.scorer import Weights
from skilldemand.nlp.voice import name_of, own_name
from skilldemand.nlp.years import years_of

Span = tuple[int, int, str]


UMBRELLA = "names a whole field, not a skill"


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Have Python's collector look for no cycles inside: there are none, and it would look again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Unread(NamedTuple):
    """A posting to be read."""

    text: str
    title: str = ""
    company: str | None = None
    location: str | None = None
    """The place a board states beside the text, where the caller has it."""


class Reader:
    """Composes the matcher with sections, strength, denial, alternatives, years and attributes."""

    def __init__(self, matcher: Matcher | None = None, *, model: bool | Weights = True) -> None:
        """Take a compiled matcher; the default reads with the shipped taxonomy.

        `model` False reads by the patterns alone; True uses the shipped weights of the learned part, or give others.
        """
        with _collector_resting():
            self.matcher = matcher if matcher is not None else Matcher()
            entries = self.matcher.taxonomy.entries
            self.learned = None if model is False else Learned(None if model is True else model, entries)
        self._umbrellas = frozenset(entry.skill.id for entry in entries.values() if entry.skill.umbrella)

    def read(self, text: str, title: str = "", company: str | None = None, *, location: str | None = None) -> Reading:
        """Return the reading of a posting's text; see read_all."""
        return self.read_all([Unread(text, title, company, location)])[0]

    def read_all(self, postings: Iterable[Unread]) -> list[Reading]:
        """Return the reading of each posting: the very one it has alone, in less time than one by one.

        Any Unicode text of any length is read, in time linear in its length; offsets are characters of `text`. (A
        lone surrogate, which no encoding can hold, is read as a question mark.) All stay in memory until the last is
        read, so hand over some hundred at a time.
        """
        # Each step is taken for all texts before the next one, so that its tables stay in the processor's cache.
        unread = list(postings)
        texts = [fold.valid(one.text) for one in unread]
        passages = [read(text) for text in texts]
        cut = [sections.segment(text, posting) for text, posting in zip(texts, passages, strict=True)]
        found = self._found(texts, cut)
        drafts = [
            self._draft(text, sentences, one.company, posting, inside)
            for one, text, posting, sentences, inside in zip(unread, texts, passages, cut, found, strict=True)
        ]
        told = [
            attributes(text, fold.valid(one.title), sentences, location=one.location, posting=posting)
            for one, text, posting, sentences in zip(unread, texts, passages, cut, strict=True)
        ]
        return list(map(Reading, self._finished(drafts), told, cut))

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Read many texts inside: spaCy forgets their words at the end, and Python's collector rests meanwhile.

        Without the zone spaCy keeps every new word for good. A reading holds no cycles, so there is nothing to collect
        within a hundred texts or so, yet looking for it would take a twentieth of the time.
        """
        with _collector_resting(), self.matcher.nlp.memory_zone():
            yield

    def mentions(
        self, text: str, sentences: Sequence[Sentence], company: str | None = None, posting: Passage | None = None
    ) -> list[Mention]:
        """Return what the sentences of a text name, by place, with the requirements numbered.

        `posting` is passage.read(text), where the caller has it.
        """
        found = self._found([text], [sentences])[0]
        return self._finished([self._draft(text, list(sentences), company, posting or read(text), found)])[0]

    def _found(self, texts: Sequence[str], cut: Sequence[Sequence[Sentence]]) -> list[list[Found]]:
        return self.matcher.find_all(
            Search(text, [(s.start, s.end) for s in sentences], [s.section in COUNTED_SECTIONS for s in sentences])
            for text, sentences in zip(texts, cut, strict=True)
        )

    def _draft(
        self, text: str, sentences: list[Sentence], company: str | None, posting: Passage, found: list[Found]
    ) -> Draft:
        """Return what the patterns read in a text, given what the matcher found in it."""
        mentions: list[Mention] = []
        groups: list[int | None] = []
        last = 0
        for sentence, inside in _by_sentence(sentences, found):
            said = posting.part(sentence.start, sentence.end)
            told, grouped = self._sentence(text, sentence, said, inside, company)
            mentions += told
            if any(grouped):
                groups += [None if g is None else g + last for g in grouped]
                last = max(g for g in groups[-len(grouped) :] if g is not None)
            else:
                groups += grouped
        announced.join(text, sentences, mentions, groups, posting)
        return Draft(text, sentences, mentions, groups, posting)

    def _finished(self, drafts: Sequence[Draft]) -> list[list[Mention]]:
        """Return the mentions of each draft as the learned part leaves them, with the requirements numbered."""
        if self.learned is not None:
            drafts = self.learned.revise(drafts)
        for draft in drafts:
            number(draft.mentions, draft.groups)
        return [draft.mentions for draft in drafts]

    def _sentence(
        self, text: str, sentence: Sentence, said: Passage, found: list[Found], company: str | None
    ) -> tuple[list[Mention], list[int | None]]:
        """Return the mentions of one sentence, and for each the sentence's group of alternatives it belongs to."""
        section, offset = sentence.section, sentence.start
        spans: list[Span] = [(f.start - offset, f.end - offset, f.skill_id) for f in found]
        reason = _uncounted(sentence, said, company)
        if reason is None:
            reasons = self._reasons(text, sentence, said, found, company)
            years = years_of(said, spans)
            asked = strength.asked(said, section)
        else:
            reasons, years, asked = [reason] * len(spans), [None] * len(spans), _NOTHING_ASKED
        mentions: list[Mention] = []
        for at, f in enumerate(found):
            start, end, why = f.start, f.end, reasons[at]
            mentions.append(
                Mention(
                    skill_id=f.skill_id,
                    start=start,
                    end=end,
                    surface=text[start:end],
                    section=section,
                    strength=asked.at(start - offset) if why is None else "duty",
                    rule=f.rule,
                    counts=why is None,
                    reason=why,
                    years=years[at],
                )
            )
        return mentions, _grouped(said, spans, reasons)

    def _reasons(
        self, text: str, sentence: Sentence, said: Passage, found: list[Found], company: str | None
    ) -> list[str | None]:
        """Return for each name in a sentence why it does not count, or None."""
        unasked = denial.unasked(said)
        own = len(name_of(company)) if company else -1
        offset, umbrellas = sentence.start, self._umbrellas
        reasons: list[str | None] = []
        for f in found:
            start, end = f.start - offset, f.end - offset
            why = unasked.why(start, end) if unasked is not None else None
            if why is None and end - start == own and company:
                why = own_name(text[offset : sentence.end], start, end, sentence.section, company)
            if why is None and f.skill_id in umbrellas:
                why = UMBRELLA
            reasons.append(why)
        return reasons


_NOTHING_ASKED = strength.Asked("duty")


def _grouped(said: Passage, spans: list[Span], reasons: list[str | None]) -> list[int | None]:
    """Return for each name in a sentence its group of alternatives there; what does not count is in none."""
    counted = [at for at, why in enumerate(reasons) if why is None]
    if len(counted) == len(spans):
        return alternatives.group(said, spans)
    groups: list[int | None] = [None] * len(spans)
    for at, told in zip(counted, alternatives.group(said, [spans[at] for at in counted]), strict=True):
        groups[at] = told
    return groups


def _by_sentence(sentences: list[Sentence], found: list[Found]) -> list[tuple[Sentence, list[Found]]]:
    """Return the sentences that hold findings, each with them; a finding lies in exactly one sentence."""
    pairs: list[tuple[Sentence, list[Found]]] = []
    inside: list[Found] = []
    at, stop = -1, 0
    for f in found:
        if f.start >= stop:
            while f.start >= stop:
                at += 1
                stop = sentences[at].end
            inside = []
            pairs.append((sentences[at], inside))
        inside.append(f)
    return pairs


def _uncounted(sentence: Sentence, words: Passage, company: str | None) -> str | None:
    """Return why nothing in the sentence counts, or None."""
    if sentence.section not in COUNTED_SECTIONS:
        return f"stands in a section on {sentence.section}"
    return sections.voice(words, company)


def number(mentions: list[Mention], groups: list[int | None]) -> None:
    """Write `requirement` and `any_of` into the counted mentions of one posting.

    Alternatives of one requirement share a number. A skill that is also asked for on its own is no alternative, and
    all its mentions on their own are one requirement.
    """
    alone = {mentions[at].skill_id for at, group in enumerate(groups) if group is None and mentions[at].counts}
    numbers: dict[str | int, int] = {}
    for at, group in enumerate(groups):
        mention = mentions[at]
        if not mention.counts:
            continue
        skill = mention.skill_id
        key = skill if group is None or skill in alone else group
        mention.any_of = key is group
        mention.requirement = numbers.setdefault(key, len(numbers) + 1)
