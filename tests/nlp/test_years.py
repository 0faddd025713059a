import pytest

from skilldemand.nlp.years import find_years, years_of


@pytest.mark.parametrize(
    ("text", "smallest"),
    [
        ("5+ years", [5]), ("3-5 yrs", [3]), ("2 to 4 years", [2]), ("three to five years", [3]),
        ("three (3) years", [3]),
        ("at least 1.5 years", [1.5]), ("0-2 years", [0]), ("statistics2+ years", [2]), ("since 2019 years", []),
        ("10 or more years", [10]), ("version 3", []), ("60 years of history", []), ("4\\+ years", [4]), ("2 yoe", [2]),
        ("$3,000 years", []),
    ],
)  # fmt: skip
def test_the_smaller_figure_of_every_statement_is_read(text, smallest):
    assert [found.smallest for found in find_years(text)] == smallest


@pytest.mark.parametrize(
    ("sentence", "words", "years"),
    [
        ("5+ years of Python or Java", ["Python", "Java"], [5, 5]),
        ("Python (3 years), Spark - 2 years, SQL", ["Python", "Spark", "SQL"], [3, 2, None]),
        ("4 years of Go; Rust", ["Go", "Rust"], [4, None]),
        ("Go and Rust", ["Go", "Rust"], [None, None]),
        ("6 years in software, 2 with Kubernetes", ["Kubernetes"], [6]),
    ],
)
def test_years_are_tied_to_the_skills_beside_them(sentence, words, years):
    spans = [(sentence.index(word), sentence.index(word) + len(word), word) for word in words]
    assert years_of(sentence, spans) == years
