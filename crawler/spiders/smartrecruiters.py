"""SmartRecruiters career pages."""

import re
from typing import Any, ClassVar

from scrapy.http import Request
from selectolax.lexbor import LexborHTMLParser

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, open_rows
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.sections import joined, titled
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields, workplace_flag
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.smartrecruiters_page import job_page
from skilldemand.crawler.spiders.list_detail import ListDetailSpider, merged

ABOUT_THE_JOB = ("jobDescription", "qualifications", "additionalInformation")
_ID = re.compile(r"/(\d{6,})")


def rows(body: bytes, board: Board) -> Listing:
    """Return one page of the listing: a fragment of the career page, or an answer of the posting API.

    The fragments do not say how many there are; one without a job, or with known jobs only, is behind the last.
    """
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start or start[:1] == b"<":
        found = _from_fragment(start, board)
        return Listing(rows=found, next=MORE if found else None)
    postings, answer = open_rows(body, board, "content")
    total, offset = answer.get("totalFound"), answer.get("offset")
    total = total if isinstance(total, int) else None
    read = len(postings) + (offset if isinstance(offset, int) else 0)
    return Listing(rows=postings, total=total, next=MORE if postings and total and read < total else None)


def _from_fragment(body: bytes, board: Board) -> list[dict[str, Any]]:
    page = LexborHTMLParser(body.decode("utf-8", "replace"))
    found = []
    place = None
    for node in page.css(".opening-title, .opening-job"):
        if "opening-job" not in (node.attributes.get("class") or "").split():
            place = node.text(strip=True) or None
            continue
        link, title = node.css_first("a[href]"), node.css_first(".job-title")
        url = (link.attributes.get("href") or "") if link is not None else ""
        number = _ID.search(url)
        found.append(
            {
                "id": number[1] if number else None,
                "name": title.text(strip=True) if title is not None else None,
                "postingUrl": url,
                "location": {"fullLocation": place},
            }
        )
    if not found and body[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise PayloadError(f"board {board.slug}: a whole page without jobs, expected a fragment of the listing.")
    return found


def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
    """Return the row with the posting's own fields, from its page or the API; None when it has expired."""
    if body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        page = job_page(body, f"board {board.slug}")
        if page is None:
            return None
        number = _ID.search(page["postingUrl"] or "")
        return merged({"id": number[1] if number else None, **row}, page)
    answer = open_object(body, board, "id", "name")
    return None if answer.get("active") is False else merged(row, answer)


def _texts(row: Row) -> tuple[str, str]:
    """Return the whole text, and the part of it that is about the job."""
    sections = row.object("jobAd").object("sections")
    parts = {name: sections.object(name) for name in ("companyDescription", *ABOUT_THE_JOB)}
    texts = {name: titled(part.text("title"), part.text("text")) for name, part in parts.items()}
    return joined(*texts.values()), joined(*(texts[name] for name in ABOUT_THE_JOB))


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one posting; a bare listing row becomes one without text."""
    native_id = row.take("id")
    whole, job = _texts(row)
    location = row.object("location")
    city, region, country = location.text("city"), location.text("region"), location.text("country")
    place = stated_place(raw=location.text("fullLocation"), city=city, region=region, country=country)
    flag = workplace_flag(remote=location.maybe("remote"), hybrid=location.maybe("hybrid"))
    employment = row.label("typeOfEmployment", "label", "id")
    published = row.text("releasedDate")
    return compose(
        "smartrecruiters",
        board,
        context,
        native_id=native_id,
        title=row.take("name"),
        company=row.label("company", "name", "identifier"),
        description=whole,
        body=job,
        requisition_id=row.text("refNumber"),
        url=row.text("postingUrl") or f"https://jobs.smartrecruiters.com/{board.slug}/{native_id}",
        apply_url=row.text("applyUrl"),
        location_raw=place.raw if place else None,
        places=distinct([place]),
        **workplace_fields(location.text("workplaceType") or flag, place.raw if place else None),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.label("department", "label"),
        tags=[tag for field in ("industry", "function", "experienceLevel") if (tag := row.label(field, "label"))],
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
        valid_through=parse_date(row.text("validThrough")),
        language=(row.label("language", "code") or "")[:2].lower() or None,
    )


class SmartrecruitersSpider(ListDetailSpider):
    """Reads SmartRecruiters career pages.

    Source
      SmartRecruiters career pages (careers.smartrecruiters.com for the listing, jobs.smartrecruiters.com for postings)
    API documentation
      https://dev.smartrecruiters.com/customer-api/posting-api/
    Terms
      robots.txt closes the API's host to crawlers, so it is never asked; the career pages are open.
    Caveats
      An unknown company answers like an empty one, so a dead board cannot be told. An expired posting keeps 200. The
      company description is the same on every posting and is no part of the text. Answers of the API
      have their own form, which is read too.
    """

    name = "smartrecruiters"

    # BoardSpider
    TITLE_FIELD = "name"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"uuid", "jobAdId", "jobId", "defaultJobAd", "customField", "visibility", "ref", "creator", "active",
         "referralUrl", "compensation", "keywords", "actions"}
    )  # fmt: skip
    rows = staticmethod(rows)
    detail = staticmethod(detail)
    posting = staticmethod(posting)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the fragment behind the `number` fragments that were read."""
        return Request(f"https://careers.smartrecruiters.com/{board.slug}/api/more?page={number}")

    def detail_request(self, row: dict[str, Any], board: Board) -> Request:
        """Ask for the page of one posting."""
        return Request(f"https://jobs.smartrecruiters.com/{board.slug}/{self.row_id(row)}")
