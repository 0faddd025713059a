"""Names that postings ask for and the taxonomy lacks.

A candidate is a name-like run of words in a section that asks for something. The company it keeps decides: names that
are listed together with known skills, by many employers, are skills themselves far more often than not.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib import resources

import msgspec

from skilldemand.nlp import cues, fold, sections
from skilldemand.nlp.aliases import variants
from skilldemand.nlp.discovery_names import Name, Unit, chains, names, phrases, words
from skilldemand.nlp.discovery_records import Sight
from skilldemand.nlp.discovery_tally import Tally
from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.records import Mention, Sentence
from skilldemand.nlp.taxonomy import Taxonomy, load_taxonomy

ASKING = frozenset({"requirements", "preferred", "responsibilities", "unknown"})
EVIDENCE_CHARS = 140


class Source(msgspec.Struct, frozen=True, gc=False):
    """One posting, as far as discovery looks at it."""

    title: str
    text: str
    company: str | None = None
    day: date | None = None


def without(taxonomy: Taxonomy, hidden: Iterable[str]) -> Taxonomy:
    """Return the taxonomy as it would be without some skills, to measure whether they are found again."""
    gone = frozenset(hidden)
    entries = {}
    for skill_id, entry in taxonomy.entries.items():
        if skill_id in gone:
            continue
        aliases = tuple(
            msgspec.structs.replace(alias, also=tuple(i for i in alias.also if i not in gone))
            for alias in entry.skill.all_aliases()
        )
        entries[skill_id] = msgspec.structs.replace(entry, skill=msgspec.structs.replace(entry.skill, aliases=aliases))
    return msgspec.structs.replace(taxonomy, entries=entries)


class Discovery:
    """Takes postings one by one and keeps only counts; `tally.rank` turns them into candidates."""

    def __init__(self, taxonomy: Taxonomy | None = None, *, since: date | None = None) -> None:
        """Read with a taxonomy (default: the shipped one). Postings of `since` and later are the recent ones."""
        self._taxonomy = taxonomy if taxonomy is not None else load_taxonomy()
        self._reader = Reader(Matcher(self._taxonomy), model=False)
        self.known = known_names(self._taxonomy)
        """Every spelling of every alias, as fold.key has it."""
        self._since = since
        self.tally = Tally()

    def read(self, postings: Iterable[Source]) -> Iterator[int]:
        """Count the postings, yielding after each how many there were; time and memory are linear in their text."""
        zone = 0
        iterator = iter(postings)
        while True:
            # Without the zone spaCy keeps every new word for good.
            with self._reader.matcher.nlp.memory_zone():
                for posting in iterator:
                    self._add(posting)
                    zone += 1
                    yield zone
                    if zone % 100 == 0:
                        break
                else:
                    return

    def _add(self, posting: Source) -> None:
        text = fold.valid(posting.text)
        spans = sections.segment(text)
        mentions = self._reader.mentions(text, spans, posting.company)
        employer = company_key(posting.company) or f"{posting.title}\x1f{text[:80]}"
        recent = self._since is not None and posting.day is not None and posting.day >= self._since
        dated = self._since is not None and posting.day is not None
        self.tally.begin(employer, name=company_key(posting.company), title=posting.title, recent=recent, dated=dated)
        alone: list[str] = []
        for sentence, known in _asking(spans, mentions):
            words_of = text[sentence.start : sentence.end]
            if not degree(words_of):
                alone = self._sentence(words_of, sentence, known, alone)

    def _sentence(self, text: str, sentence: Sentence, mentions: Sequence[Mention], alone: list[str]) -> list[str]:
        """Count one sentence; `alone` are skills that were the items of their own right before, and are returned."""
        # The first word is a capital whatever it is; a headline in capitals tells nothing of its words.
        told = words(text)[1:]
        if any(word.islower() for _, _, word in told):
            for _, _, word in told:
                self.tally.word(word)
        spans = _spans(sentence, mentions)
        known = [(start, end) for start, end, _ in spans]
        found = [name for name in names(text, known) if fold.key(text[name.start : name.end]) not in self.known]
        if known:
            found += phrases(text, known)
        own = _own_item(text, spans, found)
        if found:
            mates = _mates(text, spans, found)
            for name in found:
                listed = mates.get(name.start, [])
                if own and sentence.bullet:
                    listed = listed + alone
                self.tally.add(_sight(text, name, listed))
        if not (own and sentence.bullet):
            return []
        return (alone + [skill for _, _, skill in spans])[-8:]


def _sight(text: str, name: Name, mates: list[str]) -> Sight:
    low = max(0, name.start - EVIDENCE_CHARS // 2)
    high = min(len(text), name.end + EVIDENCE_CHARS // 2)
    low = text.find(" ", low, name.start) + 1 if low else 0
    high = high if high == len(text) else max(text.rfind(" ", name.end, high), name.end)
    cut = ("… " if low else "") + " ".join(text[low:high].split()) + (" …" if high < len(text) else "")
    return Sight(text[name.start : name.end], name.form, tuple(mates), cut)


def _mates(text: str, spans: Sequence[tuple[int, int, str]], found: Sequence[Name]) -> dict[int, list[str]]:
    """Return for the start of each name the known skills in its enumeration."""
    units = [Unit(start, end, skill) for start, end, skill in spans] + [Unit(n.start, n.end, None) for n in found]
    units.sort(key=lambda unit: (unit.start, -unit.end))
    mates: dict[int, list[str]] = {}
    for chain in chains(text, units):
        skills = [unit.skill_id for unit in chain if unit.skill_id is not None]
        for unit in chain:
            if unit.skill_id is None:
                mates[unit.start] = skills
    return mates


def _own_item(text: str, spans: Sequence[tuple[int, int, str]], found: Sequence[Name]) -> bool:
    """Return True when the sentence is one name and nothing else, as in a bulleted list of tools."""
    if len(spans) + len(found) != 1:
        return False
    start, end = spans[0][:2] if spans else (found[0].start, found[0].end)
    return not any(map(str.isalnum, text[:start] + text[end:]))


def _spans(sentence: Sentence, mentions: Sequence[Mention]) -> list[tuple[int, int, str]]:
    """Return the aliases among the mentions, in characters of the sentence, without overlaps."""
    spans: list[tuple[int, int, str]] = []
    for mention in mentions:
        start = mention.start - sentence.start
        if mention.rule.startswith("alias") and (not spans or start >= spans[-1][1]):
            spans.append((start, mention.end - sentence.start, mention.skill_id))
    return spans


def _asking(spans: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[tuple[Sentence, list[Mention]]]:
    """Yield the sentences of sections that ask for something, each with its mentions."""
    at = 0
    for sentence in spans:
        inside = []
        while at < len(mentions) and mentions[at].start < sentence.end:
            inside.append(mentions[at])
            at += 1
        if sentence.section in ASKING:
            yield sentence, inside


@functools.cache
def _degrees() -> cues.Phrases:
    rules = cues.load("education")
    return cues.Phrases({label: rules[label] for label in ("bachelor", "master", "phd")}, where="education")


def degree(sentence: str) -> bool:
    """Return True for a sentence on degrees, whose capitalised words are fields of study."""
    return bool(_degrees().find(cues.fold(sentence)))


def known_names(taxonomy: Taxonomy) -> frozenset[str]:
    """Return every spelling of every alias in the form of fold.key, the ambiguous ones too."""
    return frozenset(
        fold.key(text)
        for entry in taxonomy.entries.values()
        for alias in entry.skill.all_aliases()
        for text in variants(alias, entry.skill.kind)
    )


def company_key(company: str | None) -> str:
    """Return an employer's name as it is compared: lower case, no legal form; "" when there is none."""
    told = fold.key(company or "").replace(",", " ").replace(".", " ").split()
    while told and told[-1] in _legal_forms():
        told.pop()
    return " ".join(told)


@functools.cache
def _legal_forms() -> frozenset[str]:
    return frozenset(
        {"inc", "llc", "ltd", "limited", "gmbh", "corp", "corporation", "co", "plc", "ag", "sa", "bv", "ab"}
    )


def places() -> frozenset[str]:
    """Return countries, states and cities in lower case."""
    lines = (resources.files("skilldemand.nlp") / "rules" / "places.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(p.strip() for line in lines if not line.startswith("#") for p in line.split(",") if p.strip())
