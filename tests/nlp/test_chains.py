"""Enumerations: who is whose mate, and that a text of many sentences is walked through once."""

import time

from skilldemand.nlp.chains import Chains, Place
from skilldemand.nlp.scan import Candidate
from skilldemand.nlp.window import Stretch

UNIT = "Go, R. "


def chains(sentences: int) -> tuple[Chains, list[Place]]:
    """Return the chains of a text that names two candidates in each of so many sentences."""
    places = []
    for number in range(sentences):
        begin = number * len(UNIT)
        sentence = Stretch(begin, begin + len(UNIT) - 1)
        places.append((Candidate(begin, begin + 2, "Go", ((), True)), sentence))
        places.append((Candidate(begin + 4, begin + 5, "R", ((), True)), sentence))
    return Chains(UNIT * sentences, places), places


def test_mates_are_the_other_members_of_the_enumeration_in_the_same_sentence() -> None:
    found, places = chains(3)
    assert [[mate.surface for mate in found.mates(*place)] for place in places] == [["R"], ["Go"]] * 3
    assert found.mates(*places[2])[0] is places[3][0]


def test_the_time_of_many_sentences_is_linear() -> None:
    def seconds(sentences: int) -> float:
        found, places = chains(sentences)
        begun = time.process_time()
        for place in places:
            found.mates(*place)
        return time.process_time() - begun

    small, large = min(seconds(1_000) for _ in range(3)), min(seconds(8_000) for _ in range(3))
    # Looking through all places once a sentence would take 64 times as long, and seconds.
    assert large < 25 * max(small, 0.004)
