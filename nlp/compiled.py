"""The reader's hot modules as compiled code: built on wish, used only where it was made of the very sources at hand.

`python -m skilldemand.nlp.build_compiled` makes them. The modules stay ordinary Python and give the same readings
either way. What is built lies in `_compiled/` beside them under a stamp; after any edit the stamp no longer fits, and
Python reads the sources again. SKILLDEMAND_PURE=1 leaves the compiled modules aside.
"""

import hashlib
import importlib.util
import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

MODULES = (
    "alternatives", "anchored", "announced", "blocks", "chains", "context", "cues", "denial", "education", "evidence",
    "experience", "features", "fold", "gaps", "headings", "inline_headings", "language", "learned", "matcher", "money",
    "near", "passage", "patterns", "reader", "role", "scan", "seams", "sections", "seniority", "sentences", "strength",
    "tokens", "verdict", "voice", "window", "working", "workplace", "years",
)  # fmt: skip
"""Modules that run for every posting. Those with records for msgspec stay as they are."""
PURE = "SKILLDEMAND_PURE"
SOURCES = Path(__file__).parent
FOLDER = SOURCES / "_compiled"
SHARED = "__mypyc"
"""Ends the name of the library that mypyc makes for all modules together."""


def stamp() -> str:
    """Return what compiled modules must be made of to be used: these sources, for this Python."""
    digest = hashlib.sha256(EXTENSION_SUFFIXES[0].encode())
    for name in MODULES:
        digest.update((SOURCES / f"{name}.py").read_bytes())
    return digest.hexdigest()


def in_use() -> bool:
    """Say whether the reader of this process runs compiled."""
    matcher = sys.modules.get("skilldemand.nlp.matcher")
    return matcher is not None and str(matcher.__file__).endswith(tuple(EXTENSION_SUFFIXES))


def fits() -> bool:
    """Say whether compiled modules are there that were made of these sources."""
    mark = FOLDER / "stamp"
    return mark.is_file() and mark.read_text(encoding="ascii") == stamp()


def folders() -> list[str]:
    """Return the folder of compiled modules where they fit, to be searched before the sources; else nothing."""
    if os.environ.get(PURE) or not fits():
        return []
    for library in FOLDER.glob(f"*{SHARED}{EXTENSION_SUFFIXES[0]}"):
        name = library.name.removesuffix(EXTENSION_SUFFIXES[0])
        spec = importlib.util.spec_from_file_location(name, library)
        if spec is not None and spec.loader is not None:
            # The modules import their shared library by its name alone.
            sys.modules[name] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(sys.modules[name])
    return [str(FOLDER)]
