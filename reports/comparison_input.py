"""Read a written report back: what its manifest says of its making, and the tables of its report.json."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from skilldemand.reports.errors import ComparisonError
from skilldemand.reports.forms import DATA
from skilldemand.reports.outputs import MANIFEST


@dataclass(frozen=True)
class WrittenReport:
    """One report folder as far as comparing needs it."""

    folder: Path
    manifest: Mapping[str, Any]
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    window: tuple[date, date] | None

    @property
    def identity(self) -> dict[str, Any]:
        """What names the report to a reader."""
        return {
            "folder": self.folder.name,
            "run_id": self.manifest.get("run_id"),
            "generated_at": self.manifest.get("generated_at"),
            "data": self.manifest.get("data"),
            "population": self.manifest.get("population"),
            "window": [day.isoformat() for day in self.window] if self.window else None,
        }

    @property
    def postings_sum(self) -> str | None:
        """The checksum of the postings it was made from; reports of older releases state none."""
        found: str | None = self.manifest.get("inputs", {}).get("postings", {}).get("checksum")
        return found


def read_report(folder: Path) -> WrittenReport:
    """Read a report folder. Raises ComparisonError when it is none, or when its files cannot be read."""
    manifest, data = (_read(folder, name) for name in (MANIFEST, DATA))
    overview = data.get("overview", {})
    ends = [date.fromisoformat(overview[end]) for end in ("from_date", "to_date") if overview.get(end)]
    return WrittenReport(
        folder=folder.resolve(),
        manifest=manifest,
        tables=data.get("tables", {}),
        window=(ends[0], ends[1]) if len(ends) == 2 else None,
    )


def _read(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ComparisonError(
            f"{folder} holds no {name}, so it is not a report: name a folder that `skilldemand report` wrote, or its "
            "run id"
        ) from error
    except (OSError, ValueError) as error:
        raise ComparisonError(f"{path} cannot be read ({error}): write the report again") from error
    if not isinstance(found, dict):
        raise ComparisonError(f"{path} holds {type(found).__name__}, expected an object: write the report again")
    return found
