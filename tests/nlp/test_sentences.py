from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.sentences import MAX_CHARS, cut, scan


def _parts(text):
    starts = [0, *(start for start, _ in cut(text, scan(text), 0, len(text))), len(text)]
    return [part for a, b in pairwise(starts) if (part := text[a:b].strip())]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We ferry people. You forecast demand!", ["We ferry people.", "You forecast demand!"]),
        ("for remote staff only!This role is new", ["for remote staff only!", "This role is new"]),
        ("Built on Node.js and ASP.NET by us", ["Built on Node.js and ASP.NET by us"]),
        ("Tools, e.g. Airflow, in the U.S. or abroad", ["Tools, e.g. Airflow, in the U.S. or abroad"]),
        ("● Train models ● Ship models", ["● Train models", "● Ship models"]),
        ("models in productionStrong SQL skills", ["models in production", "Strong SQL skills"]),
        ("Use PyTorch and LangChain on GitHub", ["Use PyTorch and LangChain on GitHub"]),
        ("a degree in Statistics2+ years of work", ["a degree in Statistics", "2+ years of work"]),
        ("(AWS or GCP)Experience with Spark", ["(AWS or GCP)", "Experience with Spark"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, parts):
    assert _parts(text) == parts


def test_list_items_joined_by_blanks_start_with_their_openers():
    text = "You will help us forecast " + "the boarding of every ferry " * 10 + "daily Build pipelines for it"
    assert _parts(text)[-1] == "Build pipelines for it"


@given(st.text(alphabet="ab AB.!●,12", max_size=400))
def test_cuts_stand_in_order_inside_the_text(text):
    starts = [start for start, _ in cut(text, scan(text), 0, len(text))]
    assert starts == sorted(set(starts))
    assert all(0 < start < len(text) for start in starts)


def test_no_stretch_stays_longer_than_the_limit():
    assert max(map(len, _parts("x" * 10 * MAX_CHARS))) <= MAX_CHARS
