"""Boards to crawl, and what crawling them left in the landing folder."""

from pathlib import Path

from skilldemand.crawler.landing import complete_runs, read_boards, read_postings
from tests.crawler.fault_matrix import board


def boards_of(sources):
    """Return {source: boards} of {slug: source}, as the registry has them."""
    return {
        source: [board(slug, source) for slug, kind in sources.items() if kind == source]
        for source in sorted(set(sources.values()))
    }


def landed(folder: Path):
    """Return {(run, posting_key): [hash]} of texts and {(run, board): status}."""
    texts, statuses = {}, {}
    for run in complete_runs(folder / "landing"):
        for posting in read_postings(run):
            texts.setdefault((run.name, posting.posting_key), []).append(posting.content_hash)
        for result in read_boards(run):
            statuses[run.name, result.board] = result.status
    return texts, statuses
