"""The report before this one, as far as this one compares itself with it: its report.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Previous:
    """What the last report said: when, with which versions, and the rows of its skill_demand."""

    generated_at: str
    run: Row
    overview: Row
    skills: dict[str, Row]


def read_previous(folder: Path | None, population: str) -> Previous | None:
    """Return the report in a folder, or None where there is none, or one of another population or form.

    A report that cannot be read is no reason not to write the next one; the part that compares is then left out.
    """
    path = folder / "report.json" if folder else None
    if path is None or not path.is_file():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["population"] != population:
            return None
        skills = {row["skill_id"]: row for row in found["tables"]["skill_demand"]}
        return Previous(found["generated_at"], found["run"], found["overview"], skills)
    except (OSError, ValueError, KeyError, TypeError):
        return None
