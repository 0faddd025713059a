"""Which column of a file is which field of a posting."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from skilldemand.crawler.errors import ImportFileError
from skilldemand.crawler.yaml_text import load_yaml

_NOT_NAME = re.compile(r"[\W_]+")


def known_names() -> dict[str, list[str]]:
    """Return the names each field is recognised by, in order of preference, as columns.yml lists them."""
    document: Any = load_yaml((files("skilldemand.crawler") / "importing" / "columns.yml").read_text("utf-8"))
    return {str(field): [str(name) for name in names] for field, names in document.items()}


@cache
def _by_key() -> dict[str, tuple[str, ...]]:
    return {field: tuple(_key(name) for name in names) for field, names in known_names().items()}


def _key(name: str) -> str:
    return _NOT_NAME.sub("", name).casefold()


def parse_map(pairs: Sequence[str]) -> dict[str, str]:
    """Return {field: column} of strings "field=column". Raises ImportFileError for an unknown field or a bad pair."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or not column:
            raise ImportFileError(f"--map {pair!r}: expected field=column, for example --map description=ad_body.")
        mapping[field.strip()] = column.strip()
    check_fields(mapping)
    return mapping


def check_fields(mapping: dict[str, str]) -> None:
    """Raise ImportFileError when a field of the mapping is none that an import fills."""
    for field, column in mapping.items():
        if field not in _by_key():
            raise ImportFileError(f"--map {field}={column}: no such field. The fields are {', '.join(_by_key())}.")


def recognise(path: Path, columns: Sequence[str], mapping: dict[str, str]) -> dict[str, str]:
    """Return {field: column of the file}; the mapping goes before the known names, and a column serves one field only.

    Raises ImportFileError when a mapped column is missing or when there is no column for the text.
    """
    for field, column in mapping.items():
        if column not in columns:
            raise ImportFileError(
                f"{path}: --map {field}={column} names no column of the file. Its columns are {_listed(columns)}."
            )
    found = dict(mapping)
    keys = {_key(column): column for column in reversed(columns)}
    for field, names in _by_key().items():
        taken = set(found.values())
        candidates = (keys[name] for name in names if name in keys and keys[name] not in taken)
        best = next(candidates, None)
        if field not in found and best is not None:
            found[field] = best
    if "description" not in found:
        raise ImportFileError(
            f"{path}: no column with the text of the postings. Its columns are {_listed(columns)}. "
            "Name the one that holds the text: --map description=COLUMN."
        )
    return {field: found[field] for field in _by_key() if field in found}


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(repr(column) for column in columns[:40])
    return shown + (f" and {len(columns) - 40} more" if len(columns) > 40 else "") if columns else "none"
