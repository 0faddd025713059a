"""How answers end a board's visit, and what is sighted when a part of it fails."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Request, TextResponse
from scrapy.utils.test import get_crawler

from skilldemand.crawler.items import Known, Listed
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.visit import Visit
from tests.crawler.spider_classes import run_state, spider_classes

SITE = {"host": "acme.wd1.myworkdayjobs.com", "site": "Careers"}
ENGINEER = {"title": "Machine Learning Engineer", "externalPath": "/job/Berlin/Machine-Learning-Engineer_R1"}


class Walk:
    """A spider that is given answers by hand."""

    def __init__(self, folder: Path, source: str, board: Board, stored: tuple[str, ...] = ()) -> None:
        before = run_state(folder, source, run_id="r0")
        for native_id in stored:
            before.note_stored(f"{source}:{board.slug}:{native_id}", board.slug, "hash")
        before.apply()
        state = run_state(folder, source, [board])
        spider_class = spider_classes()[source]
        self.spider: BoardSpider = spider_class.from_crawler(get_crawler(spider_class), state=state)
        self.visit: Visit
        (request,) = self._run(self.spider.start())
        self.visit = request.cb_kwargs["visit"]
        self.requests = [request]

    def _run(self, found: Any) -> list[Any]:
        async def gather() -> list[Any]:
            return [item async for item in found]

        return asyncio.run(gather())

    def answer(self, body: Any = b"", status: int = 200, headers: dict[str, str] | None = None) -> list[Any]:
        """Answer the oldest open request; return the items that follow and keep the requests."""
        request = self.requests.pop(0)
        payload = body if isinstance(body, bytes) else json.dumps(body).encode()
        response = TextResponse(request.url, status=status, body=payload, headers=headers, encoding="utf-8")
        found = self._run(self.spider.answered(response, **request.cb_kwargs))
        self.requests += [item for item in found if isinstance(item, Request)]
        return [item for item in found if not isinstance(item, Request)]

    @property
    def status(self) -> str:
        return self.visit.status()[0]


def workday(folder: Path, stored: tuple[str, ...] = ()) -> Walk:
    return Walk(folder, "workday", Board(slug="acme", options=SITE), stored)


def test_a_new_posting_of_a_listing_is_asked_for_and_stored(tmp_path: Path) -> None:
    walk = workday(tmp_path)
    walk.answer({"total": 1, "jobPostings": [ENGINEER]})
    assert walk.requests[0].url.endswith("/wday/cxs/acme/Careers/job/Berlin/Machine-Learning-Engineer_R1")
    listed, _visit = walk.answer({"jobPostingInfo": {"title": "Machine Learning Engineer", "jobDescription": "Build."}})
    assert isinstance(listed, Listed)
    assert listed.posting.posting_key == "workday:acme:R1"
    assert walk.status == "complete"


def test_a_stored_young_posting_is_only_sighted(tmp_path: Path) -> None:
    walk = workday(tmp_path, stored=("R1",))
    items = walk.answer({"total": 1, "jobPostings": [ENGINEER]})
    assert Known("acme", "workday:acme:R1") in items
    assert walk.requests == []


@pytest.mark.parametrize("status", [404, 400, 429, 500])
def test_a_detail_that_is_missing_neither_cuts_the_board_nor_closes_its_posting(tmp_path: Path, status: int) -> None:
    walk = workday(tmp_path)
    walk.answer({"total": 1, "jobPostings": [ENGINEER]})
    walk.answer(b"", status=status)
    assert walk.status == "complete"
    assert walk.visit.listed == 1
    assert walk.visit.bad_rows == {f"detail answered {status}": 1}


def test_a_stored_posting_whose_row_is_broken_stays_sighted(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "greenhouse", Board(slug="acme"), stored=("7",))
    items = walk.answer({"jobs": [{"id": 7, "title": "ML Engineer", "location": "a text"}], "meta": {"total": 1}})
    assert Known("acme", "greenhouse:acme:7") in items
    assert walk.status == "complete"
    assert walk.visit.bad_rows == {"PayloadError": 1}


def test_a_posting_without_text_is_stored_and_counted(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "greenhouse", Board(slug="acme"))
    listed, _visit = walk.answer({"jobs": [{"id": 7, "title": "ML Engineer", "content": ""}]})
    assert isinstance(listed, Listed)
    assert listed.posting.description_text == ""
    assert walk.spider.crawler.stats.get_value("skilldemand/no_text/greenhouse") == 1


def test_an_unknown_lever_site_is_looked_for_in_europe_before_it_is_dead(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "lever", Board(slug="acme"))
    walk.answer({"ok": False}, status=404)
    assert walk.requests[0].url.startswith("https://api.eu.lever.co/v0/postings/acme?")
    walk.answer({"ok": False}, status=404)
    assert walk.status == "dead"


def test_a_personio_page_is_looked_for_under_com_and_its_addresses_stand_there(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "personio", Board(slug="acme"))
    walk.answer(b"", status=404)
    feed = b"<workzag-jobs><position><id>5</id><name>ML Engineer</name></position></workzag-jobs>"
    listed, _visit = walk.answer(feed)
    assert listed.posting.url == "https://acme.jobs.personio.com/job/5"


@pytest.mark.parametrize(
    ("location", "status"),
    [
        ("https://www.bamboohr.com/", "dead"),
        ("https://acme.bamboohr.com/login.php?r=1", "dead"),
        ("https://acme.bamboohr.com/settings/account/expired.php", "dead"),
        ("https://acme.bamboohr.com/elsewhere", "error"),
    ],
)
def test_a_bamboohr_redirect_is_not_followed_but_judged(tmp_path: Path, location: str, status: str) -> None:
    walk = Walk(tmp_path, "bamboohr", Board(slug="acme"))
    walk.answer(b"", status=302, headers={"Location": location})
    assert walk.requests == []
    assert walk.status == status


def test_a_401_of_recruitee_asks_for_a_token(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "recruitee", Board(slug="acme"))
    walk.answer({"error": "unauthorised"}, status=401)
    status, reason = walk.visit.status()
    assert status == "blocked"
    assert "X-Careers-Sites-Token" in (reason or "")


def test_a_total_of_the_first_page_holds_against_the_zero_of_the_second(tmp_path: Path) -> None:
    walk = workday(tmp_path)
    page = [{"title": "Cook", "externalPath": f"/job/Rome/Cook_R{number}"} for number in range(20)]
    walk.answer({"total": 25, "jobPostings": page})
    walk.answer({"total": 0, "jobPostings": [{"title": "Cook", "externalPath": "/job/Rome/Cook_R20"}]})
    assert walk.visit.status() == ("partial", "listed 21 of 25")


def test_a_listing_that_begins_anew_ends_the_walk(tmp_path: Path) -> None:
    walk = workday(tmp_path)
    page = [{"title": "Cook", "externalPath": f"/job/Rome/Cook_R{number}"} for number in range(20)]
    walk.answer({"total": 20, "jobPostings": page})
    walk.answer({"total": 20, "jobPostings": page})
    assert walk.requests == []
    assert walk.visit.listed == 20


def test_a_broken_row_does_not_stand_for_one_that_is_missing(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "greenhouse", Board(slug="acme"))
    walk.answer({"jobs": [{"id": 7, "title": "ML Engineer", "location": "a text"}], "meta": {"total": 2}})
    assert walk.visit.status() == ("partial", "listed 1 of 2")


def test_a_lost_detail_does_not_stand_for_a_row_that_is_missing(tmp_path: Path) -> None:
    walk = workday(tmp_path)
    walk.answer({"total": 21, "jobPostings": [{"title": "Cook", "externalPath": f"/Cook_R{n}"} for n in range(2, 21)]})
    assert walk.status == "partial"


def test_rows_that_repeat_on_one_page_are_accounted_for(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "greenhouse", Board(slug="acme"))
    cook = {"id": 7, "title": "Cook"}
    walk.answer({"jobs": [cook, cook], "meta": {"total": 2}})
    assert walk.status == "complete"
    assert walk.visit.listed == 1


def test_a_row_that_came_on_the_page_before_does_not_stand_for_another(tmp_path: Path) -> None:
    walk = workday(tmp_path)
    page = [{"title": "Cook", "externalPath": f"/Cook_R{number}"} for number in range(20)]
    walk.answer({"total": 22, "jobPostings": page})
    walk.answer({"total": 0, "jobPostings": [page[19], {"title": "Cook", "externalPath": "/Cook_R20"}]})
    assert walk.visit.status() == ("partial", "listed 21 of 22")


def test_a_detail_that_is_read_again_unchanged_is_young_again(tmp_path: Path) -> None:
    walk = workday(tmp_path)
    walk.answer({"total": 1, "jobPostings": [ENGINEER]})
    walk.answer({"jobPostingInfo": {"title": "Machine Learning Engineer"}})
    walk.spider.state.apply()
    assert walk.spider.state.is_fresh("workday:acme:R1")


def test_a_workday_board_larger_than_its_listing_is_read_in_parts(tmp_path: Path) -> None:
    walk = workday(tmp_path)
    values = [{"id": "a", "count": 1999}, {"id": "b", "count": 21}]
    page = [{"title": "Cook", "externalPath": f"/Cook_R{number}"} for number in range(2020)]
    facets = [{"facetParameter": "jobFamilyGroup", "values": values}]
    walk.answer({"total": 2000, "jobPostings": page[:20], "facets": facets})
    asked = []
    while walk.requests:
        query = json.loads(walk.requests[0].body)
        (part,) = query["appliedFacets"]["jobFamilyGroup"]
        asked.append((part, query["offset"]))
        rows = page[:1999] if part == "a" else page[1999:]
        start = query["offset"]
        walk.answer({"total": len(rows) if start == 0 else 0, "jobPostings": rows[start : start + 20]})
    assert asked[0] == ("a", 0)
    assert asked[-1] == ("b", 20)
    assert len(asked) == 102
    assert walk.visit.listed == 2020
    assert walk.status == "complete"


def test_a_board_with_a_wrong_entry_ends_as_an_error_and_asks_nothing(tmp_path: Path) -> None:
    state = run_state(tmp_path, "workday", [Board(slug="acme")])
    spider_class = spider_classes()["workday"]
    spider: BoardSpider = spider_class.from_crawler(get_crawler(spider_class), state=state)

    async def gather() -> list[Any]:
        return [item async for item in spider.start()]

    (visit,) = asyncio.run(gather())
    assert visit.status()[0] == "error"
    assert "options.host" in visit.status()[1]


def test_teamtailor_pages_behind_the_json_feed_are_read_from_rss(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "teamtailor", Board(slug="acme"))
    host = "https://acme.teamtailor.com/jobs"
    items = [{"id": f"u{n}", "title": "Cook", "url": f"{host}/{n}-cook"} for n in range(100)]
    walk.answer({"version": "1.1", "title": "Acme", "items": items})
    assert walk.requests[0].url == "https://acme.teamtailor.com/jobs.rss?per_page=100&offset=100"
    item = f"<item><title>ML Engineer</title><link>{host}/100-ml</link><guid>x</guid></item>"
    known = f"<item><title>Cook</title><link>{host}/99-cook</link></item>"
    walk.answer(f"<rss><channel>{known}{item}</channel></rss>".encode())
    assert walk.visit.listed == 101
    assert walk.status == "complete"
