"""The version of the reader's own code and rules, which stands on every row beside the taxonomy's version."""

import functools
import hashlib
import re
from importlib import resources
from importlib.resources.abc import Traversable

NUMBER = "1"
"""Raised by hand when the meaning of a column changes; the hash behind it changes with every edit."""
_ROOTS = ("reader", "tables")
"""Modules that make a row; a reading depends on them and on all they import."""
_IMPORT = re.compile(r"^from skilldemand\.nlp(?:\.(\w+))? import ([^\n(]+|\([^)]+\))", re.MULTILINE)
_DATA = (".yml", ".txt", ".json", ".npz")
_FOLDERS = ("rules", "weights")


@functools.cache
def matcher_version() -> str:
    """Return the number and 8 hex digits over the sources, rules and weights that can change a reading.

    What only explains, measures, trains or discovers does not count, so editing it has no text read again. Compiled
    modules do not count either: they are made of the same sources.
    """
    package = resources.files("skilldemand.nlp")
    digest = hashlib.sha256()
    for name, content in sorted(reading_files(package).items()):
        digest.update(name.encode() + b"\0" + content + b"\0")
    return f"{NUMBER}-{digest.hexdigest()[:8]}"


def reading_files(package: Traversable) -> dict[str, bytes]:
    """Return the files of the package on which a reading depends, by name: modules, and the data that they name."""
    sources = {item.name.removesuffix(".py"): item.read_bytes() for item in package.iterdir() if _is_module(item)}
    waiting = list(_ROOTS)
    found: dict[str, bytes] = {}
    while waiting:
        module = waiting.pop()
        if module in sources and f"{module}.py" not in found:
            found[f"{module}.py"] = sources[module]
            waiting += _imported(sources[module].decode())
    told = b"\n".join(found.values())
    for folder in _FOLDERS:
        for item in (package / folder).iterdir():
            stem = item.name.rpartition(".")[0]
            if item.name.endswith(_DATA) and (f'"{stem}"'.encode() in told or f'"{item.name}"'.encode() in told):
                found[f"{folder}/{item.name}"] = item.read_bytes()
    return found


def _is_module(item: Traversable) -> bool:
    return item.name.endswith(".py") and item.name != "__init__.py"


def _imported(source: str) -> list[str]:
    """Return the modules of this package that a module names in its imports."""
    modules = []
    for module, names in _IMPORT.findall(source):
        modules += [module] if module else [name.split(" as ")[0].strip() for name in names.strip("()").split(",")]
    return modules
