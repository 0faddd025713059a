"""Optional settings of a workspace: skilldemand.toml. Every key has a default and stands in docs/settings.md.

Secrets never stand here: keys of sources and the token of a webhook come from the environment only.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

from skilldemand.cli.errors import UsageError
from skilldemand.cli.workspace import Workspace

Occasion = Literal["failure", "stale", "quarantine"]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Notify(_Section):
    """Whom `skilldemand run` and `skilldemand status` tell of trouble; nobody by default."""

    command: list[str] = []
    """Program and arguments, started without a shell; the summary comes as JSON on its standard input."""
    webhook: HttpUrl | None = Field(default=None, strict=False)
    """Address that the summary is posted to as JSON; SKILLDEMAND_WEBHOOK_TOKEN is sent as a bearer token."""
    on: list[Occasion] = ["failure", "stale", "quarantine"]
    """The occasions that are told."""


class Keep(_Section):
    """What `skilldemand gc` leaves; see docs/running.md."""

    landing_days: int = Field(default=400, ge=32)
    """Crawl runs younger than this stay: 13 months, so that a text can be read again by a newer reader."""
    publications: int = Field(default=8, ge=1)
    """Published warehouses that stay beside the last ones of the months."""
    months: int = Field(default=24, ge=1)
    """Months of which the last publication, and the last report, stay."""
    reports: int = Field(default=0, ge=0)
    """Reports that stay beside the last ones of the months; 0 keeps all."""
    readers: int = Field(default=2, ge=1)
    """Versions of the reader whose mentions stay."""


class Settings(_Section):
    """Values that a person may change per workspace."""

    allow_private: bool = False
    """Whether boards on addresses of the local network may be read."""
    cadence_days: float = Field(default=7, gt=0, strict=False)
    """How often runs are meant to come; twice this age is stale."""
    crawl: bool | None = None
    """Whether `skilldemand run` begins with a crawl; unset means: when this workspace has crawled before."""
    jobs: int = Field(default=0, ge=0)
    """Worker processes of the reader; 0 means one a core."""
    keep: Keep = Keep()
    """What `skilldemand gc` leaves."""
    memory_limit: str = Field(default="800MB", pattern=r"^\d+(\.\d+)? ?[KMGT]i?B$")
    """What DuckDB may use while it builds, as DuckDB writes sizes."""
    notify: Notify = Notify()
    """Whom a run tells of trouble."""
    population: str = "ml"
    """Which roles a report is about; see analysis/populations.csv."""
    row_cap: int = Field(default=1000, ge=1)
    """Rows that `skilldemand sql` shows before it cuts."""
    sql_timeout: float = Field(default=60, ge=0, strict=False)
    """Seconds after which `skilldemand sql` stops a query; 0 waits for ever."""

    def workers(self) -> int:
        """Return how many worker processes the reader starts."""
        return self.jobs or max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


def load(workspace: Workspace) -> Settings:
    """Return the settings of the workspace; raises UsageError naming file, key, value and what was expected."""
    raw = read_file(workspace)
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        lines = "; ".join(_fault(fault) for fault in error.errors())
        raise UsageError(f"{workspace.settings_file}: {lines}. See docs/settings.md.") from error


def read_file(workspace: Workspace) -> dict[str, Any]:
    """Return what skilldemand.toml says, nothing where there is no such file; raises UsageError."""
    path = workspace.settings_file
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}. Mend the line or delete the file.") from error


def flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (dotted key, value) of nested settings, in order."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _fault(fault: Any) -> str:
    key = ".".join(map(str, fault["loc"]))
    if fault["type"] != "extra_forbidden":
        return f"{key} = {fault['input']!r}: {fault['msg']}"
    known = [name for name, _ in flat(Settings().model_dump())]
    near = difflib.get_close_matches(key, known, n=1, cutoff=0)
    return f"{key}: unknown key; the nearest known one is {near[0]}"
