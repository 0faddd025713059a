"""Recruitee: all offers of a careers site in one answer; dates in a form of its own, pay in strings."""

from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer, text_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, number_of, pay_of, place_of
from skilldemand.crawler.sample_market import Advert

HOSTS = ("*.recruitee.com",)
VALIDATORS = "none"


def slug_of(call: Call) -> str:
    """Return the company: {company}.recruitee.com."""
    return call.host.partition(".")[0]


def answer(call: Call, market: MarketDay) -> Answer:
    """Return the site's offers."""
    slug = slug_of(call)
    if call.path.rstrip("/") != "/api/offers" or not market.knows("recruitee", slug):
        return text_answer("<!DOCTYPE html><title>Not found</title>", status=404)
    return json_answer({"offers": [_offer(advert) for advert in market.adverts(slug)]})


def _offer(advert: Advert) -> dict[str, Any]:
    place, pay, workplace = place_of(advert), pay_of(advert), advert.posting.workplace
    opened = f"{advert.posting.opened.isoformat()} 09:00:00 UTC"
    location = {
        "id": 1, "name": advert.location, "city": place.city, "state": place.region, "country": place.country,
        "country_code": place.country,
    }  # fmt: skip
    return {
        "id": number_of(advert.id),
        "guid": f"g-{advert.id}",
        "slug": advert.id,
        "title": advert.posting.title,
        "status": "published",
        "position": 1,
        "description": markup(advert),
        "requirements": "",
        "created_at": opened,
        "published_at": opened,
        "updated_at": opened,
        "close_at": None,
        "salary": {
            "min": str(pay.min) if pay else None, "max": str(pay.max) if pay else None,
            "period": pay.period if pay else None, "currency": pay.currency if pay else None,
        },
        "employment_type_code": "fulltime_permanent",
        "department": advert.posting.department,
        "tags": [],
        "remote": workplace == "remote",
        "hybrid": workplace == "hybrid",
        "on_site": workplace == "onsite",
        "locations": [location],
        "location": advert.location,
        "city": place.city,
        "country_code": place.country,
        "careers_url": advert.url,
        "careers_apply_url": f"{advert.url}/c/new",
        "company_name": advert.company,
    }  # fmt: skip
