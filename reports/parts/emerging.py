"""Names that postings ask for and the taxonomy lacks, as `skilldemand discover --output` wrote them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from skilldemand.reports.content import Part
from skilldemand.reports.numbers import count, signed
from skilldemand.reports.tables import Cells, build_table, named
from skilldemand.reports.texts import say

MOST_SHOWN = 20
_HEAD = re.compile(r"^# \d+\. \S+\.yml; (\d+) employers, [\d.]+% in lists [^,]*, growth ([+-][\d.]+); with (.*)$")


@dataclass(frozen=True)
class Candidate:
    """A name that is not in the taxonomy: employers that ask for it, its growth, and skills that stand beside it."""

    name: str
    employers: int
    growth: float
    beside: str


def read_candidates(path: Path | None) -> list[Candidate]:
    """Return the candidates of a file of `skilldemand discover`, best first; none where there is no file.

    A block that does not have the form is left out: the file may have been edited by hand.
    """
    if path is None or not path.is_file():
        return []
    found: list[Candidate] = []
    blocks = re.split(r"(?m)^(?=# \d+\. )", path.read_text(encoding="utf-8", errors="replace"))
    for block in blocks:
        head = _HEAD.match(block.partition("\n")[0])
        name = _name(block) if head else ""
        if head and name:
            found.append(Candidate(name, int(head[1]), float(head[2]), head[3]))
    return found


def _name(block: str) -> str:
    try:
        entries = yaml.safe_load(block)
    except yaml.YAMLError:
        return ""
    first = entries[0] if isinstance(entries, list) and entries else {}
    name = first.get("name") if isinstance(first, dict) else None
    return name if isinstance(name, str) else ""


def emerging_part(candidates: Sequence[Candidate]) -> Part | None:
    """Return the part on names that the taxonomy lacks; None without a run of discovery."""
    if not candidates:
        return None
    rows = [vars(found) for found in candidates[:MOST_SHOWN]]
    cells: Cells = [
        ("name", named("name")),
        ("employers", lambda row: count(row["employers"])),
        ("growth", lambda row: signed(row["growth"])),
        ("beside", named("beside")),
    ]
    table = build_table(say("emerging.caption"), cells, rows, words=("beside",))
    return Part("emerging", say("emerging.heading"), (table,), lead=say("emerging.lead"), group="change")
