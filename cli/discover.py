"""`skilldemand discover`: names that postings ask for and the taxonomy lacks."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skilldemand.cli import clock, console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.session import session_of

if TYPE_CHECKING:
    from skilldemand.nlp.discovery import Source
    from skilldemand.nlp.taxonomy import Taxonomy

YEAR = timedelta(days=365)


def discover(
    context: typer.Context,
    least: Annotated[int, typer.Option("--min-employers", min=1, help="Employers that must name a candidate.")] = 5,
    limit: Annotated[int, typer.Option(min=1, help="Candidates to print.")] = 100,
    since: Annotated[
        str | None,
        typer.Option(help="Growth compares postings of this day and later with those before; by default a year ago."),
    ] = None,
    hide: Annotated[str, typer.Option(help="Ids of known skills to look for as if unknown, parted by commas.")] = "",
    output: Annotated[Path | None, typer.Option("--output", help="Write the YAML here.")] = None,
    accept: Annotated[list[str] | None, typer.Option(help="Remember a name as accepted; may be repeated.")] = None,
    reject: Annotated[list[str] | None, typer.Option(help="Remember a name as no skill; may be repeated.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="Remember NAME=ID as a spelling of a known skill.")] = None,
) -> None:
    """Print names that employers list among known skills and the taxonomy lacks, as YAML ready to paste.

    Decisions are kept in state/discover.yml of the workspace; a name decided on is not proposed again.
    """
    from skilldemand.nlp.discovery_output import load_decisions
    from skilldemand.nlp.taxonomy import load_taxonomy

    workspace = session_of(context).workspace
    decisions = workspace.state / "discover.yml"
    taxonomy = load_taxonomy()
    if accept or reject or alias:
        workspace.create()
        _decide(decisions, taxonomy, accept or [], reject or [], alias or [])
        return
    hidden = [i.strip() for i in hide.split(",") if i.strip()]
    _must_know(taxonomy, hidden, "--hide")
    workspace.must_hold(workspace.landing, "import FILE", "crawl")
    keys = load_decisions(decisions).keys()
    lines, found = _look(workspace.landing, taxonomy, hidden, _day(since), keys, least, limit)
    text = "\n".join(lines)
    if output is not None:
        output.write_text(text, encoding="utf-8")
    else:
        console.out.print(text, markup=False, end="")
    console.err.print(f"Names of at least {least} employers: {console.number(found)}; the best {len(lines)} are shown.")


def _look(
    landing: Path,
    taxonomy: "Taxonomy",
    hidden: list[str],
    since: date,
    decided: frozenset[str],
    least: int,
    limit: int,
) -> tuple[list[str], int]:
    """Return the YAML of the best candidates, and how many there are in all."""
    from skilldemand.nlp.discovery import Discovery, without
    from skilldemand.nlp.discovery_output import proposals, rank

    discovery = Discovery(without(taxonomy, hidden) if hidden else taxonomy, since=since)
    with console.progress("Reading postings") as advance:
        for done in discovery.read(_sources(landing)):
            advance(done, None)
    candidates = rank(discovery, decided=decided, least=least)
    return list(proposals(candidates[:limit], taxonomy)), len(candidates)


def _sources(landing: Path) -> Iterator["Source"]:
    from skilldemand.nlp.discovery import Source
    from skilldemand.nlp.landing_texts import landing_texts

    for text in landing_texts(landing):
        day = (text.posted_at or text.seen_at or "")[:10]
        yield Source(text.title, text.description_text, text.company, date.fromisoformat(day) if day else None)


def _day(since: str | None) -> date:
    if since is None:
        return clock.now().date() - YEAR
    try:
        return date.fromisoformat(since)
    except ValueError as error:
        raise UsageError(f"--since {since!r}: expected a day such as 2026-01-31.") from error


def _decide(path: Path, taxonomy: "Taxonomy", accept: list[str], reject: list[str], alias: list[str]) -> None:
    from skilldemand.nlp.discovery_output import load_decisions, save_decisions

    pairs = [item.rpartition("=") for item in alias]
    for item, (name, sign, _) in zip(alias, pairs, strict=True):
        if not sign or not name:
            raise UsageError(f"--alias {item!r}: expected NAME=ID, e.g. HDFS=hadoop.")
    _must_know(taxonomy, [skill for _, _, skill in pairs], "--alias")
    decisions = load_decisions(path)
    for name in (*accept, *reject, *(name for name, _, _ in pairs)):
        decisions.forget(name)
    decisions.accepted += accept
    decisions.rejected += reject
    decisions.alias_of.update({name: skill for name, _, skill in pairs})
    save_decisions(path, decisions)
    console.err.print(
        f"{console.escape(str(path))}: {len(decisions.accepted)} accepted, {len(decisions.rejected)} rejected, "
        f"{len(decisions.alias_of)} aliases."
    )


def _must_know(taxonomy: "Taxonomy", ids: list[str], option: str) -> None:
    unknown = [i for i in ids if i not in taxonomy.entries]
    if unknown:
        raise UsageError(f"{option} {unknown[0]!r}: no such skill. `skilldemand taxonomy list` shows all ids.")
