"""The embedded server says in each API's own form what stands on the invented boards."""

import datetime as dt
import http.client
import json
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from skilldemand.crawler.embedded.boards import write_registry
from skilldemand.crawler.embedded.server import APIS, EmbeddedServer
from skilldemand.crawler.listing import Context
from skilldemand.crawler.registry import parse_source
from skilldemand.crawler.row import Row
from skilldemand.crawler.sample_market import load_market, postings_at
from skilldemand.crawler.spider_index import spider_of

DAY = dt.date(2026, 6, 30)
CONTEXT = Context(run_id="r1", seen_at="2026-06-30T06:00:00+00:00", sample=True)
WHOLE = ("greenhouse", "lever", "ashby", "workable", "personio", "teamtailor", "recruitee")


@pytest.fixture(scope="module")
def server():
    with EmbeddedServer() as running:
        yield running


def get(server, url, *, headers=None, day=DAY, method="GET", body=None):
    parts = urlsplit(server.at(day))
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)) as connection:
        connection.request(method, f"{parts.path}/{url.replace('://', '/')}", body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers


def ask(server, request):
    return get(server, request.url, method=request.method, body=request.body or None)[:2]


@pytest.mark.parametrize("source", WHOLE)
def test_a_spider_reads_every_advert_of_its_boards(server, source, tmp_path):
    write_registry(tmp_path)
    registered = parse_source((tmp_path / f"{source}.yml").read_text("utf-8"), f"{source}.yml")
    spider = spider_of(source)
    adverts = postings_at(DAY)
    assert registered.boards
    for board in registered.boards:
        request = spider.first_request(spider.__new__(spider), board)
        status, body = ask(server, request)
        assert status == 200
        rows = spider.rows(body, board).rows
        found = [spider.posting(Row(row, board.slug), board, CONTEXT) for row in rows]
        standing = adverts[board.slug]
        assert sorted(posting.title for posting in found) == sorted(advert.posting.title for advert in standing)
        assert all(len(posting.description_text) > 200 for posting in found)
        assert {posting.company for posting in found} <= {advert.company for advert in standing}
        assert all(posting.sample for posting in found)


@pytest.mark.parametrize("source", WHOLE)
def test_the_fields_of_a_row_are_all_known_to_the_spider(server, source, tmp_path):
    write_registry(tmp_path)
    registered = parse_source((tmp_path / f"{source}.yml").read_text("utf-8"), f"{source}.yml")
    spider = spider_of(source)
    for board in registered.boards:
        for row in spider.rows(ask(server, spider.first_request(spider.__new__(spider), board))[1], board).rows:
            fields = Row(row, board.slug)
            spider.posting(fields, board, CONTEXT)
            assert fields.leftovers(spider.IGNORED) == []


def test_an_unknown_board_answers_as_its_service_does(server):
    assert get(server, "https://boards-api.greenhouse.io/v1/boards/nobody/jobs")[0] == 404
    assert get(server, "https://api.ashbyhq.com/posting-api/job-board/nobody")[:2] == (404, b"Not Found")
    assert json.loads(get(server, "https://api.lever.co/v0/postings/nobody?mode=json")[1])["ok"] is False
    assert b"Disallow: /" in get(server, "https://nobody.jobs.personio.de/robots.txt")[1]


def test_lever_asks_for_a_second_between_requests(server):
    assert b"Crawl-delay: 1" in get(server, "https://api.lever.co/robots.txt")[1]


def test_a_listing_that_did_not_change_is_answered_with_304(server):
    url = "https://boards-api.greenhouse.io/v1/boards/kettlewright/jobs?content=true"
    _, _, headers = get(server, url)
    assert get(server, url, headers={"If-None-Match": headers["ETag"]})[:2] == (304, b"")
    changed = load_market().postings["kettlewright"][0].opened
    assert get(server, url, headers={"If-None-Match": headers["ETag"]}, day=changed)[0] == 200


def test_an_advert_comes_changes_and_goes_by_the_day(server):
    def titles(day):
        body = get(server, "https://api.lever.co/v0/postings/vantreve?mode=json", day=day)[1]
        return [row["text"] for row in json.loads(body)]

    slam = "SLAM & Localization Engineer"
    days = [dt.date(2026, 4, 30), dt.date(2026, 5, 31), dt.date(2026, 8, 31), dt.date(2026, 9, 30)]
    assert [slam in titles(day) for day in days] == [False, True, False, True]


def test_every_kind_of_board_of_the_market_has_an_api():
    names = {"jsonld": "json_ld"}
    assert {names.get(employer.ats, employer.ats) for employer in load_market().employers.values()} == set(APIS)


def test_a_registry_for_the_server_has_the_policies_that_ship(tmp_path: Path):
    names = write_registry(tmp_path)
    assert set(names) == set(APIS)
    lever = parse_source((tmp_path / "lever.yml").read_text("utf-8"), "lever.yml")
    assert lever.policy.hosts == ["api.lever.co", "api.eu.lever.co"]
    assert {board.slug for board in lever.boards} == {"helm-street", "vantreve"}


def test_a_server_that_gets_no_port_says_so_in_place_of_waiting(monkeypatch):
    async def refused(*_args, **_more):
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("asyncio.start_server", refused)
    with pytest.raises(OSError, match="Address already in use"), EmbeddedServer():
        pass
