"""Workable: whole account in one answer, a job once for each of its locations; no validators."""

from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, place_of
from skilldemand.crawler.sample_market import Advert

HOSTS = ("apply.workable.com", "www.workable.com")
VALIDATORS = "none"


def slug_of(call: Call) -> str:
    """Return the account: /api/v1/widget/accounts/{slug}."""
    return call.path.split("/")[-1]


def answer(call: Call, market: MarketDay) -> Answer:
    """Return the account's jobs, with texts when details=true is asked."""
    slug = slug_of(call)
    if not market.knows("workable", slug):
        return json_answer({"error": "Not found"}, 404)
    jobs = [_job(advert, with_text=call.query.get("details") == "true") for advert in market.adverts(slug)]
    return json_answer({"name": market.market.employers[slug].name, "description": None, "jobs": jobs})


def _job(advert: Advert, *, with_text: bool) -> dict[str, Any]:
    place = place_of(advert)
    day = advert.posting.opened.isoformat()
    location = {
        "country": place.country, "countryCode": place.country, "city": place.city, "region": place.region,
        "hidden": False,
    }  # fmt: skip
    job = {
        "title": advert.posting.title,
        "shortcode": advert.id,
        "code": "",
        "employment_type": advert.posting.employment_type,
        "telecommuting": advert.posting.workplace == "remote",
        "department": advert.posting.department or "",
        "url": advert.url,
        "shortlink": advert.url,
        "application_url": f"{advert.url}/apply",
        "published_on": day,
        "created_at": day,
        "country": place.country or "",
        "city": place.city or "",
        "state": place.region or "",
        "education": "",
        "experience": "",
        "function": "",
        "industry": "",
        "locations": [location],
    }
    return {**job, "description": markup(advert)} if with_text else job
