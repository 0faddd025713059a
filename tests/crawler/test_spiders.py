"""What every spider promises, whichever source it reads."""

import importlib
import inspect
import json
import re
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scrapy.http import Request
from scrapy.utils.test import get_crawler

from skilldemand.crawler.errors import BoardsError, PayloadError
from skilldemand.crawler.registry import Board, load_registry
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.spiders.list_detail import ListDetailSpider
from tests.crawler.spider_classes import CONTEXT, OPTIONS, run_state, spider_classes

SPIDERS = spider_classes()
HEADINGS = ("Source", "API documentation", "Terms", "Caveats")
NOT_AN_ANSWER = [
    b"",
    b"<!doctype html><html><body>Please sign in</body></html>",
    b'{"jobs": [{"id": 1, "title": "ML Eng',
    b"\xff\xfe\x00\x00",
    b"null",
    b"17",
    b'{"error": "not found"}',
    b'{"jobs": 3, "data": 3, "items": 3, "result": 3, "offers": 3, "content": 3, "positions": 3, "jobPostings": 3}',
]


@pytest.fixture(params=sorted(SPIDERS))
def spider(request: pytest.FixtureRequest) -> type[BoardSpider]:
    return SPIDERS[request.param]


@pytest.fixture
def made(spider: type[BoardSpider], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BoardSpider:
    for name in load_registry()[spider.name].policy.key_env:
        monkeypatch.setenv(name, "a-key")
    return spider.from_crawler(get_crawler(spider), state=run_state(tmp_path, spider.name))


def boards_of(spider: type[BoardSpider]) -> list[Board]:
    return load_registry()[spider.name].boards or [Board(slug="acme", options=OPTIONS)]


def test_every_source_of_the_registry_has_a_spider_and_the_other_way_round() -> None:
    assert SPIDERS.keys() == load_registry().keys()


def test_file_name_and_class_have_one_name(spider: type[BoardSpider]) -> None:
    stem = spider.__module__.rpartition(".")[2]
    assert spider.name == stem
    assert spider.__name__ == "".join(word.capitalize() for word in stem.split("_")) + "Spider"


def test_the_registry_names_the_access_method_that_the_spider_has(spider: type[BoardSpider]) -> None:
    bases = {base.__module__.rpartition(".")[2] for base in spider.__mro__}
    assert load_registry()[spider.name].policy.family in bases


def test_the_docstring_has_its_headings_in_order_each_with_a_text(spider: type[BoardSpider]) -> None:
    text = spider.__doc__ or ""
    found = [text.find(f"\n    {heading}\n") for heading in HEADINGS]
    assert -1 not in found
    assert found == sorted(found)
    for heading in HEADINGS:
        assert re.search(rf"\n    {heading}\n      \S", text), heading


def test_parsing_is_pure_and_importable_from_the_module(spider: type[BoardSpider]) -> None:
    module = importlib.import_module(spider.__module__)
    assert spider.rows is module.rows
    assert spider.posting is module.posting
    if issubclass(spider, ListDetailSpider):
        assert spider.detail is module.detail


def test_the_first_request_of_every_board_goes_to_a_host_of_the_policy(made: BoardSpider) -> None:
    hosts = load_registry()[made.name].policy.hosts
    for board in boards_of(type(made)):
        request = made.first_request(board)
        assert isinstance(request, Request)
        address = urlsplit(request.url)
        assert address.scheme == "https"
        if hosts and not board.options.get("host"):
            assert any(fnmatch(address.hostname or "", host) for host in hosts), request.url


def test_a_board_whose_options_are_missing_is_named(made: BoardSpider) -> None:
    try:
        made.first_request(Board(slug="bare"))
    except BoardsError as error:
        message = str(error)
    else:
        return
    assert "bare" in message
    assert "options." in message


@pytest.mark.parametrize("body", NOT_AN_ANSWER, ids=lambda body: repr(body[:20]))
def test_what_is_no_answer_is_refused_with_the_board_s_name_or_lists_nothing(
    spider: type[BoardSpider], body: bytes
) -> None:
    try:
        listing = spider.rows(body, Board(slug="acme", options=OPTIONS))
    except PayloadError as error:
        message = str(error)
    else:
        assert not listing.rows
        return
    assert "acme" in message


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", " ", "1", "2026-01-31", "<p>"])
VALUES = st.recursive(
    SCALARS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "city"]), inner),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_answer_of_any_shape_is_parsed_or_refused(spider: type[BoardSpider], data: st.DataObject) -> None:
    words = sorted(set(re.findall(r'"(\w+)"', inspect.getsource(importlib.import_module(spider.__module__)))))
    row = data.draw(st.dictionaries(st.sampled_from(words), VALUES, max_size=12))
    board = Board(slug="acme", options=OPTIONS)
    body = json.dumps(data.draw(st.sampled_from([row, [row], {words[0]: row}, *({word: [row]} for word in words)])))
    try:
        rows = spider.rows(body.encode(), board).rows
    except PayloadError:
        rows = []
    for found in [row, *rows]:
        spider.row_id(found)
        spider.row_title(found)
        try:
            posting = spider.posting(Row(found, spider.name), board, CONTEXT)
        except PayloadError:
            continue
        assert posting.title
        assert posting.posting_key == f"{spider.name}:acme:{posting.native_id}"
    if issubclass(spider, ListDetailSpider):
        try:
            spider.detail(body.encode(), {}, board)
        except PayloadError:
            return
