"""The record of everything the reader says about one posting."""

import msgspec

from skilldemand.nlp.attributes import Attributes
from skilldemand.nlp.records import Mention, Sentence


class Reading(msgspec.Struct, frozen=True):
    """Everything the reader says about one posting."""

    mentions: list[Mention]
    """By place; also those that do not count, with the reason."""
    attributes: Attributes
    sentences: list[Sentence]
