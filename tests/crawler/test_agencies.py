"""The traps that the contracts of the employment agencies name, with texts of our own."""

from pathlib import Path

import pytest

from skilldemand.crawler.items import Listed
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders import arbeitsagentur, france_travail
from skilldemand.crawler.visit import AS_USUAL
from tests.crawler.spider_classes import listing, posting
from tests.crawler.test_visits import Walk

GERMAN = Board(slug="ml", options={"query": "Machine Learning"})
FRENCH = Board(slug="ia", options={"query": "apprentissage automatique"})


def test_arbeitsagentur_details_are_asked_for_by_the_number_in_base64(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "arbeitsagentur", GERMAN)
    assert walk.requests[0].headers["X-API-Key"] == b"jobboerse-jobsuche"
    row = {"refnr": "10000-1-S", "beruf": "Data Scientist", "arbeitgeber": "Tarnfeld GmbH"}
    walk.answer({"stellenangebote": [row], "maxErgebnisse": 1, "page": 1, "size": 100})
    assert walk.requests[0].url.endswith("/pc/v4/jobdetails/MTAwMDAtMS1T")
    detail = {"refnr": "10000-1-S", "titel": "Data Scientist (m/w/d)", "stellenbeschreibung": "Modelle bauen."}
    listed, _visit = walk.answer(detail)
    assert isinstance(listed, Listed)
    assert (listed.posting.title, listed.posting.company) == ("Data Scientist (m/w/d)", "Tarnfeld GmbH")
    assert walk.visit.status() == ("partial", AS_USUAL)


def test_an_arbeitsagentur_search_without_results_leaves_out_the_list() -> None:
    assert listing(arbeitsagentur, {"maxErgebnisse": 0, "page": 1, "size": 100}).rows == []


def test_arbeitsagentur_dates_say_whether_they_are_the_first() -> None:
    row = {"refnr": "1", "titel": "Data Scientist", "aktuelleVeroeffentlichungsdatum": "2026-05-04"}
    assert posting(arbeitsagentur, row).posted_at_basis == "republished"
    both = posting(arbeitsagentur, {**row, "ersteVeroeffentlichungsdatum": "2026-04-01"})
    assert (both.posted_at, both.posted_at_basis) == ("2026-04-01", "stated")


def test_arbeitsagentur_schedules_and_places_are_read() -> None:
    place = {"ort": "Jena", "region": "Thüringen", "land": "Deutschland"}
    row = {"refnr": "1", "titel": "Data Scientist", "arbeitsort": place, "arbeitszeitmodelle": ["VOLLZEIT"]}
    found = posting(arbeitsagentur, row)
    assert found.employment_type == "full_time"
    assert [(spot.city, spot.country) for spot in found.places] == [("Jena", "DE")]


def test_france_travail_is_asked_for_a_token_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILLDEMAND_FRANCE_TRAVAIL_ID", "me")
    monkeypatch.setenv("SKILLDEMAND_FRANCE_TRAVAIL_SECRET", "s3")
    walk = Walk(tmp_path, "france_travail", FRENCH)
    token = walk.requests[0]
    assert (token.method, b"client_id=me" in token.body, b"client_secret=s3" in token.body) == ("POST", True, True)
    walk.answer({"access_token": "abc", "expires_in": 1499})
    search = walk.requests[0]
    assert search.headers["Authorization"] == b"Bearer abc"
    assert "range=0-149" in search.url
    full = [{"id": f"{number}A", "intitule": "Data scientist", "description": "Modèles."} for number in range(150)]
    walk.answer({"resultats": full}, status=206)
    assert "range=150-299" in walk.requests[0].url
    walk.answer(b"", status=204)
    assert walk.visit.status() == ("partial", AS_USUAL)
    assert walk.visit.listed == 150


def test_a_france_travail_token_that_is_refused_is_the_end_of_the_visit(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "france_travail", FRENCH)
    walk.answer({"error": "invalid_client"}, status=401)
    assert walk.status == "blocked"


@pytest.mark.parametrize(
    ("words", "pay"),
    [
        ("Annuel de 45000.0 Euros à 55000.0 Euros sur 12.0 mois", (45000, 55000, "year")),
        ("Mensuel de 2500,00 Euros sur 12 mois", (2500, 2500, "month")),
        ("Horaire de 13.5 Euros à 15.0 Euros", (13.5, 15, "hour")),
        ("A négocier", None),
    ],
)
def test_france_travail_pay_is_what_its_words_state(words: str, pay: tuple[float, float, str] | None) -> None:
    found = posting(france_travail, {"id": "1", "intitule": "Data scientist", "salaire": {"libelle": words}})
    assert [(part.min, part.max, part.period) for part in found.salary] == ([pay] if pay else [])
    assert found.salary_raw == words


def test_france_travail_places_skills_and_contracts_are_read() -> None:
    row = {
        "id": "1", "intitule": "Data scientist", "lieuTravail": {"libelle": "75 - Paris 12", "codePostal": "75012"},
        "competences": [{"code": "1", "libelle": "Python", "exigence": "E"}], "typeContrat": "CDD",
        "dureeTravailLibelleConverti": "Temps plein",
    }  # fmt: skip
    found = posting(france_travail, row)
    assert [(place.city, place.country) for place in found.places] == [("Paris 12", "FR")]
    assert (found.tags, found.employment_type) == (["Python"], "full_time")
    abroad = posting(france_travail, {**row, "lieuTravail": {"libelle": "Luxembourg"}})
    assert (abroad.location_raw, abroad.places[0].country) == ("Luxembourg", None)
