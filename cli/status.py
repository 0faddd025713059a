"""`skilldemand status`: what this workspace holds, how old it is, and which sources are in trouble."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from skilldemand.cli import console
from skilldemand.cli.errors import StaleError
from skilldemand.cli.session import session_of

if TYPE_CHECKING:
    from skilldemand.cli.health import SourceHealth, StepHealth, WorkspaceHealth


def status(
    context: typer.Context,
    max_age: Annotated[
        float | None,
        typer.Option(metavar="DAYS", help="Older than this is stale; by default twice `cadence_days` of the settings."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
    prometheus: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the metrics for Prometheus' textfile collector.")
    ] = None,
) -> None:
    """Show the last success of each step, the state of each source, disk use, and whether the data are stale.

    The exit code is 4 when they are.
    """
    import msgspec

    from skilldemand.cli.health import gather
    from skilldemand.cli.notify import notify
    from skilldemand.cli.prometheus import write

    session = session_of(context)
    health = gather(session, max_age)
    if as_json:
        console.print_json(msgspec.to_builtins(health))
    else:
        _print(health)
    if prometheus is not None:
        write(health, prometheus)
    if health.stale:
        for fault in notify(session, "stale", {"age_days": health.age_days, "allowed_days": health.allowed_days}):
            console.err.print(f"[yellow]warning[/]  {console.escape(fault)}")
        raise StaleError(_stale(health))


def _print(health: "WorkspaceHealth") -> None:
    table = Table(title=f"Workspace {console.escape(health.workspace)}", title_justify="left")
    for name in ("step", "last success", "age", "counts"):
        table.add_column(name)
    for step in health.steps:
        table.add_row(step.step, step.succeeded_at or "never", _age(step.age_days), _counts(step))
    console.out.print(table)
    if health.sources:
        console.out.print(_source_table(health.sources))
    disk = ", ".join(f"{name} {size / 1e6:,.1f} MB" for name, size in health.disk_bytes.items())
    console.out.print(f"Landing runs: {health.landing_runs}   reader versions: {health.reader_versions}   disk: {disk}")
    if health.last_run is not None:
        code = health.last_run["exit_code"]
        told = f"exit code {code}" if code is not None else "it never told its end; `skilldemand run` takes it up"
        console.out.print(f"Last run {health.last_run['run_id']}: {health.last_run['status']} ({told})")


def _source_table(sources: "list[SourceHealth]") -> Table:
    table = Table(title="Sources", title_justify="left")
    for name in ("source", "last visit", "boards", "failing", "state"):
        table.add_column(name, justify="right" if name in {"boards", "failing"} else "left")
    for source in sources:
        state = f"quarantined: {source.reason}" if source.quarantined else "ok"
        table.add_row(
            source.source, source.last_visit_at or "", str(source.boards), str(source.failing), console.escape(state)
        )
    return table


def _age(days: float | None) -> str:
    if days is None:
        return ""
    return f"{days * 24:.1f} h" if days < 2 else f"{days:.1f} d"


def _counts(step: "StepHealth") -> str:
    return ", ".join(f"{key} {value}" for key, value in step.counts.items())


def _stale(health: "WorkspaceHealth") -> str:
    if health.age_days is None:
        return f"{health.workspace}: nothing was ever built here. Run `skilldemand run`."
    return (
        f"{health.workspace}: the last build is {_age(health.age_days)} old, allowed are {health.allowed_days:g} d. "
        "Collect new postings and run `skilldemand run`."
    )
