"""The working copy reads better than the text and always leads back to it."""

from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.working import working

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("ab AB.@/:\t\u200b\u00a0")), max_size=80)


def test_addresses_are_masked_in_place() -> None:
    text = "see https://a.org/python, mail go@c.net or scala.com/x now"
    copy = working(text)
    assert len(copy.text) == len(text)
    assert copy.text.replace("~", "") == "see , mail  or  now"


def test_names_that_look_like_hosts_stay() -> None:
    assert working("ASP.NET, Node.js, H2O.ai, Draw.io").text == "ASP.NET, Node.js, H2O.ai, Draw.io"


@given(TEXTS, st.sampled_from(["learningExperience with", "asAWS", "a  b", "a\u200bb", "x@y.zz", "\t\t"]), TEXTS)
def test_every_place_leads_back_to_the_same_characters(before: str, odd: str, after: str) -> None:
    text = before + odd + after
    copy = working(text)
    for at, char in enumerate(copy.text):
        start, end = copy.original(at, at + 1)
        assert 0 <= start < end <= len(text) or char == " "
        if char not in " ~":
            assert text[start:end] == char


@given(TEXTS)
def test_spans_of_the_text_stay_in_order(text: str) -> None:
    copy = working(text)
    places = [copy.span(at, at)[0] for at in range(len(text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(copy.text) for place in places)
