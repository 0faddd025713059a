"""Answers come out the same whether this process or a worker reads them."""

import asyncio
import json
import os
import signal
import sys

import pytest

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.listing import Context
from skilldemand.crawler.reading import Workers, make_workers, read_listing
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.ashby import AshbySpider

BOARD, CONTEXT = Board(slug="elm", company="Elm"), Context(run_id="r", seen_at="2026-03-10T06:00:00+00:00")
GOOD = {
    "id": "1",
    "title": "Data Scientist",
    "descriptionHtml": "<p>Python and SQL.</p>",
    "jobUrl": "https://x.example/1",
}
ROWS = [GOOD, {"id": "2", "title": None}, {**GOOD, "mood": "sunny"}, {"title": "nobody"}, {**GOOD, "title": "Gardener"}]
ANSWER = json.dumps({"jobs": ROWS}).encode()


def here():
    return read_listing(AshbySpider.__module__, AshbySpider.__name__, ANSWER, BOARD, CONTEXT)


def test_a_row_becomes_a_line_or_a_reason():
    good, bad, grown, nameless, other = here().rows
    assert b'"title":"Data Scientist"' in good.read.line
    assert good.read.states == ("url", "description_text")
    assert (bad.read.line, bad.read.error_kind) == (b"", "PayloadError")
    assert "'title' is missing" in bad.read.error
    assert grown.read.leftovers == ("mood",)
    assert (nameless.native_id, nameless.read) == (None, None)
    assert (other.native_id, other.title, other.read) == ("1", "Gardener", None)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forks")
def test_workers_read_the_same_and_are_not_missed_when_they_die():
    workers = Workers(1)
    try:
        assert asyncio.run(workers.read(AshbySpider, ANSWER, BOARD, CONTEXT)) == here()
        with pytest.raises(PayloadError, match="HTML where JSON is due"):
            asyncio.run(workers.read(AshbySpider, b"<html>", BOARD, CONTEXT))
        for number in workers.processes():
            os.kill(number, signal.SIGKILL)
        assert asyncio.run(workers.read(AshbySpider, ANSWER, BOARD, CONTEXT)) == here()
    finally:
        workers.close()


def test_a_few_boards_are_read_without_workers():
    assert make_workers(5) is None
