"""texts.yml and the code that speaks its sentences belong together."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from skilldemand.reports import texts
from skilldemand.reports.errors import TextsError

# Looked up by a name that the data give, not sentence by sentence.
BY_NAME = ("accounting.", "method.rules.", "glossary.terms.", "columns.", "navigation.", "grains.", "strengths.",
           "explorer.script.", "groups.", "kinds.", "verdicts.", "guide.verdicts.", "since.versions.",
           "skill_page.sizes.", "coverage_curve.levels.", "skill_slice.dimensions.")  # fmt: skip
MART = "(?:(?:concept|technology|framework|cloud|section)_demand|strength_split|month_flow|skill_trend|skill_pay"
MART += "|coverage_curve|required|preferred|duty|rising|falling|title)"


def paths(node: object, prefix: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from paths(value, f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from paths(value, f"{prefix}.{number}")
    else:
        yield prefix


def test_a_missing_sentence_is_named() -> None:
    with pytest.raises(TextsError, match=r"no entry 'report\.nothing'"):
        texts.say("report.nothing")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(TextsError, match=r"'report\.fresh' names the value 'days'"):
        texts.say("report.fresh")


def test_every_sentence_is_used() -> None:
    root = files("skilldemand.reports")
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in (root, *(root / name for name in ("templates", "explorer", "pages", "parts")))
        for path in folder.iterdir()
        if path.name.endswith((".py", ".jinja"))
    )
    # Each quoted dotted name is a pattern; what an f-string sets in is the name of a mart.
    quoted = set(re.findall(r"[\"']([a-z_{}.]+\.[a-z_{}.]+)[\"']", code))
    patterns = {
        re.sub(r"\\\{[^}]*\\\}", MART, re.escape(name))
        for name in quoted
        if re.search(r"[a-z]", re.sub(r"\{.*?\}", "", name))
    }
    spoken = re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)))
    unused = [path for path in paths(texts.texts()) if not spoken.fullmatch(path) and not path.startswith(BY_NAME)]
    assert unused == []


def test_the_script_uses_the_words_that_it_is_given() -> None:
    folder = files("skilldemand.reports") / "explorer"
    script = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".js"))
    assert set(re.findall(r"\bwords\.([a-z_]+)", script)) == set(texts.entry("explorer.script"))
    assert set(re.findall(r'return "([a-z_]+)";', script)) == set(texts.entry("explorer.script.reasons"))
