"""Recruitee career pages."""

from typing import Any, ClassVar

from scrapy.http import Request, Response

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_json, open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.sections import joined, titled
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields, workplace_flag
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider


def rows(body: bytes, board: Board) -> Listing:
    """Return the published offers of a career page, or the one offer of an offer's own answer."""
    data = open_json(body, board)
    if isinstance(data, dict) and isinstance(data.get("offer"), dict):
        return Listing(rows=[data["offer"]])
    offers, _ = open_rows(body, board, "offers")
    return Listing(rows=[offer for offer in offers if not _is_withdrawn(offer)])


def _is_withdrawn(offer: Any) -> bool:
    return isinstance(offer, dict) and offer.get("status") not in (None, "", "published")


def _places(row: Row) -> list[Place]:
    listed = [
        stated_place(
            raw=place.text("name") if not place.has("city") else None,
            city=place.text("city"),
            region=place.text("state"),
            country=place.text("country_code") or place.text("country"),
        )
        for place in row.objects("locations")
    ]
    flat = stated_place(
        city=row.text("city"),
        region=row.text("state_name"),
        country=row.text("country_code") or row.text("country"),
    )
    return distinct(listed) or distinct([flat])


def _texts(row: Row) -> tuple[str, str | None]:
    """Return the text and its language; the language is known when there is only one translation."""
    texts = row.object("translations")
    languages = sorted(code for code in texts.leftovers(frozenset()) if len(code) == 2)
    described, required = row.text("description"), row.text("requirements")
    if not described and not required and languages:
        chosen = texts.object("en" if "en" in languages else languages[0])
        described, required = chosen.text("description"), chosen.text("requirements")
    return joined(described, titled("Requirements", required)), languages[0] if len(languages) == 1 else None


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one offer."""
    text, language = _texts(row)
    places = _places(row)
    location = row.text("location") or "; ".join(place.raw for place in places) or None
    workplace = workplace_flag(remote=row.maybe("remote"), hybrid=row.maybe("hybrid"), onsite=row.maybe("on_site"))
    pay = row.object("salary")
    published = row.text("published_at") or row.text("created_at")
    employment = row.text("employment_type_code") or row.text("employment_type")
    return compose(
        "recruitee",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("title"),
        company=row.text("company_name"),
        description=text,
        url=row.text("careers_url"),
        apply_url=row.text("careers_apply_url"),
        location_raw=location,
        places=places,
        **workplace_fields(workplace, location),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.label("department"),
        tags=row.strings("tags"),
        salary=stated_pay(pay.maybe("min"), pay.maybe("max"), pay.text("currency"), pay.text("period")),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
        updated_at=parse_date(row.text("updated_at")),
        valid_through=parse_date(row.text("close_at")),
        language=language,
    )


class RecruiteeSpider(WholeBoardSpider):
    """Reads Recruitee career pages.

    Source
      Recruitee career pages (each under recruitee.com or on a domain of the employer's own: options.host)
    API documentation
      https://docs.recruitee.com/reference/offers
    Terms
      Careers Site API without terms for readers; from 2027-02-10 it needs a token that each employer gives.
    Caveats
      Dates are "2026-08-05 09:41:37 UTC". Pay is text or null inside an object that is always there. mailbox_email is
      never stored. A 401 means that the employer's token is needed, not that the board is gone.
    """

    name = "recruitee"

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"guid", "slug", "status", "position", "mailbox_email", "created_at", "country", "state_code", "postal_code",
         "street", "min_hours", "max_hours", "min_hours_per_week", "max_hours_per_week", "experience_code",
         "education_code", "category_code", "options_cv", "options_cover_letter", "options_photo", "options_phone",
         "options_salutation", "options_title", "locations_question", "locations_question_required",
         "locations_question_type", "location_question_visible", "sharing_title", "sharing_description",
         "sharing_image", "cover_image", "highlight", "highlight_html", "dynamic_fields", "open_questions",
         "employment_type", "location_ids", "careers_site_id", "eeo_settings", "video_url", "kind"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def refusal(self, response: Response) -> str:
        """Say that a 401 asks for the employer's token."""
        if response.status == 401:
            return "answered 401: the employer's X-Careers-Sites-Token is needed"
        return super().refusal(response)

    def first_request(self, board: Board) -> Request:
        """Ask for the whole board."""
        host = board.options.get("host") or f"{board.slug}.recruitee.com"
        return Request(f"https://{host}/api/offers/")
