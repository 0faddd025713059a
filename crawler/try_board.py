"""Reading one board once, without leaving a trace: how `crawl add` checks what it is told."""

import tempfile
from pathlib import Path
from typing import NamedTuple

import msgspec

from skilldemand.crawler.crawl import CrawlRequest, crawl
from skilldemand.crawler.errors import CrawlError
from skilldemand.crawler.landing import complete_runs, read_boards, read_postings
from skilldemand.crawler.own_boards import add_board
from skilldemand.crawler.registry import Board


class Tried(NamedTuple):
    """How the visit ended."""

    status: str
    reason: str | None
    listed: int
    kept: int
    companies: list[str]
    """The employer's name as each posting that was kept says it."""


def try_board(request: CrawlRequest, source: str, board: Board) -> Tried:
    """Visit a board that no registry has, at the source's pace and within its quota; nothing is kept of the visit.

    Raises CrawlError for a source that is unknown or needs a key.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        add_board(folder / "boards", source, board)
        crawl(
            [
                msgspec.structs.replace(
                    request,
                    landing=str(folder / "landing"),
                    state=str(folder / "state"),
                    quotas=request.quotas or f"{request.state}/quotas.sqlite",
                    own_boards=str(folder / "boards"),
                    sources=[source],
                    boards={source: [board.slug]},
                )
            ]
        )
        runs = complete_runs(folder / "landing", source)
        if not runs:
            raise CrawlError(f"source {source!r}: nothing could be read, for example because a key is missing.")
        (result,) = read_boards(runs[0])
        companies = [posting.company for posting in read_postings(runs[0]) if posting.company]
    return Tried(result.status, result.reason, result.listed, result.emitted, companies)
