"""Build the warehouse: load, join copies, make the marts, check, publish. The same files give the same tables."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from skilldemand.analysis import publish
from skilldemand.analysis.checks import Changes, run_checks
from skilldemand.analysis.fillers import FILLERS
from skilldemand.analysis.incremental import Addition, RebuildNeededError
from skilldemand.analysis.loading import Inputs, check_form, check_mentions, find_inputs, unreadable
from skilldemand.analysis.publish import open_published
from skilldemand.analysis.sqlfiles import build_order, comment, run
from skilldemand.analysis.state import forget, only_new, reason_to_rebuild, recall, remember, state_of

__all__ = ["BuildSummary", "Thresholds", "build", "open_published"]


@dataclass(frozen=True)
class Thresholds:
    """What a share must have to be published; shares below are kept with the reason.

    The defaults follow JetBrains' 300 answers a point and the OECD's 10 postings a month in spirit: a hundred vacancies
    give a 95 % interval of about ten points either way, half as much again where employers differ. Medians of pay and
    of time on market ask for 30 vacancies, a trend for six whole months; what is called rising or falling is wrong in
    one case of ten (max_fdr).
    """

    min_vacancies: int = 100
    min_employers: int = 10
    min_asking: int = 5
    max_half_width: float = 0.15
    min_paid: int = 30
    min_closed: int = 30
    min_months: int = 6
    max_fdr: float = 0.10


@dataclass(frozen=True)
class BuildSummary:
    """What a build did.

    `accounting` repeats meta.accounting as (stage, reason, rows). `rebuilt_because` says why everything was made anew;
    it is None when only what is new was added.
    """

    published: Path
    runs: int
    incomplete_runs: int
    landing_rows: int
    postings: int
    vacancies: int
    counted: int
    employers: int
    skills: int
    mentions: int
    checks: int
    sample: bool
    origin: str
    accounting: tuple[tuple[str, str, int], ...]
    rebuilt_because: str | None


def _make_tables(con: duckdb.DuckDBPyConnection, params: Mapping[str, Any], step: Callable[[str], None]) -> None:
    for schema in ("raw", "core", "marts", "meta"):
        con.execute(f"CREATE SCHEMA {schema}")
    for sql in build_order():
        step(sql.table)
        try:
            run(con, sql.text, params)
        except duckdb.Error as error:
            if sql.reads_files:
                raise unreadable(error) from error
            raise
        if sql.table in FILLERS:
            FILLERS[sql.table](con)
        if sql.folder != "macros":
            comment(con, sql)
        check_form(con, sql.table)


def _files(inputs: Inputs) -> dict[str, list[str]]:
    return {
        "posting_files": inputs.postings,
        "sighting_files": inputs.sightings,
        "dropped_files": inputs.dropped,
        "board_files": inputs.boards,
        "mention_files": inputs.mentions,
        "attribute_files": inputs.attributes,
    }


def _params(
    inputs: Inputs, version: str, now: datetime, period: tuple[date | None, date | None], limits: Thresholds
) -> dict[str, Any]:
    data = files("skilldemand.analysis")
    return {
        **_files(inputs),
        "skill_file": inputs.skills,
        "quality_files": [str(path) for path in [Path(inputs.skills).with_name("quality.jsonl")] if path.is_file()],
        "populations_csv": str(data / "populations.csv"),
        "families_csv": str(data / "families.csv"),
        "legal_forms_csv": str(data / "legal_forms.csv"),
        "agencies_csv": str(data / "agencies.csv"),
        "metros_csv": str(data / "metros.csv"),
        "currencies_csv": str(data / "currencies.csv"),
        "slices_csv": str(data / "slices.csv"),
        "guide_items_csv": str(data / "guide_items.csv"),
        "guide_claims_csv": str(data / "guide_claims.csv"),
        "incomplete_runs": inputs.incomplete_runs,
        "skilldemand_version": version,
        "now": now.astimezone(UTC).replace(tzinfo=None),
        "from_date": period[0],
        "to_date": period[1],
        **vars(limits),
    }


_COUNTS = """
SELECT r.landing_rows, r.sample, r.origin,
  (SELECT count(*) FROM core.posting) AS postings, (SELECT count(*) FROM core.vacancy) AS vacancies,
  (SELECT count(*) FROM core.vacancy WHERE counted) AS counted, (SELECT count(*) FROM core.employer) AS employers,
  (SELECT count(*) FROM core.skill) AS skills, (SELECT count(*) FROM core.mention) AS mentions
FROM meta.run AS r
"""


class _Build:
    """One build into the writer's folder, by adding what is new or anew; it leaves a `copy`, and `counts` of it."""

    def __init__(self, inputs: Inputs, params: dict[str, Any], step: Callable[[str], None]) -> None:
        self._inputs, self._params, self._step = inputs, params, step
        self._state = state_of(inputs, params)
        self.counts: dict[str, Any] = {}
        self.copy = Path()

    def add(self, folder: Path, memory_limit: str, threads: int) -> str | None:
        """Add the files that are new and return None, or return why everything must be made anew."""
        try:
            with publish.open_writer(folder, memory_limit, threads) as con:
                old = recall(con)
                why = reason_to_rebuild(old, self._state)
                if old is None or why is not None:
                    return why
                forget(con)
                fresh = only_new(self._inputs, old)
                check_mentions(con, fresh)
                addition = Addition(con, {**self._params, **_files(fresh)}, FILLERS)
                addition.make(self._step)
                self._finish(con, folder, addition.changes())
        except RebuildNeededError as needed:
            return str(needed)
        return None

    def anew(self, folder: Path, memory_limit: str, threads: int) -> None:
        """Make everything anew."""
        publish.empty(folder)
        with publish.open_writer(folder, memory_limit, threads) as con:
            check_mentions(con, self._inputs)
            _make_tables(con, self._params, self._step)
            self._finish(con, folder)

    def _finish(self, con: duckdb.DuckDBPyConnection, folder: Path, changes: Changes | None = None) -> None:
        """Check the tables and copy the file that holds them meanwhile; nothing writes to it any more."""
        con.execute("CHECKPOINT")
        with ThreadPoolExecutor(1) as pool:
            copying = pool.submit(publish.snapshot, folder)
            self._step("checks")
            checks = run_checks(con, changes)
            self._step("snapshot")
            self.copy = copying.result()
        (counts,) = con.sql(_COUNTS).to_arrow_table().to_pylist()
        accounting = con.execute("SELECT stage, reason, rows FROM meta.accounting ORDER BY step").fetchall()
        self.counts = {
            "runs": self._inputs.runs,
            "incomplete_runs": self._inputs.incomplete_runs,
            "checks": checks,
            "accounting": tuple(accounting),
            **counts,
        }
        remember(con, self._state)


def build(
    landing: Path,
    mentions: Path,
    warehouse: Path,
    *,
    skilldemand_version: str,
    now: datetime,
    from_date: date | None = None,
    to_date: date | None = None,
    thresholds: Thresholds | None = None,
    ledger: Path | None = None,
    memory_limit: str = "800MB",
    threads: int = 2,
    on_step: Callable[[str], None] | None = None,
) -> BuildSummary:
    """Build warehouse/skilldemand.duckdb from the complete runs under `landing` and one version folder of `mentions`.

    `from_date` and `to_date` bound the opening dates that count, half-open; with either, undated vacancies do not
    count. `now` must have a time zone and stands in meta.run.built_at only. `ledger` has a JSON line for each step that
    was run so far; it stands in meta.run_step, on which nothing depends. `on_step` is called with the name of each
    table before it is made, and with "checks", "snapshot", "replace" and "published".

    The published file is replaced in one step at the end: a build that fails or is killed leaves the old one as it was.
    Raises NothingToBuildError, SchemaMismatchError, InputUnreadableError, CheckFailedError or WarehouseBusyError.
    """
    if now.tzinfo is None:
        raise ValueError(f"now: {now!r} has no time zone; pass an aware datetime")
    inputs = find_inputs(landing, mentions)
    step = on_step or (lambda _: None)
    limits = thresholds or Thresholds()
    params = _params(inputs, skilldemand_version, now, (from_date, to_date), limits)
    params["ledger_files"] = [str(ledger)] if ledger is not None and ledger.is_file() else []
    make = _Build(inputs, params, step)
    with publish.build_folder(warehouse) as folder:
        why = (
            make.add(folder, memory_limit, threads) if (folder / publish.STAGING).exists() else "there was none before"
        )
        if why is not None:
            make.anew(folder, memory_limit, threads)
        step("replace")
        publish.replace(make.copy, warehouse)
        step("published")
    return BuildSummary(published=warehouse / publish.PUBLISHED, rebuilt_because=why, **make.counts)
