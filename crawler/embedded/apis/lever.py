"""Lever: a bare array in pages, the requirements in lists of their own, one second between requests by robots.txt."""

from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, pay_of, place_of, seconds
from skilldemand.crawler.sample_market import Advert

HOSTS = ("api.lever.co",)
VALIDATORS = "etag"
INTERVALS = {"year": "per-year-salary", "month": "per-month-salary", "hour": "per-hour-wage"}


def robots(_call: Call, _market: MarketDay) -> str:
    """Return Lever's robots.txt."""
    return "User-agent: *\nCrawl-delay: 1\n"


def slug_of(call: Call) -> str:
    """Return the site: /v0/postings/{site}."""
    return call.path.split("/")[3] if call.path.count("/") >= 3 else ""


def answer(call: Call, market: MarketDay) -> Answer:
    """Return one page of the site's postings."""
    slug = slug_of(call)
    if not market.knows("lever", slug):
        return json_answer({"ok": False, "error": "Document not found"}, 404)
    skip = call.number("skip", 0)
    adverts = market.adverts(slug)[skip : skip + call.number("limit", 10_000)]
    return json_answer([_posting(advert) for advert in adverts])


def _posting(advert: Advert) -> dict[str, Any]:
    text = markup(advert)
    place, pay, plain = place_of(advert), pay_of(advert), advert.employer.format == "plain"
    posting: dict[str, Any] = {
        "id": advert.id,
        "text": advert.posting.title,
        "categories": {
            "location": advert.location,
            "allLocations": [advert.location],
            "department": advert.posting.department,
            "commitment": advert.posting.employment_type,
        },
        "country": place.country,
        "workplaceType": {"onsite": "on-site", None: "unspecified"}.get(
            advert.posting.workplace, advert.posting.workplace
        ),
        "createdAt": seconds(advert.posting.opened) * 1000,
        "description": "" if plain else text,
        "descriptionPlain": text if plain else "",
        "descriptionBody": "" if plain else text,
        "descriptionBodyPlain": text if plain else "",
        "lists": [],
        "additional": "",
        "additionalPlain": "",
        "hostedUrl": advert.url,
        "applyUrl": f"{advert.url}/apply",
    }
    if pay is not None:
        posting["salaryRange"] = {
            "min": pay.min, "max": pay.max, "currency": pay.currency, "interval": INTERVALS.get(pay.period, "one-time"),
        }  # fmt: skip
    return posting
