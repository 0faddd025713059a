"""Examples on the pages do what they say, and the public names are there."""

import doctest
from pathlib import Path

import pytest

import skilldemand.analysis
import skilldemand.crawler
import skilldemand.nlp

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("page", sorted(path for path in ROOT.glob("docs/*.md") if ">>> " in path.read_text("utf-8")))
def test_examples_give_what_they_show(page: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0


def test_the_docstring_of_load_is_true() -> None:
    assert doctest.testmod(skilldemand.nlp).failed == 0


def test_the_public_names_are_documented() -> None:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    for module in (skilldemand.nlp, skilldemand.analysis, skilldemand.crawler):
        for name in module.__all__:
            assert f"`{module.__name__}.{name}" in page
