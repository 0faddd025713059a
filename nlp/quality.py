"""How often the reader is right and wrong about each skill, measured on labelled postings and shipped beside it.

quality.csv in this package: after lines of provenance that begin with #, skill_id, tp, fp, fn. They count postings:
those where the skill was rightly found, wrongly found, and missed.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from importlib import resources

import msgspec

from skilldemand.nlp.scoring import Row

NAME = "quality.csv"
_COLUMNS = ("skill_id", "tp", "fp", "fn")


class Quality(msgspec.Struct, frozen=True):
    """One skill's postings of the labelled ones; pairs on which two labellers disagreed are left out."""

    skill_id: str
    tp: int
    fp: int
    fn: int


def counted(gold: Mapping[str, Row], found: Mapping[str, Collection[str]], catalogue: Collection[str]) -> list[Quality]:
    """Return the counts of every skill of the catalogue that is labelled or found, by id."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, row in gold.items():
        known = set(catalogue) - set(row.get("disputed", ()))
        wanted = {skill["skill"] for skill in row["skills"]} & known
        said = set(found[key]) & known
        for column, skills in enumerate((wanted & said, said - wanted, wanted - said)):
            for skill in skills:
                counts[skill][column] += 1
    return [Quality(skill, *counts[skill]) for skill in sorted(counts)]


def shipped() -> list[Quality]:
    """Return the figures that stand in the package."""
    text = resources.files("skilldemand.nlp").joinpath(NAME).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [Quality(row["skill_id"], int(row["tp"]), int(row["fp"]), int(row["fn"])) for row in csv.DictReader(lines)]


def written(quality: Sequence[Quality], told: Sequence[str]) -> bytes:
    """Return the contents of quality.csv; `told` says on what it was measured, a line each."""
    out = io.StringIO()
    tp, fp, fn = (sum(getattr(one, name) for one in quality) for name in _COLUMNS[1:])
    out.write("# Postings where a skill was rightly found (tp), wrongly found (fp), missed (fn).\n")
    out.writelines(f"# Measured on {line}.\n" for line in told)
    out.write(f"# Over all skills: precision {tp / max(1, tp + fp):.3f}, recall {tp / max(1, tp + fn):.3f}.\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((one.skill_id, one.tp, one.fp, one.fn) for one in quality)
    return out.getvalue().encode()
