"""The sentences of the report, read from texts.yml: no user-facing sentence is written in Python."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from skilldemand.reports.errors import TextsError


@cache
def texts() -> dict[str, Any]:
    """Return the whole of texts.yml."""
    found: dict[str, Any] = yaml.safe_load((files("skilldemand.reports") / "texts.yml").read_text(encoding="utf-8"))
    return found


def entry(path: str) -> Any:
    """Return what stands under a dotted path such as "skill_demand.title"; TextsError names a path that is not there."""
    found: Any = texts()
    for step in path.split("."):
        if not isinstance(found, dict) or step not in found:
            raise TextsError(f"reports/texts.yml has no entry {path!r}: add it, or ask for one that is there")
        found = found[step]
    return found


def say(path: str, /, **values: object) -> str:
    """Return the sentence under a dotted path with the values set in; TextsError names a value that is missing."""
    sentence = str(entry(path)).strip()
    try:
        return sentence.format_map(values)
    except KeyError as missing:
        raise TextsError(f"reports/texts.yml: {path!r} names the value {missing}, which the report does not give") from missing


def reason_text(code: str | None, form: str) -> str:
    """Return the words for a suppression code of the marts in one form ("short" or "long"); unknown codes stand as they are."""
    if code is None:
        return ""
    words = entry("reasons").get(code)
    return str(words[form]).strip() if words else code
