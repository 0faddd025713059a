"""The entry point: global options, the list of commands, and how errors end.

Nothing heavy is imported here: command modules import spaCy, DuckDB and the rest inside their functions,
so that `--help` answers at once.
"""

import io
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from skilldemand.cli import (
    backup,
    build,
    config,
    console,
    crawl,
    demo,
    discover,
    doctor,
    evaluate,
    explain,
    export,
    extract,
    gap,
    gc,
    import_files,
    merge,
    report,
    run,
    sql,
    status,
    taxonomy,
)
from skilldemand.cli.errors import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_OK, exit_code_of, fault_of_machine
from skilldemand.cli.session import make_session, skilldemand_version
from skilldemand.cli.trust import tighten_umask
from skilldemand.cli.workspace import DEMO_DEFAULT

app = typer.Typer(
    name="skilldemand",
    help="Which skills, frameworks and clouds employers ask machine-learning engineers for, and how sure we are.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo")(demo.demo)
app.add_typer(crawl.app, name="crawl")
app.command("import")(import_files.import_files)
app.command("extract")(extract.extract)
app.command("build")(build.build)
app.add_typer(report.app, name="report")
app.command("run")(run.run)
app.command("sql")(sql.sql)
app.command("export")(export.export)
app.command("gap")(gap.gap)
app.command("explain")(explain.explain)
app.command("discover")(discover.discover)
app.command("evaluate")(evaluate.evaluate)
app.command("status")(status.status)
app.command("doctor")(doctor.doctor)
app.command("gc")(gc.gc)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("merge")(merge.merge)
app.add_typer(taxonomy.app, name="taxonomy")
app.add_typer(config.app, name="config")


def _print_version(value: bool) -> None:
    if value:
        console.out.print(f"skilldemand {skilldemand_version()}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option(
            envvar="SKILLDEMAND_WORKSPACE",
            help="Folder that holds all state; ./workspace by default, ./demo-workspace for demo.",
            show_default=False,
        ),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that every command shares."""
    from skilldemand.nlp.own_skills import reading_own_skills

    if workspace is None and context.invoked_subcommand == "demo":
        workspace = DEMO_DEFAULT
    context.obj = make_session(workspace, debug=debug)
    context.with_resource(reading_own_skills(context.obj.workspace.skills))


def invoke(arguments: list[str]) -> int:
    """Run one command line and return its exit code; errors are printed as one paragraph on standard error."""
    try:
        app(args=arguments, prog_name="skilldemand", standalone_mode=True)
    except SystemExit as stop:
        if stop.code == EXIT_INTERRUPTED:  # Typer turns Ctrl-C into an exit without a word
            return _interrupted()
        return stop.code if isinstance(stop.code, int) else EXIT_ERROR
    except KeyboardInterrupt:
        return _interrupted()
    except Exception as error:  # noqa: BLE001  (the last resort before the user: reported, never swallowed)
        if str(error) == "Query interrupted":  # what DuckDB makes of Ctrl-C while it computes
            return _interrupted()
        return _report_error(error, debug="--debug" in arguments)
    return EXIT_OK


def _interrupted() -> int:
    console.err.print("Interrupted. What was finished is kept; run the same command again to go on.")
    return EXIT_INTERRUPTED


def _report_error(error: Exception, *, debug: bool) -> int:
    code = exit_code_of(error)
    if debug:
        traceback.print_exception(error)
    if code is None and (reason := fault_of_machine(error)):
        console.err.print(f"[bold red]Error[/] {console.escape(reason)}")
        return EXIT_ERROR
    if code is None:
        console.err.print(
            f"[bold red]Unexpected error[/] {type(error).__name__}: {console.escape(str(error))}. "
            "This is a fault of skilldemand, not of your data; "
            + ("please report it with the traceback above." if debug else "run again with --debug to see where.")
        )
        return EXIT_ERROR
    console.err.print(f"[bold red]Error[/] {console.escape(str(error))}")
    return code


def main() -> None:
    """Run the command line of this process."""
    tighten_umask()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without Unicode gets "?", not an error
            stream.reconfigure(errors="replace")
    sys.exit(invoke(sys.argv[1:]))


if __name__ == "__main__":
    main()
