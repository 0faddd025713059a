"""Workday: a POST for pages of 20 without texts, a GET for each text; the total stands on the first page only."""

import json
from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, place_of
from skilldemand.crawler.sample_market import Advert

HOSTS = ("*.myworkdayjobs.com",)
VALIDATORS = "none"
PAGE = 20
SITE = "Careers"


def slug_of(call: Call) -> str:
    """Return the tenant: {tenant}.wd3.myworkdayjobs.com."""
    return call.host.partition(".")[0]


def answer(call: Call, market: MarketDay) -> Answer:
    """Return a page of the listing or one posting."""
    slug = slug_of(call)
    base = f"/wday/cxs/{slug}/{SITE}"
    if not market.knows("workday", slug) or not call.path.startswith(base):
        return json_answer({"errorCode": "S21"}, 404)
    adverts = market.adverts(slug)
    if call.path == f"{base}/jobs":
        return _page(call, adverts, market)
    for advert in adverts:
        if call.path == base + _path(advert):
            return json_answer({"jobPostingInfo": _info(advert, call), "userAuthenticated": False})
    return json_answer({"errorCode": "S22", "message": "not found"}, 404)


def _page(call: Call, adverts: list[Advert], market: MarketDay) -> Answer:
    try:
        wanted = json.loads(call.body)
        limit, offset, words = int(wanted["limit"]), int(wanted["offset"]), str(wanted.get("searchText", "")).lower()
    except (ValueError, KeyError, TypeError):
        return json_answer({"errorCode": "HTTP_400"}, 400)
    if limit > PAGE:
        return json_answer({"errorCode": "HTTP_400"}, 400)
    found = [advert for advert in adverts if words in f"{advert.posting.title} {advert.description}".lower()]
    rows = [_row(advert, market) for advert in found[offset : offset + limit]]
    return json_answer(
        {"total": len(found) if offset == 0 else 0, "jobPostings": rows, "facets": [], "userAuthenticated": False}
    )


def _path(advert: Advert) -> str:
    city = (place_of(advert).city or "Remote").replace(" ", "-")
    title = "-".join("".join(sign if sign.isalnum() else " " for sign in advert.posting.title).split())
    return f"/job/{city}/{title}_{advert.id}"


def _row(advert: Advert, market: MarketDay) -> dict[str, Any]:
    return {
        "title": advert.posting.title,
        "externalPath": _path(advert),
        "locationsText": advert.location,
        "postedOn": _age((market.day - advert.posting.opened).days),
        "bulletFields": [advert.id],
        "timeType": advert.posting.employment_type,
    }


def _age(days: int) -> str:
    if days == 0:
        return "Posted Today"
    if days == 1:
        return "Posted Yesterday"
    return "Posted 30+ Days Ago" if days > 30 else f"Posted {days} Days Ago"


def _info(advert: Advert, call: Call) -> dict[str, Any]:
    return {
        "id": f"w-{advert.id}",
        "title": advert.posting.title,
        "jobDescription": markup(advert),
        "location": advert.location,
        "additionalLocations": [],
        "startDate": advert.posting.opened.isoformat(),
        "timeType": advert.posting.employment_type,
        "remoteType": advert.posting.workplace,
        "jobReqId": advert.id,
        "jobPostingId": f"p-{advert.id}",
        "jobPostingSiteId": SITE,
        "country": {"descriptor": place_of(advert).country, "id": "c"},
        "canApply": True,
        "posted": True,
        "externalUrl": f"https://{call.host}/{SITE}{_path(advert)}",
    }
