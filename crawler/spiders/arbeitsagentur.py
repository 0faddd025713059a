"""Jobsuche of the Bundesagentur für Arbeit, the German employment agency."""

from base64 import b64encode
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, open_rows
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.salary import parse_salary
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider
from skilldemand.crawler.spiders.list_detail import ListDetailSpider, merged

SERVICE = "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service/pc/v4"
HEADERS = {"X-API-Key": "jobboerse-jobsuche", "Accept": "application/json"}
"""The client id that the agency's own page sends; it is no secret."""
PAGE = 100
TITLES = ("titel", "stellenangebotsTitel", "beruf", "hauptberuf")
TEXTS = ("stellenbeschreibung", "stellenangebotsBeschreibung")


def rows(body: bytes, board: Board) -> Listing:
    """Return the openings of one page; an answer without any leaves out the list."""
    found, envelope = open_rows(body, board, "stellenangebote", "maxErgebnisse") if not _none(body, board) else ([], {})
    total = envelope.get("maxErgebnisse")
    return Listing(
        rows=found, total=total if isinstance(total, int) else None, next=MORE if len(found) >= PAGE else None
    )


def _none(body: bytes, board: Board) -> bool:
    try:
        answer = open_object(body, board, "maxErgebnisse")
    except PayloadError:
        return False
    return "stellenangebote" not in answer and answer["maxErgebnisse"] == 0


def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
    """Return the opening with the fields of its detail over it."""
    answer = open_object(body, board)
    if not any(name in answer for name in ("refnr", "referenznummer", *TITLES, *TEXTS)):
        found = ", ".join(sorted(answer)[:12])
        raise PayloadError(f"board {board.slug}: the detail has neither refnr nor text, found {found}.")
    number = answer.get("refnr") or answer.get("referenznummer") or row.get("refnr")
    return {**merged(row, answer), "refnr": number}


def _first(row: Row, *names: str) -> str | None:
    """Return the first of several names of a field that is there; all of them count as read."""
    found = [row.text(name) for name in names]
    return next((text for text in found if text), None)


def _places(row: Row) -> list[Place]:
    entries = [row.object("arbeitsort"), *row.objects("arbeitsorte"), *row.objects("stellenlokationen")]
    places = []
    for entry in entries:
        part = entry.object("adresse") if entry.has("adresse") else entry
        country = part.text("land")
        places.append(stated_place(city=part.text("ort"), region=part.text("region"), country=country))
    return distinct(places)


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one opening."""
    number = row.take("refnr")
    title = _first(row, *TITLES)
    if title is None:
        raise PayloadError(f"{row.where}: field 'titel' is missing or empty, expected a value. The row is left out.")
    places = _places(row)
    first, current = row.text("ersteVeroeffentlichungsdatum"), row.text("aktuelleVeroeffentlichungsdatum")
    published = first or current
    employment = ", ".join([*row.strings("arbeitszeitmodelle"), *row.strings("befristung")]) or None
    pay = row.text("verguetung")
    return compose(
        "arbeitsagentur",
        board,
        context,
        native_id=number,
        title=title,
        company=_first(row, "arbeitgeber", "firma"),
        description=_first(row, *TEXTS),
        url=f"https://www.arbeitsagentur.de/jobsuche/jobdetail/{quote(str(number))}",
        apply_url=_first(row, "externeUrl", "externeURL"),
        location_raw="; ".join(place.raw for place in places) or None,
        places=places,
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        tags=row.strings("fertigkeiten"),
        salary=parse_salary(pay, "DE"),
        salary_raw=pay,
        posted_at=parse_date(published),
        posted_at_basis=("stated" if first else "republished") if published else None,
        posted_at_raw=published,
        updated_at=parse_date(row.text("modifikationsTimestamp")),
    )


class ArbeitsagenturSpider(FeedSpider, ListDetailSpider):
    """Reads the job search of the Bundesagentur für Arbeit by words (options.query).

    Source
      Bundesagentur für Arbeit, Jobsuche (rest.arbeitsagentur.de)
    API documentation
      https://jobsuche.api.bund.dev/
    Terms
      Interface of the public job search with a published client id; there is no contract for third parties.
    Caveats
      Openings that stand on an employer's own page (externeUrl) often have no text here. Most texts are in German. The
      list states only the last publication, the detail the first.
    """

    name = "arbeitsagentur"
    MAX_PAGES = 50

    # BoardSpider
    ID_FIELD = "refnr"
    TITLE_FIELD = "titel"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"hashId", "referenznummer", "kundennummerHash", "arbeitgeberHashId", "eintrittsdatum", "eintrittszeitraum",
         "angebotsart", "stellenangebotsart", "logoHashId", "arbeitgeberdarstellung", "arbeitgeberdarstellungUrl",
         "branche", "branchengruppe", "betriebsgroesse", "chiffrenummer", "allianzpartner", "allianzpartnerUrl",
         "allianzpartnerName", "anzahlOffeneStellen", "istGeringfuegigeBeschaeftigung", "istBetreut",
         "nurFuerSchwerbehinderte", "fuerFluechtlingeGeeignet",
         "istPrivateArbeitsvermittlung", "istArbeitnehmerUeberlassung", "hauptberuf",
         "alternativberufe", "uebernahme", "tarifvertrag", "vertragsdauer", "quereinstiegGeeignet", "entfernung"}
    )  # fmt: skip
    rows = staticmethod(rows)
    detail = staticmethod(detail)
    posting = staticmethod(posting)

    @classmethod
    def row_title(cls, row: dict[str, Any]) -> str:
        """Return the title of an opening, the name of the occupation where it has none."""
        names = [row.get(name) for name in TITLES] if isinstance(row, dict) else []
        return next((name for name in names if isinstance(name, str) and name.strip()), "")

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read; jobs only, without agencies and temporary work."""
        query = {"was": board.option("query"), "page": number + 1, "size": PAGE, "angebotsart": 1}
        return Request(f"{SERVICE}/jobs?{urlencode(query)}&zeitarbeit=false&pav=false", headers=HEADERS)

    def detail_request(self, row: dict[str, Any], board: Board) -> Request:  # noqa: ARG002
        """Ask for one opening; its number travels in base64."""
        number = b64encode((self.row_id(row) or "").encode()).decode("ascii")
        return Request(f"{SERVICE}/jobdetails/{quote(number, safe='')}", headers=HEADERS)
