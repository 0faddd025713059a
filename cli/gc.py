"""`skilldemand gc`: clear up what the retention settings let go."""

import shutil
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from skilldemand.cli import clock, console, ledger
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import session_of

if TYPE_CHECKING:
    from skilldemand.cli.garbage import Item


def gc(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would go; remove nothing.")] = False,
) -> None:
    """Remove old crawl runs, publications, reports and mentions, as far as the `keep` settings let them go.

    The last publication, the last report and every run with a posting that is still listed always stay.
    """
    from skilldemand.cli.garbage import garbage
    from skilldemand.cli.health import size_of

    session = session_of(context)
    with run_lock(session.workspace, "gc", clock.now()):
        items = garbage(session)
        sizes = [size_of(item.path) if item.path.is_dir() else item.path.stat().st_size for item in items]
        if not dry_run and items:
            with ledger.step(session.workspace, clock.run_id(), "gc") as counts:
                for item in items:
                    _remove(item)
                counts.update(removed=len(items), bytes=sum(sizes))
    if not items:
        console.out.print("Nothing to clear up.")
        return
    table = Table(title="Would go" if dry_run else "Removed", title_justify="left")
    for name in ("path", "MB", "why"):
        table.add_column(name, justify="right" if name == "MB" else "left")
    for item, size in zip(items, sizes, strict=True):
        table.add_row(console.escape(str(item.path.relative_to(session.workspace.root))), f"{size / 1e6:.1f}", item.why)
    console.out.print(table)
    console.out.print(f"{len(items)} in all, {sum(sizes) / 1e6:,.1f} MB.")


def _remove(item: "Item") -> None:
    if item.path.is_dir():
        shutil.rmtree(item.path)
    else:
        item.path.unlink()
