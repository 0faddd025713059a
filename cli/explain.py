"""`skilldemand explain`: one posting with every mention, its rule, and why it counts or not."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.posting_source import find_posting
from skilldemand.cli.session import session_of

if TYPE_CHECKING:
    from skilldemand.nlp.explain import Explanation

FORMATS = ("html", "terminal", "json")
_STYLES = {"required": "bold cyan underline", "preferred": "yellow underline", "duty": "green underline"}
_REFUSED = "dim strike"
_EVIDENCE = "magenta"


def explain(
    context: typer.Context,
    target: Annotated[
        str, typer.Argument(help="A file with a posting (text, HTML or a JSON object), a posting_key, or -.")
    ],
    output_format: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")] = "html",
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Write here; HTML goes to explain-ID.html in this folder by default."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The posting's title, where the file does not hold it.")] = None,
    company: Annotated[str | None, typer.Option(help="The employer's name, likewise.")] = None,
) -> None:
    """Show what one posting asks for: each mention with its strength, its rule and why it does or does not count."""
    if output_format not in FORMATS:
        raise UsageError(f"--format {output_format!r}: expected one of {', '.join(FORMATS)}.")
    given = find_posting(target, session_of(context).workspace, title=title, company=company)

    import msgspec

    from skilldemand.nlp.explain import as_object
    from skilldemand.nlp.explain import explain as explained
    from skilldemand.nlp.explain_page import as_html
    from skilldemand.nlp.taxonomy import load_taxonomy

    told = explained(given.text, given.title, given.company, location=given.location)
    if output_format == "html":
        path = output or Path(f"explain-{given.name}.html")
        _write(path, as_html(told, load_taxonomy()))
        refused = sum(not mention.counts for mention in told.mentions)
        console.err.print(
            f"{console.escape(str(path))}: {len(told.skills)} skills count, {refused} further mentions do not."
        )
    elif output_format == "json":
        text = msgspec.json.format(msgspec.json.encode(as_object(told)), indent=1).decode()
        _print_or_write(output, text)
    elif output is not None:
        with output.open("w", encoding="utf-8") as file:
            print_explanation(told, Console(file=file, highlight=False, soft_wrap=True, width=120))
    else:
        print_explanation(told, console.out)


def _print_or_write(output: Path | None, text: str) -> None:
    if output is None:
        console.out.print(text, markup=False)
    else:
        _write(output, text + "\n")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--output {str(path)!r}: {error.strerror}. Name a file that can be written.") from error


def print_explanation(told: "Explanation", out: Console) -> None:
    """Print the text with its marks, then the skills, the attributes and what does not count."""
    out.print(Text(told.title or "Posting without a title", style="bold"))
    for paragraph in told.paragraphs:
        if paragraph.title:
            out.print(Text(f"\n[{paragraph.title}]", style="dim"))
        line = Text("  ")
        for piece in paragraph.pieces:
            style = _EVIDENCE if piece.evidence else ""
            if piece.mentions:
                mention = told.mentions[piece.mentions[0]]
                style = _STYLES[mention.strength] if mention.counts else _REFUSED
            line.append(piece.text, style=style)
        out.print(line)
    out.print()
    out.print(_skills(told))
    out.print(_attributes(told))
    if not all(mention.counts for mention in told.mentions):
        out.print(_refused(told))


def _skills(told: "Explanation") -> Table:
    from skilldemand.nlp.explain import number

    table = Table(title=f"{len(told.skills)} skills that count", title_justify="left")
    for name in ("skill", "strength", "one of", "years", "text", "rule"):
        table.add_column(name)
    for row in told.skills:
        first = told.mentions[row.mentions[0]]
        group = f"group {row.any_of}" if row.any_of else ""
        strength = Text(row.strength, style=_STYLES[row.strength])
        table.add_row(row.name, strength, group, number(row.years), Text(first.surface), Text(first.rule))
    return table


def _attributes(told: "Explanation") -> Table:
    table = Table(title="The job", title_justify="left")
    for name in ("attribute", "value", "read from"):
        table.add_column(name)
    for row in told.attributes:
        table.add_row(row.title, Text(row.value or "not stated"), Text(row.evidence or "", style=_EVIDENCE))
    return table


def _refused(told: "Explanation") -> Table:
    table = Table(title="Found, not counted", title_justify="left")
    for name in ("skill", "text", "why not"):
        table.add_column(name)
    for mention in told.mentions:
        if not mention.counts:
            table.add_row(mention.skill_id, Text(mention.surface), Text(mention.reason or ""))
    return table
