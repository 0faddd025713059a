"""`skilldemand taxonomy diff`: what changed between two releases of the list of skills."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skilldemand.cli import console

if TYPE_CHECKING:
    from skilldemand.nlp.taxonomy_diff import Change

_TITLES = {
    "added": "Added",
    "removed": "Removed",
    "id renamed": "Ids renamed",
    "name": "Names changed",
    "section": "Moved to another section",
    "kind": "Kind changed",
    "catalogue": "Tool or concept changed",
    "status": "Status changed",
    "parents": "Parents",
    "aliases": "Aliases",
    "patterns": "Patterns",
}
_PARTS = ("parents", "aliases", "patterns")


def diff(
    old: Annotated[Path, typer.Argument(metavar="A", help="The older: a folder of skill files, or a skills.jsonl.")],
    new: Annotated[Path, typer.Argument(metavar="B", help="The newer, in either form.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a change.")] = False,
) -> None:
    """Show skills added, removed, moved, renamed or changed between two releases.

    Aliases and patterns are compared when both are folders; a skills.jsonl, as it stands beside the mentions of a
    workspace, does not hold them.
    """
    import msgspec

    from skilldemand.nlp.taxonomy_diff import compare, read_release

    changes = compare(read_release(old), read_release(new))
    if as_json:
        for change in changes:
            console.out.print(msgspec.json.encode(change).decode(), markup=False)
        return
    if not changes:
        console.out.print("No difference.")
    for what, title in _TITLES.items():
        told = [change for change in changes if change.what == what]
        if told:
            console.out.print(f"[bold]{title}[/] ({len(told)})")
        for change in told:
            console.out.print("  " + _line(change))


def _line(change: "Change") -> str:
    skill, before, after = change.skill, *(tuple(map(console.escape, side)) for side in (change.before, change.after))
    if change.what in ("added", "removed"):
        return f"{skill}  [dim]{(after or before)[0]}[/]"
    if change.what in _PARTS:
        parts = [f"[green]+ {part}[/]" for part in after] + [f"[red]- {part}[/]" for part in before]
        return f"{skill}  {'  '.join(parts)}"
    return f"{skill}  {before[0]} → {after[0]}"
