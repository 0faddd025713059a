"""Personio career pages."""

from typing import Any, ClassVar
from xml.etree.ElementTree import Element

import msgspec
from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_xml
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.sections import joined, titled
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider


def rows(body: bytes, board: Board) -> Listing:
    """Return the positions of a feed, each once: the same position can stand in it several times."""
    positions = [_fields(position) for position in open_xml(body, board, "workzag-jobs").iter("position")]
    distinct_ids = {position.get("id") or f"#{number}": position for number, position in enumerate(positions)}
    return Listing(rows=list(distinct_ids.values()))


def _fields(position: Element) -> dict[str, Any]:
    """Return a position as an object: its elements as texts, offices and descriptions as lists."""
    fields: dict[str, Any] = dict(position.attrib)
    for element in position:
        if element.tag == "jobDescriptions":
            fields[element.tag] = [
                {part.tag: "".join(part.itertext()) for part in description} for description in element
            ]
        elif len(element):
            fields[element.tag] = ["".join(part.itertext()) for part in element]
        else:
            fields[element.tag] = element.text or ""
    return fields


def host_of(board: Board) -> str:
    """Return the host of the tenant's career page."""
    tld = board.options.get("tld", "de")
    return str(board.options.get("host") or f"{board.slug}.jobs.personio.{tld}")


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one position."""
    native_id = row.take("id")
    offices = [name for name in (row.text("office"), *row.strings("additionalOffices")) if name]
    location = "; ".join(dict.fromkeys(offices)) or None
    employment = [row.text("employmentType"), row.text("schedule")]
    descriptions = [titled(part.text("name"), part.text("value")) for part in row.objects("jobDescriptions")]
    created = row.text("createdAt")
    categories = [row.text("recruitingCategory"), row.text("seniority")]
    keywords = [word.strip() for word in (row.text("keywords") or "").split(",")]
    return compose(
        "personio",
        board,
        context,
        native_id=native_id,
        title=row.take("name"),
        company=row.text("subcompany"),
        description=joined(*descriptions),
        url=row.text("url") or f"https://{host_of(board)}/job/{native_id}",
        location_raw=location,
        places=distinct([stated_place(raw=name) for name in offices]),
        **workplace_fields(None, location),
        employment_type=employment_of(*employment),
        employment_type_raw=", ".join(filter(None, employment)) or None,
        department=row.text("department"),
        tags=[tag for tag in (*categories, *keywords) if tag],
        posted_at=parse_date(created),
        posted_at_basis="stated" if created else None,
        posted_at_raw=created,
    )


class PersonioSpider(WholeBoardSpider):
    """Reads Personio career pages.

    Source
      Personio career pages (each under jobs.personio.de or jobs.personio.com, which do not redirect to each other)
    API documentation
      https://support.personio.de/hc/en-us/articles/207576365
    Terms
      XML feed that an employer switches on for re-use; robots.txt of each page decides.
    Caveats
      A document type in the answer is refused. A position can stand twice. Texts are German unless the employer has an
      English version. There is no pay.
    """

    name = "personio"

    # BoardSpider
    TITLE_FIELD = "name"
    IGNORED: ClassVar[frozenset[str]] = frozenset({"yearsOfExperience", "occupation", "occupationCategory"})
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def elsewhere(self, board: Board) -> Board | None:
        """Try the .com page of a tenant that has none under .de."""
        if board.options.keys() & {"tld", "host"}:
            return None
        return msgspec.structs.replace(board, options={**board.options, "tld": "com"})

    def first_request(self, board: Board) -> Request:
        """Ask for the whole feed, in English where there is an English version."""
        return Request(f"https://{host_of(board)}/xml?language=en")
