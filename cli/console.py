"""What a person sees: results on standard output, progress and errors on standard error."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Advance = Callable[[int, int | None], None]


@contextmanager
def progress(title: str) -> Iterator[Advance]:
    """Show a bar while the block runs; the yielded function takes (done, total or None). Quiet when not a terminal."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
    with bar:
        task = bar.add_task(title, total=None)

        def advance(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


@contextmanager
def status(title: str) -> Iterator[Callable[[str], None]]:
    """Show a spinner with the name of the present step; the yielded function changes the name."""
    if not err.is_terminal:
        yield lambda _step: None
        return
    with err.status(title) as spinner:
        yield lambda step: spinner.update(f"{title}: {step}")


@contextmanager
def without_results(*, quiet: bool) -> Iterator[None]:
    """While the block runs print no results when `quiet`, so that a log holds one form of lines; errors are printed."""
    before, out.quiet = out.quiet, quiet
    try:
        yield
    finally:
        out.quiet = before


def number(value: int) -> str:
    """Return a count with thousands separated by commas."""
    return f"{value:,}"


def print_json(value: Any) -> None:
    """Print JSON for other programs, keys as they are, nothing wrapped or coloured."""
    out.print(json.dumps(value, ensure_ascii=False, indent=2), markup=False)


def escape(text: str) -> str:
    """Return text that Rich prints as it is, brackets included."""
    from rich.markup import escape as rich_escape

    return rich_escape(text)
