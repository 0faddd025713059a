"""Choices announced before a list of lines: "experience in one or more of the following:" and the items under it."""

from bisect import bisect_right
from collections.abc import Sequence

from skilldemand.nlp.alternatives import announces
from skilldemand.nlp.passage import Passage
from skilldemand.nlp.records import Mention, Sentence

_REACH = 80
"""Characters before the colon in which the announcement must begin."""
_ITEM_WORDS = 25
_LINE_WORDS = 8
"""A line without a bullet is an item only when it is this short: a longer one goes on with the text."""


def items(text: str, sentences: list[Sentence], posting: Passage) -> dict[int, int]:
    """Return {start of a sentence: start of the announcement} of the items of which one or some will do.

    A list goes on while lines are like its first item: with a bullet, or short lines without. `posting` is
    passage.read(text).
    """
    found: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        if not _announcing(text, sentence):
            continue
        if not announces(posting.part(max(sentence.start, sentence.end - _REACH), sentence.end)):
            continue
        rest = sentences[number + 1 :]
        for item in rest:
            alike = item.bullet == rest[0].bullet and item.heading == rest[0].heading
            words = len(text[item.start : item.end].split())
            if not alike or words > (_ITEM_WORDS if item.bullet else _LINE_WORDS) or _announcing(text, item):
                break
            found[item.start] = sentence.start
    return found


def join(
    text: str, sentences: list[Sentence], mentions: Sequence[Mention], groups: list[int | None], posting: Passage
) -> None:
    """Write one group for all that the items of an announced list name, where they name several skills."""
    listed = items(text, sentences, posting)
    if not listed:
        return
    starts = [sentence.start for sentence in sentences]
    members: dict[int, list[int]] = {}
    for place, mention in enumerate(mentions):
        at = listed.get(starts[bisect_right(starts, mention.start) - 1])
        if at is not None and mention.counts:
            members.setdefault(at, []).append(place)
    free = max((g for g in groups if g is not None), default=0)
    for places in members.values():
        free += 1
        if len({mentions[place].skill_id for place in places}) > 1:
            for place in places:
                groups[place] = free


def _announcing(text: str, sentence: Sentence) -> bool:
    """Say whether a sentence ends with a colon, whatever blanks follow."""
    last = text[sentence.end - 1 : sentence.end]
    return last == ":" or (last.isspace() and text[sentence.start : sentence.end].rstrip().endswith(":"))
