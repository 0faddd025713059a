"""`skilldemand export`: the marts as files for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.session import session_of


def export(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="DIR", help="Folder: new, empty, or of an earlier export.")],
    formats: Annotated[str, typer.Option(help="parquet, csv or both, parted by a comma.")] = "parquet,csv",
) -> None:
    """Write every mart as Parquet and CSV, with a dictionary of the columns and a citation."""
    from skilldemand.analysis.export import FORMATS, README
    from skilldemand.analysis.export import export as written
    from skilldemand.analysis.warehouse import open_published

    session = session_of(context)
    wanted = tuple(dict.fromkeys(name.strip() for name in formats.split(",") if name.strip()))
    if not wanted or not set(wanted) <= set(FORMATS):
        raise UsageError(f"--formats {formats!r}: expected {', '.join(FORMATS)} or both.")
    with open_published(session.workspace.warehouse) as con, console.progress("Writing the marts") as advance:
        try:
            done = written(con, target, wanted, advance)
        except OSError as error:
            raise UsageError(f"{target}: {error.strerror}. Name a folder that can be written.") from error
    if done.sample:
        console.err.print("[bold red]SAMPLE DATA[/]: the files say so too.")
    console.out.print(
        f"{done.tables} tables, {console.number(done.rows)} rows in {console.escape(str(target))}: see {README}"
    )
