"""Threads are found, read whole and taken for what they are."""

from pathlib import Path
from typing import Any

import pytest

from skilldemand.crawler.items import Dropped, Listed
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders import hacker_news
from skilldemand.crawler.visit import AS_USUAL_OF_THREADS
from tests.crawler.spider_classes import listing, posting
from tests.crawler.test_visits import Walk

LINE = "Tarnfield | ML Engineer | Remote"


def hit(number: int, title: str, month: int) -> dict[str, Any]:
    return {"objectID": str(number), "title": title, "created_at": f"2026-{month:02}-01T15:00:00Z"}


HITS = [
    hit(1, "Ask HN: Who is hiring? (September 2026)", 9),
    hit(2, "Ask HN: Who wants to be hired? (September 2026)", 9),
    hit(3, "Ask HN: Freelancer? Seeking freelancer? (September 2026)", 9),
    hit(4, "Ask HN: Who is hiring? (August 2026)", 8),
    hit(5, "Ask HN: Who is hiring? (July 2026)", 7),
]


def comment(number: int, text: str | None = LINE, **more: Any) -> dict[str, Any]:
    return {"id": number, "author": "a", "text": text, "created_at_i": 1788274877, "children": [], **more}


def walk(folder: Path, months: int = 2) -> Walk:
    found = Walk(folder, "hacker_news", Board(slug="who-is-hiring"))
    found.spider.state.months = months
    return found


def test_the_two_newest_hiring_threads_are_read_whole(tmp_path: Path) -> None:
    visit = walk(tmp_path)
    visit.answer({"hits": HITS})
    assert [request.url.rpartition("/")[2] for request in visit.requests] == ["1"]
    visit.answer({"id": 1, "type": "story", "text": "Rules.", "title": HITS[0]["title"], "children": [comment(11)]})
    assert [request.url.rpartition("/")[2] for request in visit.requests] == ["4"]
    (listed, _visit) = visit.answer({"id": 4, "children": [comment(41)]})
    assert isinstance(listed, Listed)
    assert listed.posting.url == "https://news.ycombinator.com/item?id=41"
    assert visit.visit.status() == ("partial", AS_USUAL_OF_THREADS)  # so that nothing is closed by absence
    assert visit.visit.listed == 2


def test_history_goes_as_many_threads_back_as_months_are_asked_for(tmp_path: Path) -> None:
    visit = walk(tmp_path, months=24)
    assert "hitsPerPage=78" in visit.spider.first_request(Board(slug="who-is-hiring")).url
    visit.answer({"hits": HITS})
    asked = []
    while visit.requests:
        asked.append(visit.requests[0].url.rpartition("/")[2])
        visit.answer({"children": [comment(int(asked[-1]))]})
    assert asked == ["1", "4", "5"]
    assert visit.visit.failures == ["the list names 3 threads with postings, asked for were 24", AS_USUAL_OF_THREADS]


def test_a_thread_that_cannot_be_read_does_not_keep_the_next_from_being_read(tmp_path: Path) -> None:
    visit = walk(tmp_path)
    visit.answer({"hits": HITS})
    visit.answer(b"<html>")
    visit.answer({"id": 4, "children": [comment(41)]})
    assert (visit.status, visit.visit.listed) == ("partial", 1)


@pytest.mark.parametrize("second", [b"", {"id": 4, "children": []}], ids=["failed", "empty"])
def test_a_thread_that_is_missing_or_empty_closes_nothing(tmp_path: Path, second: Any) -> None:
    visit = walk(tmp_path)
    visit.answer({"hits": HITS})
    visit.answer({"id": 1, "children": [comment(11)]})
    visit.answer(second, status=500 if second == b"" else 200)
    assert visit.status == "partial"


def test_deleted_comments_replies_and_seekers_are_no_postings() -> None:
    reply = comment(9, "Do you sponsor visas?")
    rows = [
        comment(1, children=[reply]), comment(2, None), comment(3, "[deleted]"), comment(4, LINE, dead=True),
        comment(5, "Willing to relocate: yes"),
    ]  # fmt: skip
    assert [row["id"] for row in listing(hacker_news, {"id": 7, "children": rows}).rows] == [1]


def test_comments_are_read_bare_one_by_one_and_from_a_search() -> None:
    found = {"objectID": "8", "comment_text": LINE, "parent_id": 7, "story_id": 7}
    assert [row["id"] for row in listing(hacker_news, [comment(1)]).rows] == [1]
    assert [row["id"] for row in listing(hacker_news, {"id": 2, "by": "a", "text": LINE}).rows] == [2]
    assert [row["id"] for row in listing(hacker_news, {"hits": [found, {**found, "parent_id": 6}]}).rows] == ["8"]


def test_a_post_keeps_its_paragraphs_and_the_whole_address_of_a_cut_link() -> None:
    link = '<a href="https:&#x2F;&#x2F;tarnfield.example&#x2F;jobs&#x2F;ml" rel="nofollow">https://tarnfield.example/j...</a>'
    found = posting(
        hacker_news,
        comment(1, f"Tarn &amp; Field | ML Engineer | Oslo, Norway | $150k-$180k<p>We&#x27;re ten.<p>{link}"),
    )
    assert (found.company, found.title, found.location_raw) == ("Tarn & Field", "ML Engineer", "Oslo, Norway")
    assert found.description_text.split("\n\n")[1] == "We're ten."
    assert found.apply_url == "https://tarnfield.example/jobs/ml"
    assert found.posted_at == "2026-09-01T15:01:17Z"
    assert [(pay.min, pay.max, pay.currency) for pay in found.salary] == [(150000, 180000, None)]


def test_a_post_is_kept_for_a_role_that_it_lists_below_and_left_out_for_none(tmp_path: Path) -> None:
    visit = walk(tmp_path)
    visit.answer({"hits": HITS})
    several = comment(1, "Tarnfield | Multiple roles | Remote<p>- Sales Manager<p>- ML Engineer")
    kept, dropped = visit.answer({"id": 1, "children": [several, comment(2, "Tarnfield | Sales Manager | Oslo")]})
    assert isinstance(kept, Listed)
    assert isinstance(dropped, Dropped)
    assert (kept.posting.title, dropped.title) == ("Sales Manager; ML Engineer", "Sales Manager")
