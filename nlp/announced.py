"""Choices announced before a list of lines: "experience in one or more of the following:" and the items under it."""

from collections.abc import Sequence

from skilldemand.nlp.alternatives import announces
from skilldemand.nlp.records import Sentence

_REACH = 80
"""Characters before the colon in which the announcement must begin."""
_ITEM_WORDS = 25
_LINE_WORDS = 8
"""A line without a bullet is an item only when it is this short: a longer one goes on with the text."""


def items(text: str, sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return {start of a sentence: start of the announcement} of the items of which one or some will do.

    A list goes on while lines are like its first item: with a bullet, or short lines without.
    """
    found: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        before = text[max(sentence.start, sentence.end - _REACH) : sentence.end].rstrip()
        if not before.endswith(":") or not announces(before):
            continue
        rest = sentences[number + 1 :]
        for item in rest:
            alike = item.bullet == rest[0].bullet and item.heading == rest[0].heading
            words = len(text[item.start : item.end].split())
            if not alike or words > (_ITEM_WORDS if item.bullet else _LINE_WORDS) or _announcing(text, item):
                break
            found[item.start] = sentence.start
    return found


def _announcing(text: str, sentence: Sentence) -> bool:
    return text[sentence.start : sentence.end].rstrip().endswith(":")
