"""Ashby: whole board in one answer with structured pay; Last-Modified, no ETag; an unknown board in plain text."""

from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer, text_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, pay_of, place_of, stamp
from skilldemand.crawler.sample_market import Advert

HOSTS = ("api.ashbyhq.com",)
VALIDATORS = "last_modified"
WORKPLACE = {"remote": "Remote", "hybrid": "Hybrid", "onsite": "OnSite"}


def slug_of(call: Call) -> str:
    """Return the board's name: /posting-api/job-board/{name}."""
    return call.path.split("/")[-1]


def answer(call: Call, market: MarketDay) -> Answer:
    """Return the board's jobs."""
    slug = slug_of(call)
    if not market.knows("ashby", slug):
        return text_answer("Not Found", "text/plain", 404)
    return json_answer({"apiVersion": "1", "jobs": [_job(advert) for advert in market.adverts(slug)]})


def _job(advert: Advert) -> dict[str, Any]:
    place = place_of(advert)
    address = {"addressLocality": place.city, "addressRegion": place.region, "addressCountry": place.country}
    return {
        "id": advert.id,
        "title": advert.posting.title,
        "department": advert.posting.department,
        "team": advert.posting.department,
        "employmentType": advert.posting.employment_type,
        "location": advert.location,
        "secondaryLocations": [],
        "address": {"postalAddress": address},
        "workplaceType": WORKPLACE.get(advert.posting.workplace or ""),
        "isRemote": advert.posting.workplace in {"remote", "hybrid"},  # as live boards say it
        "isListed": True,
        "publishedAt": stamp(advert.posting.opened),
        "descriptionHtml": markup(advert),
        "descriptionPlain": "",
        "jobUrl": advert.url,
        "applyUrl": f"{advert.url}/application",
        "compensation": _compensation(advert),
    }


def _compensation(advert: Advert) -> dict[str, Any]:
    pay = pay_of(advert)
    if pay is None:
        return {"compensationTierSummary": None, "compensationTiers": [], "summaryComponents": []}
    summary = f"{pay.currency} {pay.min:,.0f} to {pay.max:,.0f}"
    salary = {
        "id": f"c-{advert.id}", "summary": summary, "compensationType": "Salary", "currencyCode": pay.currency,
        "interval": f"1 {pay.period.upper()}", "minValue": pay.min, "maxValue": pay.max,
    }  # fmt: skip
    equity = {"summary": "Offers Equity", "compensationType": "EquityPercentage", "interval": "NONE"}
    tier = {"id": f"t-{advert.id}", "title": None, "tierSummary": summary, "components": [salary, equity]}
    return {
        "compensationTierSummary": f"{summary} • Offers Equity",
        "scrapeableCompensationSalarySummary": summary,
        "compensationTiers": [tier],
        "summaryComponents": [salary, equity],
    }
