"""The traps that the contracts of feeds name, one by one, with texts of our own."""

from pathlib import Path
from typing import Any

import pytest

from skilldemand.crawler.listing import MORE
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders import adzuna, arbeitnow, himalayas, jobicy, remoteok, remotive, the_muse, usajobs
from skilldemand.crawler.visit import AS_USUAL, NOTHING
from tests.crawler.spider_classes import BOARD, listing, posting
from tests.crawler.test_visits import Walk

ML = "Machine Learning Engineer"


def arbeitnow_page(number: int, following: str | None) -> dict[str, Any]:
    return {"data": [{"slug": f"s{number}", "title": ML, "description": "Build."}], "links": {"next": following}}


# What every feed has in common


def test_a_feed_read_to_its_end_is_partial_because_it_shows_only_a_part(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "arbeitnow", Board(slug="all"))
    walk.answer(arbeitnow_page(1, "https://www.arbeitnow.com/api/job-board-api?page=2"))
    assert walk.requests[0].url == "https://www.arbeitnow.com/api/job-board-api?page=2"
    walk.answer(arbeitnow_page(2, None))
    assert walk.visit.status() == ("partial", AS_USUAL)
    assert walk.visit.listed == 2


def test_what_went_wrong_stands_beside_what_is_usual(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "arbeitnow", Board(slug="all"))
    walk.answer(arbeitnow_page(1, "https://www.arbeitnow.com/api/job-board-api?page=2"))
    walk.answer(b"", status=500)
    assert walk.visit.status() == ("partial", f"{AS_USUAL}; answered 500")


def test_a_feed_without_a_posting_says_so_and_closes_nothing(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "remoteok", Board(slug="all"))
    walk.answer([{"legal": "Link back."}])
    assert walk.visit.status() == ("partial", NOTHING)


def test_the_employer_of_a_row_is_its_company_and_the_feed_its_board() -> None:
    found = posting(arbeitnow, {"slug": "s", "title": ML, "company_name": "Tarnfield GmbH"}, Board(slug="all"))
    assert (found.company, found.board) == ("Tarnfield GmbH", "all")


# Arbeitnow


def test_arbeitnow_descriptions_come_as_html_and_as_escaped_html_with_a_frame() -> None:
    plain = posting(arbeitnow, {"slug": "a", "title": ML, "description": "<p>Build &amp; run</p>"})
    frame = "&lt;div class=&quot;content-intro&quot;&gt;&lt;p&gt;We are big.&lt;/p&gt;&lt;/div&gt;"
    escaped = {"slug": "b", "title": ML, "description": f"{frame}&lt;p&gt;Build &amp;amp; run&lt;/p&gt;"}
    assert plain.description_text == posting(arbeitnow, escaped).description_text == "Build & run"


def test_arbeitnow_kinds_that_are_seniority_are_no_employment() -> None:
    found = posting(arbeitnow, {"slug": "a", "title": ML, "job_types": ["professional / experienced", "Vollzeit"]})
    assert (found.employment_type, found.employment_type_raw) == ("full_time", "professional / experienced, Vollzeit")
    assert posting(arbeitnow, {"slug": "a", "title": ML, "job_types": ["berufserfahren"]}).employment_type is None


def test_arbeitnow_tags_lose_their_counts_and_dates_are_seconds() -> None:
    found = posting(arbeitnow, {"slug": "a", "title": ML, "tags": ["Data (515)"], "created_at": 1785000000})
    assert (found.tags, found.posted_at) == (["Data"], "2026-07-25T17:20:00Z")


# Himalayas


@pytest.mark.parametrize(
    ("row", "company"),
    [
        ({"companyName": "Tarnfield", "companySlug": "tarnfield-2"}, "Tarnfield"),
        ({"companyName": "name", "companySlug": "tarn-field"}, "Tarn Field"),
        ({"companyName": "name"}, "Acme"),
    ],
)
def test_himalayas_employers_called_name_are_read_from_their_slug(row: dict[str, str], company: str) -> None:
    assert posting(himalayas, {"guid": "g", "title": ML, **row}, BOARD).company == company


@pytest.mark.parametrize("moment", [1785000000, 1785000000000, "2026-07-25T17:20:00Z"])
def test_himalayas_dates_are_seconds_milliseconds_or_words(moment: Any) -> None:
    assert posting(himalayas, {"guid": "g", "title": ML, "pubDate": moment}).posted_at == "2026-07-25T17:20:00Z"


def test_himalayas_countries_are_places_and_none_means_anywhere() -> None:
    somewhere = posting(himalayas, {"guid": "g", "title": ML, "locationRestrictions": ["Brazil", {"name": "Europe"}]})
    assert somewhere.location_raw == "Brazil; Europe"
    assert [place.country for place in somewhere.places] == ["BR"]
    anywhere = posting(himalayas, {"guid": "g", "title": ML, "locationRestrictions": []})
    assert (anywhere.location_raw, anywhere.places, anywhere.workplace) == (None, [], "remote")


def test_himalayas_pages_go_on_while_they_are_full_by_the_limit_that_was_granted(tmp_path: Path) -> None:
    rows = [{"guid": f"g{number}", "title": ML} for number in range(3)]
    assert listing(himalayas, {"limit": 3, "totalCount": 100336, "jobs": rows}).next == MORE
    assert listing(himalayas, {"limit": 20, "totalCount": 3, "jobs": rows}).next is None
    search = Walk(tmp_path / "a", "himalayas", Board(slug="ml", options={"query": "machine learning"}))
    assert search.requests[0].url == "https://himalayas.app/jobs/api/search?q=machine+learning&page=1"
    browse = Walk(tmp_path / "b", "himalayas", Board(slug="all"))
    browse.answer({"limit": 3, "jobs": rows})
    assert browse.requests[0].url == "https://himalayas.app/jobs/api?limit=20&offset=20"


# Remotive


def test_remotive_is_whole_only_when_it_shows_as_many_as_it_states(tmp_path: Path) -> None:
    rows = [{"id": 1, "title": ML, "description": "Build."}]
    for number, (stated, status) in enumerate([(1, "complete"), (2, "partial"), (None, "partial")]):
        walk = Walk(tmp_path / str(number), "remotive", Board(slug="all"))
        walk.answer({"0-legal-notice": "Link back.", **({"total-job-count": stated} if stated else {}), "jobs": rows})
        assert walk.status == status


def test_remotive_dates_are_utc_and_pay_is_what_its_words_state() -> None:
    row = {"id": 1, "title": ML, "publication_date": "2026-07-28T14:23:05", "candidate_required_location": "USA only"}
    found = posting(remotive, {**row, "salary": "$40k - $50k"})
    assert found.posted_at == "2026-07-28T14:23:05Z"
    assert [(pay.min, pay.max, pay.currency) for pay in found.salary] == [(40000, 50000, "USD")]
    words = posting(remotive, {**row, "salary": "Pay per task"})
    assert (words.salary, words.salary_raw) == ([], "Pay per task")


def test_remotive_places_are_the_countries_among_the_names() -> None:
    found = posting(remotive, {"id": 1, "title": ML, "candidate_required_location": "Americas, Europe, UK, France"})
    assert [place.country for place in found.places] == ["GB", "FR"]
    assert found.location_raw == "Americas, Europe, UK, France"


# Jobicy


def test_jobicy_names_carry_entities_and_double_blanks() -> None:
    row = {"id": 1, "jobTitle": "R&amp;D Engineer", "companyName": "Tarn &amp; Field", "jobGeo": "LATAM,  Hong Kong"}
    found = posting(jobicy, {**row, "jobIndustry": ["Product &amp;amp; Operations"]})
    assert (found.title, found.company, found.tags) == ("R&D Engineer", "Tarn & Field", ["Product & Operations"])
    assert (found.location_raw, [place.country for place in found.places]) == ("LATAM, Hong Kong", ["HK"])


def test_jobicy_pay_of_zero_and_of_missing_keys_is_absent() -> None:
    row = {"id": 1, "jobTitle": ML}
    assert posting(jobicy, row).salary == []
    assert posting(jobicy, {**row, "salaryMin": 0, "salaryMax": 0, "salaryPeriod": "yearly"}).salary == []
    (pay,) = posting(jobicy, {**row, "salaryMin": 40, "salaryCurrency": "USD", "salaryPeriod": "hourly"}).salary
    assert (pay.min, pay.max, pay.currency, pay.period) == (40, None, "USD", "hour")


def test_jobicy_is_asked_only_for_parameters_that_it_knows(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "jobicy", Board(slug="ml", options={"tag": "machine learning", "colour": "red"}))
    assert walk.requests[0].url == "https://jobicy.com/api/v2/remote-jobs?count=100&tag=machine+learning"


# Remote OK


def test_remoteok_begins_with_a_legal_notice_and_states_absent_pay_as_zero() -> None:
    row = {"id": "7", "position": ML, "salary_min": 0, "salary_max": 0, "location": "Nairobi, "}
    (only,) = listing(remoteok, [{"legal": "Link back."}, row]).rows
    found = posting(remoteok, only)
    assert (found.salary, found.location_raw, found.places[0].country) == ([], "Nairobi", "KE")


def test_remoteok_texts_do_not_change_with_the_word_that_applicants_must_mention() -> None:
    texts = {
        posting(
            remoteok,
            {"id": "7", "position": ML, "description": f"We&#x27;re <b>here</b>.<br/><br/>Please mention the word "
             f"**{word}** and tag {word}== when applying (#{word}==). They see they're human."},
        ).description_text
        for word in ("MODESTY", "HONESTY")
    }  # fmt: skip
    assert texts == {"We're here."}


def test_remoteok_mojibake_is_undone_and_general_addresses_are_not_taken_for_the_posting_s() -> None:
    row = {"id": "7", "position": "Ingénieur IA".encode().decode("latin-1"), "slug": "remote-ia-7"}
    found = posting(remoteok, {**row, "url": "https://remoteok.com/remote-jobs"})
    assert (found.title, found.url) == ("Ingénieur IA", "https://remoteok.com/remote-jobs/remote-ia-7")
    assert posting(remoteok, {**row, "url": "https://remoteOK.com/remote-jobs/x-7"}).url.endswith("/remote-jobs/x-7")


# The Muse


def test_the_muse_refuses_rows_of_other_categories_and_ends_at_the_hundredth_page(tmp_path: Path) -> None:
    board = Board(slug="data", options={"category": "Data and Analytics"})
    row = {"id": 1, "name": ML, "contents": "Build.", "categories": [{"name": "Retail"}]}
    walk = Walk(tmp_path, "the_muse", board)
    walk.answer({"page": 0, "results": [row]})
    assert walk.status == "error"
    assert "The filter was ignored" in str(walk.visit.status()[1])
    assert listing(the_muse, {"page": 98, "results": [row]}).next == MORE
    assert listing(the_muse, {"page": 99, "results": [row]}).next is None


# USAJOBS


def test_usajobs_rows_are_flat_and_pay_is_in_dollars_by_its_code() -> None:
    descriptor = {
        "PositionTitle": "Data Scientist",
        "PositionURI": "https://www.usajobs.gov/job/700001",
        "PositionRemuneration": [{"MinimumRange": "48.0", "MaximumRange": "62.0", "RateIntervalCode": "PH"}],
        "PositionLocation": [{"CityName": "Reno, Nevada", "CountryCode": "United States"}],
        "UserArea": {"Details": {"JobSummary": "Count.", "MajorDuties": ["Model", "Test"], "RemoteIndicator": True}},
    }
    (row,) = listing(usajobs, {"SearchResult": {"SearchResultItems": [{"MatchedObjectDescriptor": descriptor}]}}).rows
    found = posting(usajobs, row)
    assert (found.native_id, found.workplace) == ("700001", "remote")
    assert [(pay.min, pay.currency, pay.period) for pay in found.salary] == [(48, "USD", "hour")]
    assert [(place.city, place.region, place.country) for place in found.places] == [("Reno", "Nevada", "US")]
    assert found.description_text == "Count.\n\nDuties\n\nModel\n\nTest"


def test_usajobs_is_asked_with_the_key_and_the_address_that_it_was_given_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKILLDEMAND_USAJOBS_KEY", "k")
    monkeypatch.setenv("SKILLDEMAND_USAJOBS_EMAIL", "me@example.org")
    (request,) = Walk(tmp_path, "usajobs", Board(slug="ml", options={"keyword": "machine learning"})).requests
    assert request.headers["Authorization-Key"] == b"k"
    assert request.headers["User-Agent"] == b"me@example.org"
    assert "Keyword=machine+learning" in request.url


# Adzuna


def test_adzuna_pay_that_is_predicted_is_an_estimate() -> None:
    row = {"id": "1", "title": ML, "salary_min": 50000.5, "salary_max": 60000}
    bases = [posting(adzuna, {**row, "salary_is_predicted": flag}).salary[0].basis for flag in ("1", 1, "0", None)]
    assert bases == ["estimated", "estimated", "stated", "stated"]
