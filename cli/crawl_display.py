"""What a person sees of a crawl: the plan, one bar a source while it runs, and the closing table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from skilldemand.cli import console

if TYPE_CHECKING:
    from skilldemand.crawler.crawl import Event, RunSummary, SourceSummary
    from skilldemand.crawler.plan import Plan


def print_plan(plan: "Plan") -> None:
    """Print what a crawl would do: sources, boards, least requests and time, and what is left out."""
    table = Table(title="Plan", title_justify="left")
    for name in ("source", "boards", "requests (at least)", "pace", "time (at least)", "quota"):
        table.add_column(name, justify="left" if name in {"source", "quota"} else "right")
    for source in plan.sources:
        quota = source.policy.quota
        table.add_row(
            source.source,
            console.number(len(source.boards)),
            console.number(source.least_requests),
            f"{source.policy.pace_seconds:g} s",
            duration(source.least_seconds),
            f"{quota.requests} a {quota.per}" if quota else "",
        )
    console.out.print(table)
    for name, reason in sorted(plan.skipped.items()):
        console.out.print(f"[dim]left out  {name}: {console.escape(reason)}[/]")
    longest = max((source.least_seconds for source in plan.sources), default=0.0)
    boards = sum(len(source.boards) for source in plan.sources)
    console.out.print(
        f"{console.number(boards)} boards of {len(plan.sources)} sources. Sources are read side by side, "
        f"so the run takes at least {duration(longest)}; pages and details come on top."
    )


@contextmanager
def progress(plan: "Plan") -> "Iterator[Callable[[Event], None]]":
    """Show one bar a source while the block runs; the yielded function takes the crawl's events."""
    from skilldemand.crawler.crawl import BoardEvent, SourceSummary

    bars = Progress(
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[listed]} listed"),
        TimeElapsedColumn(),
        console=console.err,
        transient=True,
        disable=not console.err.is_terminal,
    )
    with bars:
        tasks: dict[str, TaskID] = {
            source.source: bars.add_task(source.source, total=len(source.boards), listed=0) for source in plan.sources
        }
        listed = dict.fromkeys(tasks, 0)

        def hear(event: "Event") -> None:
            if isinstance(event, BoardEvent):
                listed[event.source] += event.listed
                bars.update(tasks[event.source], advance=1, listed=listed[event.source])
            elif isinstance(event, SourceSummary):
                bars.stop_task(tasks[event.source])

        yield hear


def print_summary(summary: "RunSummary") -> None:
    """Print the closing table: boards by status, postings, time and bytes of each source, then what was noticed."""
    table = Table(title=f"Crawl {summary.run_id}", title_justify="left")
    names = ("source", "boards", "listed", "kept", "new", "changed", "closed", "seconds", "MB")
    for name in names:
        table.add_column(name, justify="left" if name in {"source", "boards"} else "right")
    for source in summary.sources:
        counts = (source.listed, source.kept, source.new, source.changed, source.closed)
        table.add_row(
            source.source,
            ", ".join(f"{count} {status}" for status, count in source.boards.items()),
            *(console.number(count) for count in counts),
            f"{source.seconds:.1f}",
            f"{source.bytes / 1e6:.2f}",
        )
    console.out.print(table)
    for source in summary.sources:
        print_warnings(source)
    if summary.stopped:
        console.out.print(
            f"Stopped before the end. Go on with [bold]skilldemand crawl --resume {console.escape(summary.run_id)}[/]."
        )


def by_source(summary: "RunSummary") -> dict[str, dict[str, object]]:
    """Return what the ledger keeps of each source: boards by status, counts, duration, warnings."""
    return {
        source.source: {
            "boards": source.boards,
            "listed": source.listed,
            "new": source.new,
            "changed": source.changed,
            "closed": source.closed,
            "seconds": round(source.seconds, 1),
            "bytes": source.bytes,
            "warnings": source.warnings,
        }
        for source in summary.sources
    }


def print_warnings(source: "SourceSummary") -> None:
    """Print what the monitors noticed about a source."""
    for warning in source.warnings:
        console.out.print(f"[yellow]warning[/]  {source.source}: {console.escape(warning)}")


def duration(seconds: float) -> str:
    """Return a time as people say it: 45 s, 12 min, 3.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
