"""`skilldemand gap`: what is open to a person with some skills, and which further skills would open most."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.session import session_of

if TYPE_CHECKING:
    import duckdb

    from skilldemand.analysis.gap import Gap
    from skilldemand.analysis.openings import Scope

FORMATS = ("text", "json")


def gap(
    context: typer.Context,
    have: Annotated[str, typer.Option(help="Skills you have, parted by commas: python,sql,pytorch.")] = "",
    resume: Annotated[
        Path | None, typer.Option(help="Read them from a résumé: text, Markdown or PDF. It is not stored.")
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(help="Role or population, e.g. ml-engineer; by default the population of the settings."),
    ] = None,
    country: Annotated[str | None, typer.Option(help="Country of the vacancies, e.g. US.")] = None,
    seniority: Annotated[str | None, typer.Option(help="Such as junior or senior.")] = None,
    workplace: Annotated[str | None, typer.Option(help="remote, hybrid or onsite.")] = None,
    ever: Annotated[
        bool, typer.Option("--ever", help="Count every vacancy seen, not only those that stand now.")
    ] = False,
    top: Annotated[int, typer.Option(min=1, max=50, help="Skills and pairs to show.")] = 8,
    output_format: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")] = "text",
) -> None:
    """Count the vacancies open to you, and find the next skills and pairs of skills that would open most."""
    from skilldemand.analysis.gap import gap as worked_out
    from skilldemand.analysis.gap import skill_names
    from skilldemand.analysis.warehouse import open_published
    from skilldemand.cli.gap_text import lines

    session = session_of(context)
    if output_format not in FORMATS:
        raise UsageError(f"--format {output_format!r}: expected one of {', '.join(FORMATS)}.")
    if not have and resume is None:
        raise UsageError("gap: give --have python,sql,… or --resume FILE.")
    held = _held(have, resume)
    with open_published(session.workspace.warehouse) as con:
        scope = _scope(con, role or session.settings.population, country, seniority, workplace, ever=ever)
        found = worked_out(con, held, scope, top)
        sample = bool(con.execute("SELECT bool_or(sample) FROM meta.run").fetchall()[0][0])
        names = skill_names(con)
    if output_format == "json":
        _print_json(found, sample=sample)
        return
    for line in lines(found, names, top=top, ever=ever, sample=sample, read=resume is not None):
        console.out.print(line)


def _print_json(found: "Gap", *, sample: bool) -> None:
    console.out.print(json.dumps({**asdict(found), "sample": sample}, ensure_ascii=False, indent=1), markup=False)


def _held(have: str, resume: Path | None) -> list[str]:
    from skilldemand.cli.resume import resume_text, skills_of

    held = set(resolve(name.strip() for name in have.split(",") if name.strip()))
    if resume is not None:
        held |= set(skills_of(resume_text(resume)))
    if not held:
        raise UsageError(f"--resume {str(resume)!r}: names no skill that the reader knows. Add some with --have.")
    return sorted(held)


def resolve(names: Iterable[str]) -> list[str]:
    """Return the ids of skills given by id, name or alias.

    Raises UsageError with the nearest ids for unknown ones.
    """
    from skilldemand.nlp.taxonomy import load_taxonomy

    known: dict[str, str] = {}
    for skill_id, entry in load_taxonomy().entries.items():
        for alias in entry.skill.all_aliases():
            known.setdefault(alias.text.casefold(), skill_id)
    for skill_id, entry in load_taxonomy().entries.items():
        known[entry.skill.name.casefold()] = known[skill_id] = skill_id
    found, unknown = [], []
    for name in names:
        skill = known.get(name.casefold()) or known.get(name.casefold().replace(" ", "-"))
        if skill is None:
            near = difflib.get_close_matches(name.casefold(), known, n=3, cutoff=0.6)
            unknown.append(
                f"{name!r}" + (f" (near it: {', '.join(dict.fromkeys(known[n] for n in near))})" if near else "")
            )
        else:
            found.append(skill)
    if unknown:
        raise UsageError(f"--have: no such skill: {'; '.join(unknown)}. `skilldemand taxonomy list` shows all ids.")
    return found


def _scope(
    con: "duckdb.DuckDBPyConnection",
    role: str,
    country: str | None,
    seniority: str | None,
    workplace: str | None,
    *,
    ever: bool,
) -> "Scope":
    from skilldemand.analysis.gap import choices, stands_open
    from skilldemand.analysis.openings import Scope

    given = {
        "population": role, "country": country.upper() if country else None, "seniority": seniority,
        "workplace": workplace,
    }  # fmt: skip
    known = choices(con)
    for name, value in given.items():
        if value is not None and value not in known[name]:
            near = difflib.get_close_matches(value, known[name], n=3, cutoff=0.3) or known[name][:12]
            option = "role" if name == "population" else name
            raise UsageError(f"--{option} {value!r}: not in this warehouse. Near it: {', '.join(near)}.")
    return Scope(role, given["country"], seniority, workplace, open_now=not ever and stands_open(con))
