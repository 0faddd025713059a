"""France Travail, the French employment agency."""

import os
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy.http import FormRequest, Request, Response

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, open_rows
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.items import Item
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider
from skilldemand.crawler.visit import Visit

ID, SECRET = "SKILLDEMAND_FRANCE_TRAVAIL_ID", "SKILLDEMAND_FRANCE_TRAVAIL_SECRET"
TOKEN = "https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=%2Fpartenaire"  # noqa: S105  # nosec B105
SEARCH = "https://api.francetravail.io/partenaire/offresdemploi/v2/offres/search"
SCOPE = "api_offresdemploiv2 o2dsoffre"
PAGE = 150
LAST = 3000
"""No range may begin behind it."""
PERIODS = {"annuel": "year", "mensuel": "month", "horaire": "hour"}
_PAY = re.compile(r"(annuel|mensuel|horaire) de (\d[\d .,]*) ?euros?(?: à (\d[\d .,]*) ?euros?)?", re.IGNORECASE)
_DEPARTMENT = re.compile(r"^(?:\d[\dAB]\d?) - ")


def rows(body: bytes, board: Board) -> Listing:
    """Return the offers of one range; no content at all means that there are none."""
    if not body.strip():
        return Listing(rows=[])
    found, _ = open_rows(body, board, "resultats")
    return Listing(rows=found, next=MORE if len(found) >= PAGE else None)


def _pay(words: str | None) -> list[Salary]:
    """Return the pay in "Annuel de 45000.0 Euros à 55000.0 Euros sur 12.0 mois"."""
    found = _PAY.search(words or "")
    if found is None:
        return []
    low, high = (part.replace(" ", "").replace(",", ".") if part else None for part in (found[2], found[3]))
    return stated_pay(low, high or low, "EUR", PERIODS[found[1].lower()])


def _place(place: Row) -> Place | None:
    """Return the place; a department's number or a French post code stands in France."""
    line, code = place.text("libelle"), place.text("codePostal")
    if line is None:
        return None
    in_france = _DEPARTMENT.match(line) is not None or bool(code and re.fullmatch(r"\d{5}", code))
    city = _DEPARTMENT.sub("", line)
    return Place(raw=line, city=city if city != line else None, country="FR" if in_france else None)


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one offer."""
    place = _place(row.object("lieuTravail"))
    pay = row.object("salaire").text("libelle")
    hours = row.text("dureeTravailLibelleConverti") or row.text("dureeTravailLibelle")
    contract = row.text("typeContratLibelle") or row.text("typeContrat")
    apprentice = "alternance" if row.maybe("alternance") is True else None
    words = [part for part in (apprentice, hours, contract) if part]
    origin, contact = row.object("origineOffre"), row.object("contact")
    native_id, published = row.take("id"), row.text("dateCreation")
    return compose(
        "france_travail",
        board,
        context,
        native_id=native_id,
        title=row.take("intitule"),
        company=row.object("entreprise").text("nom"),
        description=row.text("description"),
        url=origin.text("urlOrigine") or f"https://candidat.francetravail.fr/offres/recherche/detail/{native_id}",
        apply_url=contact.text("urlPostulation"),
        location_raw=place.raw if place else None,
        places=[place] if place else [],
        employment_type=employment_of(*words),
        employment_type_raw=", ".join(words) or None,
        tags=[name for entry in row.objects("competences") if (name := entry.text("libelle"))],
        salary=_pay(pay),
        salary_raw=pay,
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
        updated_at=parse_date(row.text("dateActualisation")),
    )


class FranceTravailSpider(FeedSpider):
    """Reads the offers of France Travail by words (options.query) or occupation codes (options.rome).

    Source
      France Travail, Offres d'emploi v2 (api.francetravail.io)
    API documentation
      https://francetravail.io/data/api/offres-emploi
    Terms
      Client credentials from the partner portal; the token lives for less than half an hour.
    Caveats
      A range holds at most 150 offers and may begin at 3000 at most. 206 means that there are more, 200 that these were
      all, 204 that there are none. Texts are in French and plain. The skills of an offer become tags.
    """

    name = "france_travail"
    MAX_PAGES = LAST // PAGE + 1

    # BoardSpider
    TITLE_FIELD = "intitule"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"romeCode", "romeLibelle", "appellationlibelle", "natureContrat", "experienceExige", "experienceLibelle",
         "experienceCommentaire", "formations", "langues", "permis", "outilsBureautiques", "qualitesProfessionnelles",
         "qualificationCode", "qualificationLibelle", "codeNAF", "secteurActivite", "secteurActiviteLibelle",
         "trancheEffectifEtab", "nombrePostes", "accessibleTH", "deplacementCode", "deplacementLibelle", "agence",
         "typeContrat", "typeContratLibelle", "dureeTravailLibelle", "contexteTravail", "conditionExercice",
         "complementExercice", "offresManqueCandidats", "entrepriseAdaptee", "employeurHandiEngage"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)
    _token = ""  # nosec B105

    def first_request(self, board: Board) -> Request:  # noqa: ARG002
        """Ask for a token, with which the search is asked."""
        form = {
            "grant_type": "client_credentials",
            "client_id": os.environ.get(ID, ""),
            "client_secret": os.environ.get(SECRET, ""),
            "scope": SCOPE,
        }
        return FormRequest(TOKEN, formdata=form)

    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Ask for the first range when the token is here, afterwards read ranges."""
        if "number" in more:
            yield from super().handle(response, visit, **more)
            return
        token = open_object(response.body, visit.board, "access_token")["access_token"]
        if not isinstance(token, str):
            raise PayloadError(f"board {visit.board.slug}: field 'access_token' is {token!r:.40}, expected text.")
        self._token = token
        yield self.ask(self.page_request(visit.board, MORE, 0), visit, number=1)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the range behind the `number` ranges that were read."""
        query = {"range": f"{number * PAGE}-{(number + 1) * PAGE - 1}", "sort": 1}
        names = {"query": "motsCles", "rome": "codeROME"}
        query |= {names[name]: board.options[name] for name in names if board.options.get(name)}
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        return Request(f"{SEARCH}?{urlencode(query)}", headers=headers)
