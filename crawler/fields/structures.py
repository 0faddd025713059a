"""Fields that hold a JSON or Python structure written as text."""

import ast
import json
import warnings

_LONGEST = 200_000
_DEEPEST = 50


def as_structure(raw: object) -> dict[str, object] | list[object] | None:
    """Return the object or list that a field is, or that its text writes out as JSON or as Python; otherwise null."""
    if isinstance(raw, (dict, list)):
        return raw
    if not isinstance(raw, str):
        return None
    text = raw.strip()
    if not (text.startswith(("{", "[")) and text.endswith(("}", "]")) and len(text) <= _LONGEST):
        return None
    if text.count("[") + text.count("{") > _DEEPEST * 20:
        return None
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        value = _python(text)
    return value if isinstance(value, (dict, list)) else None


def _python(text: str) -> object:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # a backslash in somebody's text is no concern of ours
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
