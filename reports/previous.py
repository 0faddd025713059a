"""The report before this one, as far as this one compares itself with it: its report.json."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

Row = dict[str, Any]

MOST_LOOKED_AT = 20  # reports of other populations may stand between


@dataclass(frozen=True)
class Previous:
    """What the last report said: when, with which versions, and the rows of its skill_demand."""

    generated_at: str
    run: Row
    overview: Row
    skills: dict[str, Row]


def read_previous(reports: Path | None, population: str, built_at: datetime) -> Previous | None:
    """Return the newest report of the population in a folder of reports that was made from another warehouse.

    Reports of the warehouse built at built_at are passed over, so that the same warehouse gives the same report twice.
    None where there is no other. One that cannot be read is no reason not to write the next: it is passed over.
    """
    folders = sorted((path.parent for path in reports.glob("*/manifest.json")), reverse=True) if reports else []
    for folder in folders[:MOST_LOOKED_AT]:
        if not folder.is_symlink() and (found := _read(folder, population, built_at.isoformat())):
            return found
    return None


def _read(folder: Path, population: str, built_at: str) -> Previous | None:
    try:
        made = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if made["population"] != population or made["built_at"] == built_at:
            return None
        found = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        skills = {row["skill_id"]: row for row in found["tables"]["skill_demand"]}
        return Previous(found["generated_at"], found["run"], found["overview"], skills)
    except (OSError, ValueError, KeyError, TypeError):
        return None
