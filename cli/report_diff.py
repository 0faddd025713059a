"""`skilldemand report diff`: what changed in method between two reports, and then what moved."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from skilldemand.cli import console
from skilldemand.cli.errors import EXIT_WARNINGS, UsageError
from skilldemand.cli.session import Session, session_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skilldemand.reports.comparing import Absence, Comparison, Move


def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="A", help="The older report: its folder, or its run id.")],
    new: Annotated[str, typer.Argument(metavar="B", help="The newer report; `latest` is the last one written.")],
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    across_break: Annotated[
        bool, typer.Option("--across-break", help="Compare the shares although the method changed.")
    ] = False,
) -> None:
    """Compare two reports: what changed in method, then which shares moved beyond their interval, entered and left.

    Shares on the two sides of a change of method are not compared, and the exit code is 3; else it is 0.
    """
    from skilldemand.reports.comparing import compare
    from skilldemand.reports.comparison_input import read_report

    session = session_of(context)
    found = compare(read_report(_folder(session, old)), read_report(_folder(session, new)), across_break=across_break)
    if as_json:
        console.print_json(_as_json(found))
    else:
        _print(found)
    if not found.comparable:
        raise typer.Exit(EXIT_WARNINGS)


def _folder(session: Session, named: str) -> Path:
    """Return the folder of a report that is named by its path, or by its run id in this workspace."""
    inside = session.workspace.reports / named
    for folder in (Path(named).expanduser(), inside):
        if folder.is_dir():
            return folder
    known = sorted(path.name for path in session.workspace.reports.glob("*") if path.is_dir())
    has = f"This workspace has: {', '.join(known[-5:])}" if known else "This workspace has no report yet"
    raise UsageError(f"report diff {named!r}: no such folder, and no such run in {inside.parent}. {has}.")


def _as_json(found: "Comparison") -> dict[str, Any]:
    return {
        "a": dict(found.a),
        "b": dict(found.b),
        "comparable": found.comparable,
        "method": [vars(change) for change in found.changes],
        "overlap_days": found.overlap_days,
        "same_postings": found.same_postings,
        "compared": len(found.moves),
        "moved": [vars(move) for move in found.moves if move.beyond],
        "still": [vars(move) for move in found.moves if not move.beyond],
        "entered": [vars(absence) for absence in found.entered],
        "left": [vars(absence) for absence in found.left],
    }


def _print(found: "Comparison") -> None:
    _print_method(found)
    if not found.comparable and not found.moves:
        console.out.print(
            "\nThe shares are not compared: they were not measured in the same way. Write both reports with one "
            "release, or add --across-break to see the differences all the same."
        )
        return
    _print_scope(found)
    _print_moves(found)
    for title, absences in (("Entered", found.entered), ("Left", found.left)):
        _print_absences(title, absences)


def _print_method(found: "Comparison") -> None:
    for letter, report in (("A", found.a), ("B", found.b)):
        window = " to ".join(report["window"]) if report["window"] else "undated"
        facts = f"{report['folder']}, {report['data']}, population {report['population']}, {window}"
        console.out.print(f"[bold]{letter}[/]  {console.escape(facts)}")
    console.out.print()
    if not found.changes:
        console.out.print("[bold]Method[/]  unchanged: the shares are comparable.")
        return
    table = Table("changed in method", "A", "B", "the shares", box=None, header_style="dim", pad_edge=False)
    for change in found.changes:
        verdict = "[red]are not comparable[/]" if change.breaks else "are comparable"
        table.add_row(*map(console.escape, (change.what, change.a, change.b)), verdict)
    console.out.print(table)


def _print_scope(found: "Comparison") -> None:
    if not found.comparable:
        console.out.print("\n[red]Across a change of method: what differs below may be the method alone.[/]")
    if found.same_postings:
        console.out.print("\nBoth reports are made from the same postings.")
    elif found.overlap_days:
        console.out.print(
            f"\nThe windows overlap by {console.number(found.overlap_days)} days, so that both may count the same "
            "vacancies: the intervals of the differences are wider than they need be."
        )
    else:
        console.out.print("\nThe windows do not overlap.")


def _print_moves(found: "Comparison") -> None:
    from skilldemand.reports.comparing import FALSE_DISCOVERIES

    moved = [move for move in found.moves if move.beyond]
    sure = sum(move.q <= FALSE_DISCOVERIES for move in moved)
    console.out.print(
        f"\n[bold]Moved beyond its interval[/]  {len(moved)} of {len(found.moves)} shares; {sure} of them (marked *) "
        f"also when all are looked at together (q ≤ {FALSE_DISCOVERIES:g})"
    )
    if not moved:
        return
    lines = [["  ", "A", "B", "points", "95 % interval", "rank A", "rank B", "q"]]
    lines += [_cells(move, marked=move.q <= FALSE_DISCOVERIES) for move in moved]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for number, cells in enumerate(lines):  # not a Rich table: piped into a file no cell may be cut
        padded = [
            cells[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)),
        ]
        console.out.print(console.escape("  ".join(padded)), style="" if number else "dim")


def _cells(move: "Move", *, marked: bool) -> list[str]:
    from skilldemand.reports.numbers import rank_range

    return [
        f"{'*' if marked else ' '} {move.name}",
        f"{100 * move.a:.1f} %",
        f"{100 * move.b:.1f} %",
        f"{100 * move.difference:+.1f}",
        f"{100 * move.lo:+.1f} to {100 * move.hi:+.1f}",
        *(rank_range({"rank_lo": lo, "rank_hi": hi}) for lo, hi in (move.rank_a, move.rank_b)),
        f"{move.q:.2g}",
    ]


def _print_absences(title: str, absences: "Sequence[Absence]") -> None:
    if not absences:
        return
    console.out.print(f"\n[bold]{title}[/]  {len(absences)} rows that only one report publishes")
    for absence in absences:
        name, reason = console.escape(absence.name), console.escape(absence.reason)
        console.out.print(f"  {name}  {100 * absence.share:.1f} %  [dim]else: {reason}[/]")
