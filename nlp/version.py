"""The version of the reader's own code and rules, which stands on every row beside the taxonomy's version."""

import functools
import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

NUMBER = "1"
"""Raised by hand when the meaning of a column changes; the hash behind it changes with every edit."""
_SOURCES = (".py", ".yml", ".txt", ".json", ".npz")
_FOLDERS = ("rules", "weights")


@functools.cache
def matcher_version() -> str:
    """Return the number and 8 hex digits over the sources, rules and weights of the reader."""
    digest = hashlib.sha256()
    for name, file in sorted(_files(resources.files("skilldemand.nlp"))):
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{NUMBER}-{digest.hexdigest()[:8]}"


def _files(package: Traversable) -> Iterator[tuple[str, Traversable]]:
    for item in package.iterdir():
        if item.name.endswith(_SOURCES):
            yield item.name, item
        elif item.name in _FOLDERS:
            yield from ((f"{item.name}/{f.name}", f) for f in item.iterdir() if f.name.endswith(_SOURCES))
