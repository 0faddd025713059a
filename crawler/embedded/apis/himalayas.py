"""Himalayas: browse by offset, search by page, never more than 20 rows whatever is asked."""

from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer, text_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, pay_of, place_of, seconds
from skilldemand.crawler.sample_market import Advert

HOSTS = ("himalayas.app",)
VALIDATORS = "none"
PAGE = 20
PERIODS = {"year": "annual", "month": "monthly", "hour": "hourly"}
COUNTRIES = {"US": "United States", "GB": "United Kingdom", "KE": "Kenya", "DE": "Germany"}


def answer(call: Call, market: MarketDay) -> Answer:
    """Return one page of the browse or the search interface; both are newest first."""
    adverts = market.adverts_of("himalayas")
    if call.path == "/jobs/api/search":
        # A search finds what is near in meaning, so every invented advert answers it.
        offset = (max(1, call.number("page", 1)) - 1) * PAGE
    elif call.path == "/jobs/api":
        offset = call.number("offset", 0)
    else:
        return text_answer("<!DOCTYPE html><title>Not found</title>", status=404)
    limit = min(PAGE, call.number("limit", PAGE))
    return json_answer(
        {
            "comments": "",
            "updatedAt": seconds(market.day),
            "offset": offset,
            "limit": limit,
            "totalCount": len(adverts),
            "jobs": [_job(advert) for advert in adverts[offset : offset + limit]],
        }
    )


def _job(advert: Advert) -> dict[str, Any]:
    pay, country = pay_of(advert), place_of(advert).country
    page = f"https://himalayas.app/companies/{advert.employer.slug}/jobs/{advert.id}"
    return {
        "title": advert.posting.title,
        "excerpt": advert.posting.title,
        "companyName": advert.company,
        "companySlug": advert.employer.slug,
        "companyLogo": "",
        "employmentType": advert.posting.employment_type,
        "minSalary": pay.min if pay else None,
        "maxSalary": pay.max if pay else None,
        "salaryPeriod": PERIODS.get(pay.period) if pay else None,
        "seniority": [],
        "currency": pay.currency if pay else None,
        "locationRestrictions": [COUNTRIES[country]] if country in COUNTRIES else [],
        "timezoneRestrictions": [],
        "categories": ["Machine-Learning"],
        "parentCategories": [],
        "description": markup(advert),
        "pubDate": seconds(advert.posting.opened),
        "expiryDate": seconds(advert.posting.opened) + 90 * 86_400,
        "applicationLink": page,
        "guid": page,
    }
