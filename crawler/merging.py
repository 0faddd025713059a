"""Bringing together what several machines crawled: runs of one landing folder copied into another."""

import filecmp
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from skilldemand.crawler.errors import LandingError
from skilldemand.crawler.landing import complete_runs


class Merged(NamedTuple):
    """What a merge did."""

    copied: int
    there: int
    """Runs that stood here already, byte for byte."""


def merge_landing(source: Path, target: Path) -> Merged:
    """Copy the complete runs under `source` that `target` lacks; merging twice changes nothing.

    A run appears whole or not at all. Raises LandingError before anything is copied when a run stands in both with
    other content: parts of one crawl hold different services, so that can only be a mistake.
    """
    runs = complete_runs(source)
    fresh = [run for run in runs if not (target / run.relative_to(source) / "boards.jsonl.gz").is_file()]
    for run in runs:
        if run not in fresh and not _same(run, target / run.relative_to(source)):
            raise LandingError(
                f"{run}: stands in {target} too, with other content. Two machines crawled the same part; "
                "give each its own --shard K/N. Nothing was copied."
            )
    for run in fresh:
        _copy(run, target / run.relative_to(source))
    return Merged(len(fresh), len(runs) - len(fresh))


def _same(left: Path, right: Path) -> bool:
    names = {path.name for path in _files(left)}
    return names == {path.name for path in _files(right)} and not filecmp.cmpfiles(left, right, names, shallow=False)[1]


def _files(run: Path) -> Iterator[Path]:
    return (path for path in run.iterdir() if path.is_file() and not path.name.startswith("."))


def _copy(run: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.tmp")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(run, part)
    shutil.rmtree(target, ignore_errors=True)  # what a killed crawl left under this name
    part.replace(target)
