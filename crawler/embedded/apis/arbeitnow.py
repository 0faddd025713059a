"""Arbeitnow: one feed of many employers in pages that name the next one."""

from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer, text_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, seconds
from skilldemand.crawler.sample_market import Advert

HOSTS = ("www.arbeitnow.com",)
VALIDATORS = "none"
PAGE = 100


def answer(call: Call, market: MarketDay) -> Answer:
    """Return one page of the feed."""
    if call.path != "/api/job-board-api":
        return text_answer("<!DOCTYPE html><title>Not found</title>", status=404)
    page = max(1, call.number("page", 1))
    adverts = market.adverts_of("arbeitnow")
    base = f"https://{call.host}{call.path}?page="
    more = page * PAGE < len(adverts)
    return json_answer(
        {
            "data": [_job(advert) for advert in adverts[(page - 1) * PAGE : page * PAGE]],
            "links": {
                "first": f"{base}1", "last": None, "prev": f"{base}{page - 1}" if page > 1 else None,
                "next": f"{base}{page + 1}" if more else None,
            },
            "meta": {"current_page": page, "per_page": PAGE, "path": f"https://{call.host}{call.path}"},
        }
    )  # fmt: skip


def _job(advert: Advert) -> dict[str, Any]:
    return {
        "slug": advert.id,
        "company_name": advert.company,
        "title": advert.posting.title,
        "description": markup(advert),
        "remote": advert.posting.workplace == "remote",
        "url": f"https://www.arbeitnow.com/jobs/companies/{advert.employer.slug}/{advert.id}",
        "tags": [],
        "job_types": [advert.posting.employment_type] if advert.posting.employment_type else [],
        "location": advert.location,
        "created_at": seconds(advert.posting.opened),
    }
