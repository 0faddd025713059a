"""`skilldemand status`: what this workspace holds and how old it is."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import typer
from rich.table import Table

from skilldemand.cli import clock, console, ledger
from skilldemand.cli.errors import StaleError
from skilldemand.cli.session import session_of
from skilldemand.cli.workspace import Workspace


def status(
    context: typer.Context,
    max_age: Annotated[
        float | None,
        typer.Option(metavar="DAYS", help="Exit with code 4 when the last build is older than this many days."),
    ] = None,
) -> None:
    """Show the last success of each step, what is stored, and whether the published data are stale."""
    workspace = session_of(context).workspace
    last = _last_success(ledger.read(workspace))
    table = Table(title=f"Workspace {console.escape(str(workspace.root))}", title_justify="left")
    for name in ("step", "last success", "age", "counts"):
        table.add_column(name)
    for name in ("import", "crawl", "extract", "build", "report"):
        line = last.get(name)
        if line is None:
            table.add_row(name, "never", "", "")
            continue
        table.add_row(name, line["started_at"], _age(line["started_at"]), _counts(line))
    console.out.print(table)
    console.out.print(_stored(workspace))
    if max_age is not None:
        _check_age(workspace, last.get("build"), max_age)


def _last_success(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {line["step"]: line for line in lines if line["status"] == "ok"}


def _elapsed(started_at: str) -> timedelta:
    return clock.now() - datetime.fromisoformat(started_at)


def _age(started_at: str) -> str:
    hours = _elapsed(started_at).total_seconds() / 3600
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} d"


def _counts(line: dict[str, Any]) -> str:
    hidden = {"run_id", "step", "status", "started_at", "seconds"}
    return ", ".join(f"{key} {value}" for key, value in line.items() if key not in hidden)


def _stored(workspace: Workspace) -> str:
    runs = len(list(workspace.landing.glob("*/*/boards.jsonl.gz")))
    readers = len([folder for folder in workspace.mentions.glob("*") if folder.is_dir()])
    published = workspace.warehouse / "skilldemand.duckdb"
    size = f"{published.stat().st_size / 1e6:.1f} MB" if published.is_file() else "not built yet"
    return f"Landing runs: {runs}   reader versions: {readers}   published warehouse: {size}"


def _check_age(workspace: Workspace, build: dict[str, Any] | None, max_age: float) -> None:
    if build is None:
        raise StaleError(f"{workspace.root}: nothing was ever built here. Run `skilldemand run`.")
    if _elapsed(build["started_at"]) > timedelta(days=max_age):
        raise StaleError(
            f"{workspace.root}: the last build is {_age(build['started_at'])} old, allowed are {max_age:g} d. "
            "Collect new postings and run `skilldemand run`."
        )
