"""Teamtailor: a JSON feed on the employer's own host; each item carries a whole schema.org JobPosting."""

from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer, text_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, number_of, place_of, stamp
from skilldemand.crawler.sample_market import Advert

HOSTS = ("*.teamtailor.com",)
VALIDATORS = "etag"
PAGE = 100


def slug_of(call: Call) -> str:
    """Return the employer: {name}.teamtailor.com."""
    return call.host.partition(".")[0]


def answer(call: Call, market: MarketDay) -> Answer:
    """Return the feed; it ends at 100 items."""
    slug = slug_of(call)
    if call.path != "/jobs.json" or not market.knows("teamtailor", slug):
        return text_answer("<!DOCTYPE html><title>Not found</title>", status=404)
    home = f"https://{call.host}"
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": market.market.employers[slug].name,
        "home_page_url": home,
        "feed_url": f"{home}/jobs.json",
        "items": [_item(advert, home) for advert in market.adverts(slug)[:PAGE]],
    }
    return json_answer(feed)


def _item(advert: Advert, home: str) -> dict[str, Any]:
    text, number, place = markup(advert), number_of(advert.id), place_of(advert)
    address = {
        "@type": "PostalAddress", "addressLocality": place.city, "addressRegion": place.region,
        "addressCountry": place.country,
    }  # fmt: skip
    job = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": advert.posting.title,
        "description": text,
        "identifier": {"@type": "PropertyValue", "name": advert.company, "value": number},
        "datePosted": stamp(advert.posting.opened),
        "employmentType": advert.posting.employment_type,
        "hiringOrganization": {"@type": "Organization", "name": advert.company},
        "jobLocation": [{"@type": "Place", "address": address}],
    }
    return {
        "id": f"tt-{advert.id}",
        "title": advert.posting.title,
        "url": f"{home}/jobs/{number}-{advert.employer.slug}",
        "date_published": stamp(advert.posting.opened),
        "content_html": text,
        "_jobposting": job,
    }
