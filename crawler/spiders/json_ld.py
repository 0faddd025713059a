"""Careers pages with schema.org JobPosting."""

import hashlib
import json
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

import msgspec
from scrapy.http import Response

from skilldemand.crawler.compose import compose
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.eligible import eligible_places
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.html_text import clean_text
from skilldemand.crawler.fields.identity import canonical_url
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.salary import parse_salary, salary_from_columns
from skilldemand.crawler.fields.sections import joined, titled
from skilldemand.crawler.fields.workplace import parse_workplace
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.job_markup import JobPage, read_page
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.sitemaps import Entry
from skilldemand.crawler.spiders.sitemap import RESERVED, SitemapSpider
from skilldemand.crawler.visit import Visit

PARTS = (("Responsibilities", "responsibilities"), ("Qualifications", "qualifications"), ("Skills", "skills"),
         ("Experience", "experienceRequirements"), ("Education", "educationRequirements"),
         ("Benefits", "jobBenefits"), ("Incentives", "incentives"))  # fmt: skip
"""Some sites leave these out of the description (contract 1.28)."""
UNAVAILABLE = "unavailable"
"""What some sites write into an empty part."""


def rows(body: bytes, board: Board) -> Listing:
    """Return the JobPosting objects of a page, each with an `id`; a page without any lists nothing.

    Raises PayloadError when a block that speaks of JobPosting cannot be read.
    """
    return Listing(rows=rows_of(read_page(body), board))


def rows_of(page: JobPage, board: Board) -> list[dict[str, Any]]:
    """Return the rows of a page that was read."""
    if page.broken:
        raise PayloadError(f"board {board.slug}: the JSON-LD of JobPosting is no JSON, and the page has no microdata.")
    found: dict[str, dict[str, Any]] = {}
    for job in page.jobs:
        own = _path(_absolute(job.get("url"), page.address))
        name = own or _identifier(job) or _path(page.address) or _digest(job)
        if name in found:  # the address of the page that all of them stand on
            name = f"{name}#{_identifier(job) or _digest(job)}"
        found[name] = {"page": page.address, **job, "id": name}
    return list(found.values())


def _digest(job: dict[str, Any]) -> str:
    return hashlib.sha256(str(job.get("title")).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _identifier(job: dict[str, Any]) -> str | None:
    value = job.get("identifier")
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("value") if isinstance(value, dict) else value
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None


def _absolute(url: Any, base: Any) -> str | None:
    """Return an address whole; None when it leads to no page below the site's first."""
    try:
        whole = urljoin(base if isinstance(base, str) else "", url) if isinstance(url, str) else ""
    except ValueError:
        return None
    return whole if whole.strip("/") and (whole.startswith("/") or canonical_url(whole)) and _path(whole) else None


def _path(url: str | None) -> str | None:
    """Return path and query of an address, by which a page of the site is known; None for the site's first page."""
    if not url:
        return None
    parts = urlsplit(canonical_url(url) or url)
    path = parts.path.rstrip("/")
    return (f"{path}?{parts.query}" if parts.query else path) or None


def _text(row: Row) -> str:
    """Return the description and what stands beside it, not twice what is part of both."""
    description = "\n".join(part for part in row.strings("description") if part.lower() != UNAVAILABLE)
    said = " ".join(clean_text(description).split())
    parts = []
    for heading, field in PARTS:
        texts = [part for part in _texts(row, field) if part.lower() != UNAVAILABLE]
        new = [text for text in texts if " ".join(clean_text(text).split()) not in said]
        parts.append(titled(heading, "<br>\n".join(new)))
    return joined(description, *parts)


def _texts(row: Row, field: str) -> list[str]:
    value = row.maybe(field)
    entries = value if isinstance(value, list) else [value]
    texts = (entry.get("description") or entry.get("name") if isinstance(entry, dict) else entry for entry in entries)
    return [text.strip() for text in texts if isinstance(text, str) and text.strip()]


def _names(row: Row, field: str) -> list[str]:
    """Return the names in a text, an object with a name, or a list of these."""
    value = row.maybe(field)
    entries = value if isinstance(value, list) else [value]
    names = (entry.get("name") if isinstance(entry, dict) else entry for entry in entries)
    return [name.strip() for name in names if isinstance(name, str) and name.strip()]


def _pay(row: Row, country: str | None) -> list[Salary]:
    value, currency = row.maybe("baseSalary"), row.maybe("salaryCurrency")
    if isinstance(value, dict):
        return parse_salary(json.dumps({"salaryCurrency": currency, **value} if currency else value), country)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return salary_from_columns(value, value, currency)
    return parse_salary(value, country)


def _completed(place: Place) -> Place:
    """Return the place without "Remote" for a city, and with the country that a state of the United States implies."""
    city = None if place.city and parse_workplace(place.city) else place.city
    line = parse_places(place.raw)
    country = place.country or (line[0].country if len(line) == 1 else None)
    return msgspec.structs.replace(place, city=city, country=country)


def _places(row: Row) -> tuple[list[Place], str | None]:
    """Return the places and their line as published; for a remote job, the countries where it may be done."""
    value, allowed = row.maybe("jobLocation"), _names(row, "applicantLocationRequirements")
    places = [_completed(place) for place in parse_places(value)]
    if places or not allowed:
        return places, "; ".join(place.raw for place in places) or (value.strip() if isinstance(value, str) else None)
    return eligible_places(allowed), "; ".join(allowed)


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one JobPosting."""
    page, host = row.text("page"), board.options.get("host")
    places, location = _places(row)
    employment = ", ".join(row.strings("employmentType")) or None
    published = row.text("datePosted")
    company = _names(row, "hiringOrganization")
    return compose(
        "json_ld",
        board,
        context,
        native_id=row.take("id"),
        title=row.text("title") or row.take("name"),
        company=company[0] if company else None,
        description=_text(row),
        requisition_id=_identifier({"identifier": row.maybe("identifier")}),
        url=_absolute(row.text("url"), page or (f"https://{host}/" if host else None)) or page,
        location_raw=location,
        places=places,
        **workplace_fields("remote" if "TELECOMMUTE" in row.strings("jobLocationType") else None, location),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=next(iter(_names(row, "employmentUnit")), None),
        tags=[*_names(row, "occupationalCategory"), *_names(row, "industry")],
        salary=_pay(row, places[0].country if len(places) == 1 else None),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
        updated_at=parse_date(row.maybe("dateModified")),
        valid_through=parse_date(row.maybe("validThrough")),
    )


class JsonLdSpider(SitemapSpider):
    """Reads careers pages that carry schema.org JobPosting.

    Source
      Careers pages with schema.org JobPosting, found through the sitemap of each site
    API documentation
      https://schema.org/JobPosting
    Terms
      Markup that employers publish for machines; robots.txt, Content-Signal and TDM-Reservation of each site decide.
    Caveats
      A posting is known by the address of its page, because identifiers differ from it. It is closed when its page
      leaves the sitemap, answers 404 or 410, loses its markup, says noindex, or when validThrough has passed. Where all
      pages lose their markup at once, nothing is closed.
    """

    name = "json_ld"

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"@context", "@type", "@id", "name", "image", "logo", "sameAs", "directApply", "potentialAction",
         "workHours", "mainEntityOfPage", "alternateName", "applicationContact", "totalJobOpenings",
         "jobImmediateStart", "inLanguage", "specialCommitments", "estimatedSalary",
         "eligibilityToWorkRequirement", "jobStartDate", "securityClearanceRequirement",
         "experienceInPlaceOfEducation", "physicalRequirement", "sensoryRequirement", "relevantOccupation",
         "disambiguatingDescription", "salaryCurrency", "incentiveCompensation", "identifier",
         "jobDuration", "subjectOf", "keywords", "publisher"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def rows_of_page(self, response: Response, entry: Entry, visit: Visit) -> list[dict[str, Any]]:
        """Return the open postings of a page, known by the page's address."""
        page = read_page(response.body)
        if page.reserved:
            visit.settle("blocked", RESERVED)
        tag = (response.headers.get("X-Robots-Tag") or b"").lower()
        if page.reserved or page.noindex or b"noindex" in tag:
            return []
        found = [row for row in rows_of(page, visit.board) if not self._is_over(row)]
        if len(found) == 1:
            found[0] |= {"id": _path(entry.url) or "/", "page": entry.url}
        return [{**row, "page": row.get("page") or entry.url} for row in found]

    def _is_over(self, row: dict[str, Any]) -> bool:
        until = parse_date(row.get("validThrough"))
        return until is not None and until[:10] < self.state.now[:10]
