"""`skilldemand import`: postings somebody already has."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from skilldemand.cli import clock, console, ledger
from skilldemand.cli.errors import UsageError
from skilldemand.cli.kinds import require_real
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import Session, session_of

if TYPE_CHECKING:
    from skilldemand.crawler.importing.summary import ImportSummary

WANTED = ("title", "company", "location", "posted_at")
"""Fields without which much of the report stays empty: roles, employers, countries, change."""


def import_files(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="CSV, JSON, JSON Lines or Parquet.")],
    column_map: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Say which column is a field, e.g. description=body."),
    ] = None,
) -> None:
    """Import postings from files.

    Columns are recognised by the names in use. Importing a file twice changes nothing.
    """
    session = session_of(context)
    require_real(session.workspace)
    with run_lock(session.workspace, "import", clock.now()):
        summary = _import(session, files, parse_map(column_map or []))
    print_summary(summary, session.workspace.landing)


def parse_map(entries: list[str]) -> dict[str, str]:
    """Return {field: column} from FIELD=COLUMN entries; raises UsageError on an entry of another form."""
    pairs = {}
    for entry in entries:
        field, equals, column = entry.partition("=")
        if not equals or not field.strip() or not column.strip():
            raise UsageError(f"--map {entry!r}: expected FIELD=COLUMN, for example --map description=job_text.")
        pairs[field.strip()] = column.strip()
    return pairs


def _import(session: Session, files: list[Path], column_map: dict[str, str]) -> "ImportSummary":
    from skilldemand.crawler.importing.files import import_files as run_import

    with (
        ledger.step(session.workspace, clock.run_id(), "import") as counts,
        console.progress("Importing") as advance,
    ):
        summary = run_import(
            files,
            session.workspace.landing,
            column_map=column_map or None,
            now=clock.now(),
            on_progress=advance,
            on_recognised=_print_recognised,
        )
        counts.update(rows=summary.rows, imported=summary.imported, rejected=sum(summary.rejected.values()))
    return summary


def _print_recognised(path: Path, columns: dict[str, str]) -> None:
    pairs = ", ".join(f"{field} ← {column}" for field, column in columns.items())
    console.out.print(f"{console.escape(str(path))}: recognised {console.escape(pairs)}")
    if missing := [field for field in WANTED if field not in columns]:
        console.out.print(
            f"[yellow]No column found for {', '.join(missing)}.[/] If the file has one, name it: "
            f"--map {missing[0]}=COLUMN"
        )


def print_summary(summary: "ImportSummary", landing: Path) -> None:
    """Print what became of the rows of each file, and where the rejected ones stand."""
    table = Table(title="Import", title_justify="left")
    for name in ("file", "rows", "imported", "rejected", "why rejected"):
        table.add_column(name, justify="right" if name in {"rows", "imported", "rejected"} else "left")
    for result in summary.files:
        why = ", ".join(f"{reason}: {console.number(count)}" for reason, count in sorted(result.rejected.items()))
        table.add_row(
            console.escape(result.path.name) + (" (already imported, nothing changed)" if result.unchanged else ""),
            console.number(result.rows),
            console.number(result.imported),
            console.number(sum(result.rejected.values())),
            why,
        )
    console.out.print(table)
    for result in summary.files:
        listed = landing / "import" / result.run_id / "rejected.jsonl"
        if result.rejected and listed.is_file():
            console.out.print(f"Rejected rows of {console.escape(result.path.name)}: {console.escape(str(listed))}")
