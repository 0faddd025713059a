"""The reader as spaCy components, for any English pipeline: `nlp.add_pipe("skilldemand_skill_matcher")`.

`skilldemand_posting_sections` writes doc.spans["sections"], one span a sentence, labelled with its section.
`skilldemand_skill_matcher` writes doc.spans["skills"], one span a mention, labelled with the skill's id. Spans are
widened to whole tokens; `doc._.skill_mentions` holds the exact characters.

Both answer to `skilldemand.posting_sections` and `skilldemand.skill_matcher` too. spaCy's config files allow no dot in
a component's name, so a pipeline that goes to disk names it: `add_pipe("skilldemand.skill_matcher", name="skills")`.
"""

import dataclasses
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

from skilldemand.nlp import sections
from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.records import Mention, Sentence
from skilldemand.nlp.taxonomy import load_taxonomy, parse_taxonomy

SECTIONS = "skilldemand_posting_sections"
SKILLS = "skilldemand_skill_matcher"
_SENTENCES_KEY = "skilldemand.sentences"
_MENTIONS_KEY = "skilldemand.mentions"
_SPAN_FIELDS = ("strength", "section", "requirement", "any_of", "rule", "counts", "reason", "years")


class PostingSections:
    """Cuts a posting into sentences and says in which section each stands."""

    def __call__(self, doc: Doc) -> Doc:
        """Write doc.spans["sections"] and keep the exact sentences for the components behind."""
        sentences = sections.segment(doc.text)
        doc.user_data[_SENTENCES_KEY] = msgspec.to_builtins(sentences)
        doc.spans["sections"] = _spans(doc, ((s.start, s.end, s.section) for s in sentences))
        return doc


class SkillMatcher:
    """Finds the skills of the taxonomy in a posting, with strength, alternatives and whether they count."""

    def __init__(self, *, spans_key: str = "skills", counted_only: bool = False, taxonomy: str | None = None) -> None:
        """`taxonomy` is a folder of section files; the shipped one by default."""
        self.spans_key = spans_key
        self.counted_only = counted_only
        self._reader = Reader(Matcher(load_taxonomy(Path(taxonomy) if taxonomy else None)))

    def __call__(self, doc: Doc) -> Doc:
        """Write doc.spans[spans_key] and doc._.skill_mentions."""
        kept = doc.user_data.get(_SENTENCES_KEY)
        sentences = sections.segment(doc.text) if kept is None else msgspec.convert(kept, list[Sentence])
        mentions = self._reader.mentions(doc.text, sentences)
        if self.counted_only:
            mentions = [m for m in mentions if m.counts]
        doc.user_data[_MENTIONS_KEY] = msgspec.to_builtins(mentions)
        doc.spans[self.spans_key] = _spans(doc, ((m.start, m.end, m.skill_id) for m in mentions))
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy passes it
        """Return the settings and the taxonomy's files."""
        settings = {"spans_key": self.spans_key, "counted_only": self.counted_only}
        return msgspec.msgpack.encode((settings, self._reader.matcher.taxonomy.files))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:  # noqa: ARG002
        """Take over the settings and taxonomy written by to_bytes."""
        settings, files = msgspec.msgpack.decode(data, type=tuple[dict[str, Any], dict[str, bytes]])
        self.spans_key = settings["spans_key"]
        self.counted_only = settings["counted_only"]
        self._reader = Reader(Matcher(parse_taxonomy(files)))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the same as to_bytes into one file at `path`."""
        Path(path).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read what to_disk wrote."""
        return self.from_bytes(Path(path).read_bytes(), exclude=exclude)


@Language.factory(SECTIONS, assigns=["doc.spans"])
def make_posting_sections(nlp: Language, name: str) -> PostingSections:  # noqa: ARG001 - a factory's signature
    """Create the component that finds sections."""
    return PostingSections()


@Language.factory(
    SKILLS,
    assigns=["doc.spans", "doc._.skill_mentions"],
    default_config={"spans_key": "skills", "counted_only": False, "taxonomy": None},
)
def make_skill_matcher(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    *,
    spans_key: str,
    counted_only: bool,
    taxonomy: str | None,
) -> SkillMatcher:
    """Create the component that finds skills."""
    return SkillMatcher(spans_key=spans_key, counted_only=counted_only, taxonomy=taxonomy)


def build_nlp() -> Language:
    """Return a blank English pipeline with both components."""
    nlp = spacy.blank("en")
    nlp.add_pipe(SECTIONS)
    nlp.add_pipe(SKILLS)
    return nlp


def _spans(doc: Doc, places: Iterable[tuple[int, int, str]]) -> list[Span]:
    spans = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in places)
    return [span for span in spans if span is not None]


def _mentions(doc: Doc) -> list[Mention]:
    return msgspec.convert(doc.user_data.get(_MENTIONS_KEY, []), list[Mention])


def _said(span: Span, field: str) -> Any:
    """Return a field of the mention that a span stands for.

    spaCy keeps underscore values by place alone, and two skills may stand at one place (C/C++), so the mention is
    looked up by place and id.
    """
    for mention in _mentions(span.doc):
        if mention.skill_id == span.label_ and mention.start < span.end_char and mention.end > span.start_char:
            return getattr(mention, field)
    return None


def _register_extensions() -> None:
    if not Doc.has_extension("skill_mentions"):
        Doc.set_extension("skill_mentions", getter=_mentions)
    for field in _SPAN_FIELDS:
        if not Span.has_extension(f"skill_{field}"):
            Span.set_extension(f"skill_{field}", getter=functools.partial(_said, field=field))


def _answer_to(dotted: str, factory: str) -> None:
    """Register a factory under a dotted name beside its own: spaCy's decorator refuses it (E853), its registry not."""
    meta = dataclasses.replace(Language.get_factory_meta(factory), factory=dotted)
    Language.set_factory_meta(dotted, meta)
    registry.factories.register(dotted, func=registry.factories.get(factory))


_register_extensions()
_answer_to("skilldemand.posting_sections", SECTIONS)
_answer_to("skilldemand.skill_matcher", SKILLS)
