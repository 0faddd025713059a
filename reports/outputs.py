"""Put a finished report in its place: written beside it, then renamed, so that half a report is never seen."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from skilldemand.reports.errors import OutputError

MANIFEST = "manifest.json"


def sha256(content: bytes) -> str:
    """Return the checksum that the manifest states."""
    return hashlib.sha256(content).hexdigest()


def publish(files: Mapping[str, bytes], out: Path) -> None:
    """Write files (path relative to out -> content) so that out holds either all of them or what it held before.

    A report that stands there already is replaced as a whole. Raises OutputError, leaving out untouched, when out is a
    file, when it holds something that is not a report (no manifest.json), or when it cannot be written.
    """
    _refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as scratch:
            fresh = Path(scratch) / "new"
            _write(files, fresh)
            _swap(fresh, out, Path(scratch) / "old")
    except OSError as error:
        raise OutputError(
            f"the report folder {out} cannot be written ({error.strerror or error}): name another folder, or make this "
            "one writable"
        ) from error


def put_file(path: Path, content: bytes) -> None:
    """Write one file beside reports, in one step. Raises OutputError when it cannot be written."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror or error}): make its folder writable") from error


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file, expected a folder for the report: name another place")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise OutputError(
            f"the folder {out} holds files but no {MANIFEST}, so it is not a report that may be replaced: name an "
            "empty or a new folder"
        )


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _swap(fresh: Path, out: Path, aside: Path) -> None:
    """Rename fresh to out; a report already there is moved aside first and comes back if the rename fails."""
    if not out.exists():
        fresh.rename(out)
        return
    out.rename(aside)
    try:
        fresh.rename(out)
    except OSError:
        aside.rename(out)
        raise
    shutil.rmtree(aside)
