"""Compiling the reader's hot modules with mypyc.

    python -m skilldemand.nlp.build_compiled

It takes one to two minutes where the sources changed since the last time, and mypy, setuptools and a C compiler with
Python's headers. Without them nothing is lost but speed.
"""

import shutil
import subprocess
import sys
import tempfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from skilldemand.nlp.compiled import FOLDER, MODULES, SHARED, SOURCES, fits, stamp

_FLAGS = ("--namespace-packages", "--explicit-package-bases", "--ignore-missing-imports")


def build() -> Path:
    """Compile the modules into their folder, stamp it and return it.

    Raises FileNotFoundError or subprocess.CalledProcessError, with the compiler's own words on standard error, when
    something that is needed is missing; what was built before then stands as it was.
    """
    made_of = stamp()
    with tempfile.TemporaryDirectory() as scratch:
        package = Path(scratch) / "skilldemand" / "nlp"
        package.mkdir(parents=True)
        for source in SOURCES.glob("*.py"):
            shutil.copy(source, package)
        files = [f"skilldemand/nlp/{name}.py" for name in MODULES]
        command = [sys.executable, "-m", "mypyc", *_FLAGS, *files]
        subprocess.run(command, cwd=scratch, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own files
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir()
        for built in [*package.glob(f"*{EXTENSION_SUFFIXES[0]}"), *Path(scratch).glob(f"*{SHARED}*")]:
            shutil.copy(built, FOLDER)
    (FOLDER / "stamp").write_text(made_of, encoding="ascii")
    return FOLDER


def main() -> None:
    """Build what does not stand yet, and say where."""
    how = "stand already" if fits() else "compiled"
    folder = FOLDER if fits() else build()
    sys.stdout.write(f"{folder}: {len(MODULES)} modules {how}.\n")


if __name__ == "__main__":
    main()
