"""`skilldemand evaluate`: the reader against labelled postings."""

from pathlib import Path
from typing import Annotated

import typer

from skilldemand.cli import console
from skilldemand.cli.session import session_of


def evaluate(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(help="Labelled postings, one JSON object a line.")],
    errors: Annotated[int, typer.Option(help="List this many skills that are most often wrong.")] = 0,
    diff: Annotated[bool, typer.Option("--diff", help="Compare with the last evaluation in this workspace.")] = False,
    model: Annotated[bool, typer.Option("--model/--no-model", help="Read with the learned part, or without.")] = True,
    write_quality: Annotated[
        Path | None,
        typer.Option(help="Also write how often each skill is right, for nlp/quality.csv; GOLD must be unlearned."),
    ] = None,
    learned_from: Annotated[
        Path | None,
        typer.Option(help="With --write-quality: labelled postings learned from, measured in folds and counted too."),
    ] = None,
) -> None:
    """Read labelled postings and print precision, recall and F1 with intervals."""
    from skilldemand.crawler.fields.html_text import clean_text
    from skilldemand.nlp.evaluation import evaluate_file
    from skilldemand.nlp.quality_measure import measure

    session = session_of(context)
    with console.progress("Reading labelled postings") as advance:
        lines = evaluate_file(
            gold,
            errors=errors,
            clean=clean_text,
            model=model,
            previous=session.workspace.state / "evaluation.json",
            show_diff=diff,
            jobs=session.settings.workers(),
            on_progress=advance,
        )
    for line in lines:
        console.out.print(console.escape(line))
    if write_quality is not None:
        write_quality.write_bytes(measure(gold, learned_from, clean_text))
        console.out.print(console.escape(f"quality of each skill written to {write_quality}"))
