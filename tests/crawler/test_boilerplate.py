import time

from hypothesis import given
from hypothesis import strategies as st

from skilldemand.crawler.fields.boilerplate import without_blocks

NAMES = ("content-intro", "content-conclusion")


def test_blocks_of_the_board_go_with_everything_inside_them() -> None:
    markup = '<div class="content-intro"><div>We</div> are</div><p>Build</p><div class="x content-conclusion">EEO</div>'
    assert without_blocks(markup, *NAMES) == "<p>Build</p>"


def test_other_blocks_stay() -> None:
    markup = '<div class="content-pay-transparency"><p>100,000</p></div><p>Build</p>'
    assert without_blocks(markup, *NAMES) == markup


def test_a_block_that_never_closes_stays() -> None:
    markup = '<p>Build</p><div class="content-intro"><div>We are</div>'
    assert without_blocks(markup, *NAMES) == markup


def test_a_text_that_is_nothing_but_such_a_block_stays() -> None:
    markup = '<div class="content-intro"><p>All of it</p></div><p>&nbsp;</p>'
    assert without_blocks(markup, *NAMES) == markup


@given(st.lists(st.sampled_from(["<div>", "</div>", '<div class="content-intro">', "a", "<p>", "<div"]), max_size=40))
def test_whatever_stands_there_nothing_is_added(parts: list[str]) -> None:
    markup = "".join(parts)
    kept = iter(markup)
    assert all(sign in kept for sign in without_blocks(markup, *NAMES))


def test_the_time_is_linear() -> None:
    started = time.perf_counter()
    for markup in ("<div" * 200_000, '<div class="content-intro">' * 40_000):
        without_blocks(markup, *NAMES)
    assert time.perf_counter() - started < 5
