"""Texts and paragraphs that differ in case, spaces and punctuation only have one fingerprint, others have not."""

from hypothesis import given
from hypothesis import strategies as st

from skilldemand.analysis.text_prints import MIN_PARAGRAPH, paragraph_prints, text_print

LINE = "We build models that people trust, and we measure what they do before anybody relies on them every day"


def test_case_spaces_and_punctuation_do_not_matter() -> None:
    assert text_print("Join us:\n• Python – 3 years") == text_print("JOIN US   python 3 Years!")
    assert paragraph_prints(LINE) == paragraph_prints(f"— {LINE.upper()}…")


def test_letters_and_digits_do() -> None:
    assert text_print("Python 3") != text_print("Python 2")
    assert paragraph_prints(LINE) != paragraph_prints(LINE + "s")
    assert paragraph_prints("é" * MIN_PARAGRAPH) != paragraph_prints("ü" * MIN_PARAGRAPH)


def test_numbers_do_not_part_paragraphs_but_part_texts() -> None:
    assert paragraph_prints(LINE + " 12") == paragraph_prints(LINE + " 480")
    assert text_print(LINE + " 12") != text_print(LINE + " 480")


def test_short_lines_are_no_paragraphs() -> None:
    assert paragraph_prints(f"About us\n{LINE}\n") == [0, *paragraph_prints(LINE), 0]


@given(st.text(max_size=300))
def test_every_text_has_one_number_a_line(text: str) -> None:
    prints = paragraph_prints(text)
    assert len(prints) == text.count("\n") + 1
    assert [number > 0 for number in prints] == [len(line) >= MIN_PARAGRAPH for line in text.split("\n")]
    assert len(text_print(text)) == 16
