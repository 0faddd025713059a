"""Personio: an XML feed on the tenant's own host; an unknown tenant closes itself by robots.txt."""

from xml.etree import ElementTree as ET

from skilldemand.crawler.embedded.http import Answer, Call, text_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, number_of, stamp
from skilldemand.crawler.sample_market import Advert

HOSTS = ("*.jobs.personio.de", "*.jobs.personio.com")
VALIDATORS = "etag"


def slug_of(call: Call) -> str:
    """Return the account: {account}.jobs.personio.de."""
    return call.host.partition(".")[0]


def robots(call: Call, market: MarketDay) -> str:
    """Return robots.txt of a tenant."""
    return "User-agent: *\nAllow: /\n" if market.knows("personio", slug_of(call)) else "User-agent: *\nDisallow: /\n"


def answer(call: Call, market: MarketDay) -> Answer:
    """Return the tenant's positions."""
    slug = slug_of(call)
    if call.path != "/xml" or not market.knows("personio", slug):
        return text_answer("<!DOCTYPE html><title>Not found</title>", status=404)
    root = ET.Element("workzag-jobs")
    for advert in market.adverts(slug):
        _position(root, advert)
    return text_answer(ET.tostring(root, encoding="unicode", xml_declaration=True), "text/xml")


def _position(root: ET.Element, advert: Advert) -> None:
    position = ET.SubElement(root, "position")
    fields = {
        "id": str(number_of(advert.id)),
        "subcompany": advert.company,
        "office": advert.location,
        "department": advert.posting.department or "",
        "recruitingCategory": "",
        "name": advert.posting.title,
        "employmentType": advert.posting.employment_type or "",
        "seniority": "experienced",
        "schedule": "full-time",
        "createdAt": stamp(advert.posting.opened),
    }
    for name, value in fields.items():
        ET.SubElement(position, name).text = value
    description = ET.SubElement(ET.SubElement(position, "jobDescriptions"), "jobDescription")
    ET.SubElement(description, "name").text = ""
    ET.SubElement(description, "value").text = markup(advert)
