"""`skilldemand taxonomy`: the list of skills, its rules and its checks."""

from typing import Annotated, Any

import typer
from rich.table import Table

from skilldemand.cli import console, taxonomy_diff
from skilldemand.cli.errors import EXIT_ERROR, UsageError

app = typer.Typer(
    help="The list of skills: check it, look at it, try a sentence. Your own stand in WORKSPACE/skills/SECTION.yml.",
    no_args_is_help=True,
)
app.command("diff")(taxonomy_diff.diff)


@app.command("check")
def check() -> None:
    """Validate every skill file and run every example sentence."""
    from skilldemand.nlp.check import check as find_problems
    from skilldemand.nlp.check import check_examples
    from skilldemand.nlp.taxonomy import load_taxonomy

    with console.status("Checking the taxonomy"):
        taxonomy = load_taxonomy()
        problems = find_problems(taxonomy)
        if not any(problem.field == "patterns" for problem in problems):
            problems += check_examples(taxonomy)
    for problem in problems:
        console.err.print(f"[red]•[/] {console.escape(str(problem))}")
    skills = [entry.skill for entry in taxonomy.entries.values()]
    chapters = len({section.guide for section in taxonomy.sections})
    examples = sum(len(skill.examples.match) + len(skill.examples.reject) for skill in skills)
    console.out.print(
        f"{len(skills)} skills in {len(taxonomy.sections)} sections of the guide's {chapters} chapters, "
        f"{sum(len(skill.aliases) for skill in skills)} "
        f"aliases, {sum(len(skill.patterns) for skill in skills)} patterns, {examples} examples, version "
        f"{taxonomy.version}: " + (f"{len(problems)} problems" if problems else "all right")
    )
    if problems:
        raise typer.Exit(EXIT_ERROR)


@app.command("show")
def show(skill_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a skill, e.g. pytorch.")]) -> None:
    """Show one skill: names, rules, examples."""
    import difflib

    import msgspec

    from skilldemand.nlp.own_skills import PREFIX
    from skilldemand.nlp.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    entry = taxonomy.entries.get(skill_id)
    if entry is None:
        near = difflib.get_close_matches(skill_id, taxonomy.entries, n=3, cutoff=0.4)
        hint = f"Did you mean {', '.join(near)}? " if near else ""
        raise UsageError(f"taxonomy show {skill_id!r}: no such skill. {hint}`skilldemand taxonomy list` shows all ids.")
    written = _filled(msgspec.to_builtins(entry.skill))
    console.out.print(f"[dim]# {entry.file if entry.file.startswith(PREFIX) else f'nlp/skills/{entry.file}'}[/]")
    console.out.print(console.escape(msgspec.yaml.encode(written).decode()).rstrip())


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that say something, inner ones likewise."""
    inner = {key: _filled(value) if isinstance(value, dict) else value for key, value in fields.items()}
    return {key: value for key, value in inner.items() if value}


@app.command("list")
def list_skills(
    section: Annotated[str | None, typer.Option(help="Only this section, e.g. cloud.")] = None,
) -> None:
    """List skills by section."""
    from skilldemand.nlp.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    sections = {entry.section for entry in taxonomy.entries.values()}
    if section is not None and section not in sections:
        raise UsageError(f"--section {section!r}: expected one of {', '.join(sorted(sections))}.")
    table = Table(title=f"Taxonomy {taxonomy.version}", title_justify="left")
    for name in ("id", "name", "section", "kind", "status"):
        table.add_column(name)
    for entry in taxonomy.entries.values():
        if section in (None, entry.section):
            skill = entry.skill
            table.add_row(skill.id, console.escape(skill.name), entry.section, skill.kind, skill.status)
    console.out.print(table)


@app.command("test")
def test(
    sentence: Annotated[str, typer.Argument(help="One sentence of a posting.")],
) -> None:
    """Show what the reader finds in one sentence, and why."""
    from skilldemand.nlp.reader import Reader

    reading = Reader().read(sentence)
    if not reading.mentions:
        console.out.print("Nothing found.")
        return
    table = Table()
    for name in ("skill", "text", "strength", "counts", "rule", "why not"):
        table.add_column(name)
    for mention in reading.mentions:
        table.add_row(
            mention.skill_id,
            console.escape(mention.surface),
            mention.strength,
            "yes" if mention.counts else "no",
            console.escape(mention.rule),
            console.escape(mention.reason or ""),
        )
    console.out.print(table)
