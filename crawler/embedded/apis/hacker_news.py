"""Hacker News through Algolia: the list of monthly threads, and a thread whose top-level comments are postings."""

import datetime as dt
import html
from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer
from skilldemand.crawler.embedded.market_day import MarketDay, seconds, stamp
from skilldemand.crawler.sample_market import Advert, adverts_of
from skilldemand.crawler.sample_records import FIRST_DAY

HOSTS = ("hn.algolia.com",)
VALIDATORS = "none"
AUTHOR = "whoishiring"
WORDS = {"remote": "REMOTE", "hybrid": "HYBRID", "onsite": "ONSITE", None: ""}


def answer(call: Call, market: MarketDay) -> Answer:
    """Return the list of threads or one thread."""
    if call.path in {"/api/v1/search_by_date", "/api/v1/search"}:
        return _threads(call, market)
    month = _month_of(call.path.rpartition("/")[2])
    if month is None or month > market.day:
        return json_answer({"status": 404, "error": "Not Found"}, 404)
    return json_answer(_thread(month, market))


def _months(last: dt.date) -> list[dt.date]:
    """Return the first days of the months up to `last`, the newest first."""
    days = [FIRST_DAY.replace(month=month) for month in range(FIRST_DAY.month, 13)]
    return [day for day in reversed(days) if day <= last]


def _ident(month: dt.date) -> int:
    return 46_000_000 + month.year * 100 + month.month


def _month_of(ident: str) -> dt.date | None:
    return next((month for month in _months(dt.date.max) if str(_ident(month)) == ident), None)


def _threads(call: Call, market: MarketDay) -> Answer:
    hits = []
    for month in _months(market.day):
        name = f"({month:%B %Y})"
        for number, title in enumerate((f"Ask HN: Who is hiring? {name}", f"Ask HN: Who wants to be hired? {name}")):
            moment = seconds(month, 15) + number
            hits.append(
                {"objectID": str(_ident(month) + number * 500_000), "title": title, "author": AUTHOR,
                 "created_at": stamp(month, 15), "created_at_i": moment, "num_comments": 3,
                 "_tags": ["story", f"author_{AUTHOR}"]}
            )  # fmt: skip
    size, page = call.number("hitsPerPage", 20), call.number("page", 0)
    pages = -(-len(hits) // size) if size else 0
    found = hits[page * size : (page + 1) * size]
    return json_answer({"hits": found, "page": page, "nbHits": len(hits), "nbPages": pages, "hitsPerPage": size})


def _thread(month: dt.date, market: MarketDay) -> dict[str, Any]:
    ident = _ident(month)
    comments = [_comment(advert, ident) for advert in _of_month(month, market)]
    removed: dict[str, Any] = {
        "id": ident + 900_000, "author": None, "created_at": stamp(month, 16), "text": None, "type": "comment",
        "created_at_i": seconds(month, 16), "parent_id": ident, "story_id": ident, "children": [],
    }  # fmt: skip
    return {
        "id": ident, "author": AUTHOR, "created_at": stamp(month, 15), "created_at_i": seconds(month, 15),
        "type": "story", "title": f"Ask HN: Who is hiring? ({month:%B %Y})", "text": "Please state the location.",
        "parent_id": None, "story_id": ident, "url": None, "points": 300, "options": [],
        "children": [*comments, removed],
    }  # fmt: skip


def _of_month(month: dt.date, market: MarketDay) -> list[Advert]:
    """Return the postings that were made in the month; a comment stays in its thread when the job is long filled."""
    return [
        advert
        for employer in market.employers("hacker_news")
        for posting in market.market.postings[employer.slug]
        if posting.opened <= market.day and (posting.opened.year, posting.opened.month) == (month.year, month.month)
        for advert in adverts_of(market.market, employer.slug, posting, market.day)
    ]


def _comment(advert: Advert, thread: int) -> dict[str, Any]:
    posting = advert.posting
    pay = str(posting.salary) if posting.salary else ""
    line = [
        advert.company,
        posting.title,
        advert.location,
        WORDS[posting.workplace],
        posting.employment_type or "",
        pay,
    ]
    first = html.escape(" | ".join(part for part in line if part), quote=True).replace("/", "&#x2F;")
    return {
        "id": int(advert.id), "author": f"{advert.employer.slug}-hr", "created_at": stamp(posting.opened, 16),
        "created_at_i": seconds(posting.opened, 16), "type": "comment", "text": f"{first}<p>{_body(advert)}",
        "parent_id": thread, "story_id": thread, "title": None, "url": None, "points": None, "options": [],
        "children": [_reply(int(advert.id) + 1, int(advert.id), thread, advert)],
    }  # fmt: skip


def _body(advert: Advert) -> str:
    """Return the text as Hacker News keeps it: paragraphs begin with <p> and never end."""
    if advert.employer.format == "plain":
        return html.escape(advert.description, quote=False).replace("\n\n", "<p>")
    return advert.description.replace("</p>", "")


def _reply(ident: int, parent: int, thread: int, advert: Advert) -> dict[str, Any]:
    return {
        "id": ident, "author": "a-reader", "created_at": stamp(advert.posting.opened, 18), "type": "comment",
        "created_at_i": seconds(advert.posting.opened, 18), "text": "Do you sponsor visas?", "parent_id": parent,
        "story_id": thread, "children": [],
    }  # fmt: skip
