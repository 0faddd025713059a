"""The sentences of the report, read from texts.yml files: no user-facing sentence is written in Python."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from skilldemand.reports.errors import TextsError

FILES = ("texts.yml", "forms.yml", "explorer/texts.yml")
"""Each has first words of its own."""


@cache
def texts() -> dict[str, Any]:
    """Return the whole of the texts.yml files."""
    found: dict[str, Any] = {}
    for name in FILES:
        found |= yaml.safe_load((files("skilldemand.reports") / name).read_text(encoding="utf-8"))
    return found


def entry(path: str) -> Any:
    """Return what stands under a dotted path such as "skill_demand.title" or "method.rules.0.text".

    Raises TextsError, which names a path that is not there.
    """
    found: Any = texts()
    for step in path.split("."):
        known = found if isinstance(found, dict) else dict(enumerate(found)) if isinstance(found, list) else {}
        key: str | int = int(step) if isinstance(found, list) and step.isdigit() else step
        if key not in known:
            raise TextsError(f"reports/texts.yml has no entry {path!r}: add it, or ask for one that is there")
        found = known[key]
    return found


def say(path: str, /, **values: object) -> str:
    """Return the sentence under a dotted path with the values set in; TextsError names a value that is missing."""
    sentence = str(entry(path)).strip()
    try:
        return sentence.format_map(values)
    except KeyError as missing:
        raise TextsError(
            f"reports/texts.yml: {path!r} names the value {missing}, which the report does not give"
        ) from missing
