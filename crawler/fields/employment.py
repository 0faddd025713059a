"""Forms of employment: from what a source calls them to six names; the words are data in employment.yml."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from skilldemand.crawler.yaml_text import load_yaml

Employment = Literal["full_time", "part_time", "contract", "temporary", "internship", "other"]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINTS = re.compile(r"[\s_\-/.,()]+")


@cache
def _rules() -> list[tuple[Employment, re.Pattern[str]]]:
    text = (files("skilldemand.crawler") / "fields" / "employment.yml").read_text("utf-8")
    data: Any = load_yaml(text)
    return [(rule["type"], re.compile("|".join(rule["patterns"]))) for rule in data["rules"]]


@lru_cache(maxsize=4096)
def employment_of(*raw: str | None) -> Employment | None:
    """Return the form of employment that the words of a source mean; several fields are read together.

    "other" for words that are none of the five ("permanent" says nothing of the schedule), None when nothing is stated.
    """
    stated = " ".join(part for part in raw if part)
    words = _JOINTS.sub(" ", _CAMEL.sub(" ", stated)).lower().strip()
    if not words:
        return None
    return next((kind for kind, pattern in _rules() if pattern.search(words)), "other")
