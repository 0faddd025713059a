"""`skilldemand crawl`: read the boards of the registry, politely; `crawl add` puts a board on the list."""

from collections import Counter
from typing import Annotated

import typer

from skilldemand.cli import clock, console, crawl_display, steps
from skilldemand.cli.crawl_setup import crawl_request, fresh_run_id, parse_boards, parse_options, parse_shard
from skilldemand.cli.errors import EXIT_NO_SOURCE, EXIT_WARNINGS, UsageError
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import Session, session_of

app = typer.Typer(help="Read job boards politely, or add one to the list.", invoke_without_command=True)


@app.callback()
def crawl(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Option("--source", help="Only this source; may be given several times.")
    ] = None,
    board: Annotated[
        list[str] | None, typer.Option("--board", metavar="SOURCE/SLUG", help="Only this board; several times.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print boards, requests and least time; ask nobody.")
    ] = False,
    resume: Annotated[
        str | None, typer.Option(metavar="RUN", help="Go on with this run: boards it has are left out.")
    ] = None,
    shard: Annotated[
        str | None, typer.Option(metavar="K/N", help="Only the K-th of N parts, for several machines.")
    ] = None,
    months: Annotated[int, typer.Option(help="How far back a source with history is read.", min=1)] = 2,
) -> None:
    """Read the boards of the registry.

    The exit code is 3 when a board failed or a monitor warns, 5 when every source failed.
    """
    if context.invoked_subcommand is not None:
        return
    from skilldemand.crawler.plan import make_plan

    session = session_of(context)
    if resume is not None and not list(session.workspace.landing.glob(f"*/{resume}*")):
        raise UsageError(
            f"--resume {resume!r}: no such run in {session.workspace.landing}. "
            "Its name stands in the title of the closing table and in state/ledger.jsonl."
        )
    boards = parse_boards(board or [])
    request = crawl_request(
        session,
        resume or fresh_run_id(session),
        sources=sorted({*(source or []), *boards}),
        boards=boards,
        shard=parse_shard(shard),
        months=months,
        resume=resume is not None,
    )
    if dry_run:
        crawl_display.print_plan(make_plan(request))
        return
    with run_lock(session.workspace, "crawl", clock.now()):
        health = steps.crawl_boards(session, request)
    if health != "ok":
        raise typer.Exit(EXIT_NO_SOURCE if health == "failed" else EXIT_WARNINGS)


@app.command("add")
def add(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="Name of the source, such as greenhouse.")],
    slug: Annotated[str, typer.Argument(help="How the source calls the board.")],
    company: Annotated[str | None, typer.Option(help="The employer's name; by default what its postings say.")] = None,
    option: Annotated[
        list[str] | None,
        typer.Option(
            "--option", metavar="NAME=VALUE", help="What the source needs beside the slug, e.g. site=Careers."
        ),
    ] = None,
) -> None:
    """Check a board against the live source, then add one line to workspace/boards/SOURCE.yml."""
    session = session_of(context)
    options = parse_options(option or [])
    with run_lock(session.workspace, "crawl add", clock.now()):
        _add(session, source, slug, company, options)


def _must_be_source(source: str) -> None:
    import difflib

    from skilldemand.crawler.registry import load_registry

    names = sorted(load_registry())
    if source not in names:
        near = difflib.get_close_matches(source, names, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"crawl add {source}: no such source; {hint}Known are {', '.join(names)}.")


def _add(session: Session, source: str, slug: str, company: str | None, options: dict[str, str]) -> None:
    from skilldemand.crawler.own_boards import add_board, read_own_boards
    from skilldemand.crawler.registry import Board
    from skilldemand.crawler.try_board import try_board

    _must_be_source(source)
    folder = session.workspace.boards
    if any(board.slug == slug for board in read_own_boards(folder).get(source, [])):
        raise UsageError(f"board {slug!r} of {source}: already in {folder / source}.yml. Nothing was changed.")
    board = Board(slug=slug, company=company, options=dict(options))
    with console.status(f"Reading {source}/{slug}"):
        seen = try_board(crawl_request(session, "try"), source, board)
    if seen.status not in {"complete", "partial"}:
        raise UsageError(
            f"board {slug!r} of {source}: {seen.status}" + (f" ({seen.reason})" if seen.reason else "") + ". "
            "It was not added. Check the slug in the address of the employer's careers page."
        )
    named, count = Counter(seen.companies).most_common(1)[0] if seen.companies else (None, 0)
    if company is None and count * 2 > len(seen.companies):  # a feed shows many employers and has none of its own
        board = Board(slug=slug, company=named, options=dict(options))
    path = add_board(folder, source, board)
    console.out.print(
        f"{console.escape(slug)}: {seen.listed} postings listed, {seen.kept} kept by the role filter. "
        f"Added to {console.escape(str(path))}."
    )
