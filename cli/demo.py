"""`skilldemand demo`: the whole pipeline on postings that ship with the package, with no network."""

import tempfile
from pathlib import Path

import typer

from skilldemand.cli import clock, console, ledger, steps
from skilldemand.cli.errors import UsageError
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import Session, session_of
from skilldemand.cli.workspace import DEMO_DEFAULT, Workspace

SOURCE = "sample"


def demo(context: typer.Context) -> None:
    """Run everything on bundled sample data: about half a minute, no network.

    It works in ./demo-workspace unless --workspace names another folder, and refuses a folder with real postings.
    """
    given = session_of(context)
    session = given if given.explicit_workspace else Session(Workspace(DEMO_DEFAULT), True, given.debug)
    _refuse_real_postings(session.workspace)
    with run_lock(session.workspace, "demo", clock.now()):
        run_id = clock.run_id()
        _import_sample(session, run_id)
        steps.extract_landing(session, run_id)
        steps.build_warehouse(session, run_id)
        files, lines = steps.write_report(session, run_id)
    steps.print_report(files, lines, reports=session.workspace.reports)
    console.out.print(
        f"[dim]Next    skilldemand --workspace {console.escape(str(session.workspace.root))} sql "
        '"from marts.skill_demand limit 5"[/]'
    )


def _refuse_real_postings(workspace: Workspace) -> None:
    others = sorted(folder.name for folder in workspace.landing.glob("*") if folder.name != SOURCE)
    if others:
        raise UsageError(
            f"{workspace.landing}: holds real postings ({', '.join(others)}); the demo would mix invented ones "
            "with them. Leave out --workspace, or name a new folder."
        )


def _import_sample(session: Session, run_id: str) -> None:
    from skilldemand.crawler.importing.files import import_files
    from skilldemand.crawler.sample_market import write_sample_jsonl

    with (
        ledger.step(session.workspace, run_id, "import") as counts,
        tempfile.TemporaryDirectory() as folder,
        console.status("Importing sample data"),
    ):
        path = Path(folder) / "sample.jsonl"
        write_sample_jsonl(path)
        summary = import_files(
            [path], session.workspace.landing, column_map=None, sample=True, source=SOURCE, now=clock.now()
        )
        counts.update(rows=summary.rows, imported=summary.imported, sample=True)
