"""Rows come out the same whether this process or a worker reads them."""

import asyncio
import os
import signal
import sys

import pytest

from skilldemand.crawler.listing import Context
from skilldemand.crawler.reading import Workers, make_workers, read_rows
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.ashby import AshbySpider

BOARD, CONTEXT = Board(slug="elm", company="Elm"), Context(run_id="r", seen_at="2026-03-10T06:00:00+00:00")
GOOD = {
    "id": "1",
    "title": "Data Scientist",
    "descriptionHtml": "<p>Python and SQL.</p>",
    "jobUrl": "https://x.example/1",
}
ROWS = [(GOOD, "ashby:elm:1"), ({"id": "2", "title": None}, "ashby:elm:2"), ({**GOOD, "mood": "sunny"}, "ashby:elm:1")]


def here():
    return read_rows(AshbySpider.__module__, AshbySpider.__name__, ROWS, BOARD, CONTEXT)


def test_a_row_becomes_a_line_or_a_reason():
    good, bad, grown = here()
    assert b'"title":"Data Scientist"' in good.line
    assert good.states == ("url", "description_text")
    assert (bad.line, bad.error_kind) == (b"", "PayloadError")
    assert "'title' is missing" in bad.error
    assert grown.leftovers == ("mood",)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forks")
def test_workers_read_the_same_and_are_not_missed_when_they_die():
    workers = Workers(1)
    try:
        assert asyncio.run(workers.read(AshbySpider, ROWS, BOARD, CONTEXT)) == here()
        for number in workers.processes():
            os.kill(number, signal.SIGKILL)
        assert asyncio.run(workers.read(AshbySpider, ROWS, BOARD, CONTEXT)) == here()
    finally:
        workers.close()


def test_a_few_boards_are_read_without_workers():
    assert make_workers(5) is None
