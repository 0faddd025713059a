"""`skilldemand doctor`: is everything in order here, and if not, what to mend."""

from typing import Annotated

import typer
from rich.table import Table

from skilldemand.cli import console
from skilldemand.cli.errors import EXIT_ERROR
from skilldemand.cli.session import session_of


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Check the installation, the workspace, its permissions, the disk and the clock, and say what to mend.

    The exit code is 1 when something must be mended.
    """
    import msgspec

    from skilldemand.cli.examination import examine

    findings = examine(session_of(context))
    if as_json:
        console.print_json(msgspec.to_builtins(findings))
    else:
        table = Table(title="Examination", title_justify="left")
        for name in ("what", "state", "found", "what to do"):
            table.add_column(name)
        marks = {"ok": "[green]ok[/]", "warning": "[yellow]warning[/]", "fault": "[red]fault[/]"}
        for finding in findings:
            table.add_row(
                finding.what, marks[finding.state], console.escape(finding.found), console.escape(finding.remedy)
            )
        console.out.print(table)
    if any(finding.state == "fault" for finding in findings):
        raise typer.Exit(EXIT_ERROR)
