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
        str | None,
        typer.Option(
            "--input",
            help="Read this file: JSON or JSON Lines (id, text or description, optional title), or Parquet "
            "(text_hash, title, company, text).",
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option("--output", help="Where the answer to --input goes: one JSON object a posting, or Parquet."),
    ] = None,
    model: Annotated[
        bool, typer.Option("--model/--no-model", help="With --input: read with the learned part, or without.")
    ] = True,
    engine: Annotated[
        str, typer.Option(metavar="local|spark", help="With Parquet: read here, or on a Spark cluster (extra spark).")
    ] = "local",
    master: Annotated[
        str | None, typer.Option(help="With --engine spark: the cluster's address, such as local[2].")
    ] = None,
) -> None:
    """Find the skills each posting asks for.

    Without options it reads what was crawled or imported into the workspace and has not been read yet.
    With --input and --output it reads one file (Spark: any path that Spark reads) and touches no workspace.
    """
    session = session_of(context)
    if (source is None) != (target is None):
        raise UsageError("extract: --input and --output go together. Give both, or neither to read the workspace.")
    if engine not in {"local", "spark"}:
        raise UsageError(f"--engine {engine!r}: expected local or spark.")
    if source is not None and target is not None:
        if engine == "spark" or source.endswith(".parquet") or target.endswith(".parquet"):
            _extract_parquet(session, source, target, engine=engine, master=master, model=model)
        else:
            _extract_file(session, Path(source), Path(target), model=model)
        return
    if engine == "spark":
        raise UsageError("extract: --engine spark reads Parquet. Give --input and --output too.")
    if not model:
        raise UsageError("extract: --no-model reads one file only. Give --input and --output too.")
    with run_lock(session.workspace, "extract", clock.now()):
        summary = steps.extract_landing(session, clock.run_id())
    console.out.print(
        f"Read {console.number(summary.read)} texts now, {console.number(summary.texts)} in all "
        f"(reader {summary.version})."
    )


def _extract_parquet(
    session: Session, source: str, target: str, *, engine: str, master: str | None, model: bool
) -> None:
    from skilldemand.nlp.parquet_files import extract_parquet
    from skilldemand.nlp.spark import extract_spark

    if not model:
        raise UsageError("extract: --no-model reads JSON files only. Leave it out, or give a JSON file.")
    if engine == "spark":
        rows = extract_spark(source, target, master)
    else:
        with console.progress("Reading postings") as advance:
            rows = extract_parquet(Path(source), Path(target), jobs=session.settings.workers(), on_progress=advance)
    console.err.print(f"{console.escape(target)}: {console.number(rows)} postings read.")


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
