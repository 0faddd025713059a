"""`skilldemand extract`: read postings, from the workspace or from any file."""

from pathlib import Path
from typing import Annotated

import typer

from skilldemand.cli import clock, console, steps
from skilldemand.cli.errors import UsageError
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import Session, session_of


def extract(
    context: typer.Context,
    source: Annotated[
        Path | None,
        typer.Option("--input", help="Read this JSON or JSON Lines file (id, text or description, optional title)."),
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--output", help="Where the answer to --input goes, one JSON object a posting.")
    ] = None,
    model: Annotated[
        bool, typer.Option("--model/--no-model", help="With --input: read with the learned part, or without.")
    ] = True,
) -> None:
    """Find the skills each posting asks for.

    Without options it reads what was crawled or imported into the workspace and has not been read yet.
    With --input and --output it reads one file and touches no workspace.
    """
    session = session_of(context)
    if (source is None) != (target is None):
        raise UsageError("extract: --input and --output go together. Give both, or neither to read the workspace.")
    if source is not None and target is not None:
        _extract_file(session, source, target, model=model)
        return
    if not model:
        raise UsageError("extract: --no-model reads one file only. Give --input and --output too.")
    with run_lock(session.workspace, "extract", clock.now()):
        summary = steps.extract_landing(session, clock.run_id())
    console.out.print(
        f"Read {console.number(summary.read)} texts now, {console.number(summary.texts)} in all "
        f"(reader {summary.version})."
    )


def _extract_file(session: Session, source: Path, target: Path, *, model: bool) -> None:
    from skilldemand.crawler.fields.html_text import clean_text
    from skilldemand.nlp.batch import extract_file

    with console.progress("Reading postings") as advance:
        summary = extract_file(
            source, target, jobs=session.settings.workers(), clean=clean_text, model=model, on_progress=advance
        )
    console.err.print(
        f"{console.escape(str(target))}: {console.number(summary.read)} postings read"
        + "".join(f", {console.number(count)} left out ({reason})" for reason, count in summary.rejected.items())
        + "."
    )
