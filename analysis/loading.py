"""Which files a build reads, and whether they are of the form that this release reads."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from skilldemand.analysis.errors import InputUnreadableError, NothingToBuildError, SchemaMismatchError
from skilldemand.analysis.sqlfiles import folder

MENTION_COLUMNS = {
    "text_hash": "VARCHAR", "skill_id": "VARCHAR", "start": "an integer", "end": "an integer", "surface": "VARCHAR",
    "section": "VARCHAR", "strength": "VARCHAR", "requirement": "an integer", "any_of": "BOOLEAN", "rule": "VARCHAR",
    "counts": "BOOLEAN", "reason": "VARCHAR", "years": "a number",
}  # fmt: skip
ATTRIBUTE_COLUMNS = {
    "text_hash": "VARCHAR", "role": "VARCHAR", "seniority": "VARCHAR", "years_min": "a number", "workplace": "VARCHAR",
    "salary_min": "a number", "salary_max": "a number", "salary_currency": "VARCHAR", "salary_period": "VARCHAR",
    "education": "VARCHAR", "language": "VARCHAR", "text_chars": "an integer", "taxonomy_version": "VARCHAR",
    "matcher_version": "VARCHAR",
}  # fmt: skip

_INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"})
_FITS = {
    "VARCHAR": frozenset({"VARCHAR"}),
    "BOOLEAN": frozenset({"BOOLEAN"}),
    "an integer": _INTEGERS,
    "a number": _INTEGERS | {"FLOAT", "DOUBLE"},
}
_READ_AGAIN = "Run `skilldemand extract` with this release, then build again."
_LAND_AGAIN = "Crawl or import the source again with this release, or remove the run's folder, then build again."


@dataclass(frozen=True)
class Inputs:
    """The files of one build, sorted, and how many runs were left out because they have not ended."""

    postings: list[str]
    sightings: list[str]
    dropped: list[str]
    boards: list[str]
    mentions: list[str]
    attributes: list[str]
    skills: str
    runs: int
    incomplete_runs: int


def find_inputs(landing: Path, mentions: Path) -> Inputs:
    """Return the files of the complete runs under `landing` and of one version folder of mentions.

    A run is complete when boards.jsonl.gz stands in its folder under its final name, because it is written last; a run
    in which no text changed may have no postings.jsonl.gz.
    Raises NothingToBuildError when there is no complete run with postings or the texts were never read.
    """
    complete = sorted(path.parent for path in landing.glob("*/*/boards.jsonl.gz"))
    postings = [str(path) for run in complete if (path := run / "postings.jsonl.gz").is_file()]
    if not postings:
        raise NothingToBuildError(
            f"{landing}: no complete run with postings. Run `skilldemand import FILE` or `skilldemand crawl` first, "
            "then `skilldemand extract`."
        )
    skills, attributes = mentions / "skills.jsonl", sorted(str(p) for p in (mentions / "attributes").glob("*.parquet"))
    if not skills.is_file() or not attributes:
        missing = "skills.jsonl" if not skills.is_file() else "attributes/*.parquet"
        raise NothingToBuildError(
            f"{mentions}: no {missing}; the texts were not read. Run `skilldemand extract` first."
        )
    return Inputs(
        postings=postings,
        sightings=[str(path) for run in complete if (path := run / "sightings.jsonl.gz").is_file()],
        dropped=[str(path) for run in complete if (path := run / "dropped.jsonl.gz").is_file()],
        boards=[str(run / "boards.jsonl.gz") for run in complete],
        mentions=sorted(str(path) for path in mentions.glob("*.parquet")),
        attributes=attributes,
        skills=str(skills),
        runs=len(complete),
        incomplete_runs=len(list(landing.glob("*/*/"))) - len(complete),
    )


def _check_parquet(con: duckdb.DuckDBPyConnection, path: str, expected: dict[str, str]) -> None:
    try:
        described = con.execute("DESCRIBE SELECT * FROM read_parquet($path)", {"path": path}).fetchall()
    except duckdb.Error as error:
        raise InputUnreadableError(f"{path}: not a readable Parquet file: {error}. {_READ_AGAIN}") from error
    found = {str(name): str(kind) for name, kind, *_ in described}
    for name, kind in expected.items():
        actual = found.get(name, "missing")
        if actual not in _FITS[kind]:
            raise SchemaMismatchError(f"{path}: column {name}: {actual}, expected {kind}. {_READ_AGAIN}")


def check_mentions(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Raise SchemaMismatchError or InputUnreadableError when a file of mentions or attributes does not fit."""
    for path in inputs.mentions:
        _check_parquet(con, path, MENTION_COLUMNS)
    for path in inputs.attributes:
        _check_parquet(con, path, ATTRIBUTE_COLUMNS)


_GATES = {"raw.posting_line": ("posting_form", _LAND_AGAIN), "core.skill": ("skill_form", _READ_AGAIN)}


def check_form(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Raise SchemaMismatchError for the first row just loaded into `table` that is not of the form of its record.

    Tables without a query in sql/intake pass.
    """
    if table not in _GATES:
        return
    name, remedy = _GATES[table]
    query = next(sql.text for sql in folder("intake") if sql.name == name)
    misfits = con.execute(query).fetchall()
    if misfits:
        file, field, value, expected = misfits[0]
        more = f" {len(misfits) - 1} or more other misfits follow." if len(misfits) > 1 else ""
        raise SchemaMismatchError(f"{file}: {field}: {value!r}, expected {expected}.{more} {remedy}")


def unreadable(error: duckdb.Error) -> InputUnreadableError:
    """Return the error for an input file that DuckDB could not read; its message names the file."""
    return InputUnreadableError(
        f"A landing or mentions file cannot be read: {error}. {_LAND_AGAIN} "
        "If it is one of the mentions, run `skilldemand extract` again."
    )
