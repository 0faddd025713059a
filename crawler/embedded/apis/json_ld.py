"""Careers pages with schema.org JobPosting: robots.txt names a sitemap index, that a sitemap, that the pages."""

import html
import json
from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, text_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, pay_of, place_of, stamp
from skilldemand.crawler.sample_market import Advert
from skilldemand.crawler.sample_records import SamplePosting

ATS = "jsonld"
"""How employers.yml calls this kind of board."""
HOSTS = ("careers.*.example",)
VALIDATORS = "none"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def slug_of(call: Call) -> str:
    """Return the employer: careers.{slug}.example."""
    return call.host.split(".")[1]


def robots(call: Call, _market: MarketDay) -> str:
    """Return robots.txt of a careers site."""
    return f"User-agent: *\nDisallow: /internal/\nSitemap: https://{call.host}/sitemap.xml\n"


def answer(call: Call, market: MarketDay) -> Answer:
    """Return the sitemap index, a sitemap or a page."""
    slug, home = slug_of(call), f"https://{call.host}"
    if market.knows(ATS, slug):
        if call.path == "/sitemap.xml":
            return _index(home, market)
        if call.path == "/sitemap-pages.xml":
            return _urlset([(f"{home}/about", stamp(market.day))])
        if call.path == "/sitemap-jobs.xml":
            return _urlset(
                [(f"{home}/jobs/{advert.id}", stamp(_changed(advert, market))) for advert in market.adverts(slug)]
            )
        for advert in market.adverts(slug):
            if call.path == f"/jobs/{advert.id}":
                return text_answer(_page(advert, home))
    return text_answer("<!DOCTYPE html><title>Not found</title>", status=404)


def _changed(advert: Advert, market: MarketDay) -> Any:
    posting: SamplePosting = advert.posting
    moments = [posting.opened, posting.reopened, posting.changed.since if posting.changed else None]
    return max(day for day in moments if day is not None and day <= market.day)


def _index(home: str, market: MarketDay) -> Answer:
    entries = "".join(
        f"<sitemap><loc>{home}/{name}.xml</loc><lastmod>{stamp(market.day)}</lastmod></sitemap>"
        for name in ("sitemap-pages", "sitemap-jobs")
    )
    return text_answer(f'<?xml version="1.0"?><sitemapindex xmlns="{NAMESPACE}">{entries}</sitemapindex>', "text/xml")


def _urlset(pages: list[tuple[str, str]]) -> Answer:
    entries = "".join(f"<url><loc>{html.escape(url)}</loc><lastmod>{day}</lastmod></url>" for url, day in pages)
    return text_answer(f'<?xml version="1.0"?><urlset xmlns="{NAMESPACE}">{entries}</urlset>', "text/xml")


def _page(advert: Advert, home: str) -> str:
    markup_block = json.dumps(_job_posting(advert, home), ensure_ascii=False).replace("</", "<\\/")
    title = html.escape(advert.posting.title)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>'
        f'<script type="application/ld+json">{markup_block}</script></head><body><h1>{title}</h1></body></html>'
    )


def _job_posting(advert: Advert, home: str) -> dict[str, Any]:
    place, pay = place_of(advert), pay_of(advert)
    job: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": advert.posting.title,
        "description": markup(advert),
        "identifier": {"@type": "PropertyValue", "name": advert.company, "value": advert.id},
        "datePosted": advert.posting.opened.isoformat(),
        "employmentType": advert.posting.employment_type,
        "hiringOrganization": {"@type": "Organization", "name": advert.company},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": place.city, "addressRegion": place.region,
                        "addressCountry": place.country},
        },
        "url": f"{home}/jobs/{advert.id}",
    }  # fmt: skip
    if advert.posting.workplace == "remote":
        job["jobLocationType"] = "TELECOMMUTE"
    if pay is not None:
        value = {"@type": "QuantitativeValue", "minValue": pay.min, "maxValue": pay.max, "unitText": pay.period.upper()}
        job["baseSalary"] = {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}
    return job
