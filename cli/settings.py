"""Optional settings of a workspace: skilldemand.toml. Every key has a default and stands in docs/settings.md."""

import os
import tomllib
from typing import Any

import msgspec

from skilldemand.cli.errors import UsageError
from skilldemand.cli.workspace import Workspace


class Settings(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Values that a person may change per workspace."""

    allow_private: bool = False
    """Whether boards on addresses of the local network may be read."""
    crawl: bool | None = None
    """Whether `skilldemand run` begins with a crawl; unset means: when this workspace has crawled before."""
    jobs: int = 0
    """Worker processes of the reader; 0 means one a core."""
    memory_limit: str = "800MB"
    """What DuckDB may use while it builds, as DuckDB writes sizes."""
    population: str = "ml"
    """Which roles a report is about; see analysis/populations.csv."""
    row_cap: int = 1000
    """Rows that `skilldemand sql` shows before it cuts."""

    def workers(self) -> int:
        """Return how many worker processes the reader starts."""
        return self.jobs or max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


def load(workspace: Workspace) -> Settings:
    """Return the settings of the workspace; raises UsageError naming file, key, value and what was expected."""
    path = workspace.settings_file
    if not path.is_file():
        return Settings()
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}. Mend the line or delete the file.") from error
    try:
        return msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        known = ", ".join(field.name for field in msgspec.structs.fields(Settings))
        raise UsageError(f"{path}: {error}. Known keys: {known}; see docs/settings.md.") from error
