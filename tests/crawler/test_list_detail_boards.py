"""The traps that the contracts of boards with a request per posting name, one by one, with texts of our own."""

import json

import pytest

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.listing import MORE
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders import bamboohr, eightfold, oracle, rippling, smartrecruiters, workday
from tests.crawler.spider_classes import BOARD, SITE, listing, posting

# Rippling


def test_rippling_rows_of_one_uuid_are_one_posting_and_the_company_half_is_no_text() -> None:
    row = {"uuid": "u", "name": "Engineer"}
    places = [{"label": "Berlin, Germany"}, {"label": "Remote (US)"}]
    (merged,) = listing(rippling, [{**row, "workLocation": place} for place in places]).rows
    answer = {
        "uuid": "u",
        "name": "Engineer",
        "description": {"company": "<p>We are Acme</p>", "role": "<p>Build</p>"},
        "employmentType": {"id": "Salaried, full-time", "label": "SALARIED_FT"},
    }
    full = rippling.detail(json.dumps(answer).encode(), merged, BOARD)
    assert full is not None
    found = posting(rippling, full)
    assert found.description_text == "Build"
    assert found.employment_type == "full_time"
    assert len(found.places) == 2


# Workday


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/job/Berlin/Engineer_JR1", "JR1"),
        ("/job/Berlin/Engineer_JR1-2", "JR1-2"),
        ("/job/Berlin/C_C-Engineer_R_77", "77"),
        ("/job/Berlin/Engineer_Open", "Engineer_Open"),
        ("Engineer/R12", "R12"),
        (None, None),
    ],
)
def test_a_workday_key_is_the_last_token_of_its_path(path: str | None, key: str | None) -> None:
    assert workday.native_id(path) == key


def test_workday_dates_count_back_from_the_visit_until_the_detail_states_one() -> None:
    row = {
        "title": "Engineer",
        "externalPath": "/job/x/E_R1",
        "locationsText": "6 Locations",
        "postedOn": "Posted 3 Days Ago",
    }
    listed = posting(workday, row, SITE)
    assert (listed.posted_at, listed.posted_at_basis, listed.places) == ("2026-11-20", "estimated", [])
    info = {
        "jobPostingInfo": {"title": "Engineer", "startDate": "2026-11-01", "location": "Berlin", "remoteType": "Hybrid"}
    }
    full = workday.detail(json.dumps(info).encode(), row, SITE)
    assert full is not None
    found = posting(workday, full, SITE)
    assert (found.posted_at, found.posted_at_basis, found.native_id) == ("2026-11-01", "stated", "R1")
    assert found.url == "https://h.example.com/CX_1/job/x/E_R1"


def test_a_workday_total_at_the_cap_is_told_by_the_facets_and_never_complete() -> None:
    values = [{"id": "a", "count": 3000}, {"id": "b", "count": 1200}]
    facets = [{"facetParameter": "Job_Family_Group", "values": values}]
    found = listing(workday, {"total": 2000, "jobPostings": [{}] * 20, "facets": facets}, SITE)
    assert (found.total, found.capped, found.next) == (4200, True, MORE)


def test_a_workday_search_is_no_whole_board() -> None:
    narrowed = Board(slug="acme", options={"search": "machine learning"})
    assert listing(workday, {"total": 1, "jobPostings": [{}]}, narrowed).capped
    assert not listing(workday, {"total": 1, "jobPostings": [{}]}).capped


def test_a_workday_posting_that_is_no_longer_posted_is_closed() -> None:
    answer = {"jobPostingInfo": {"title": "Engineer", "posted": False}}
    assert workday.detail(json.dumps(answer).encode(), {}, SITE) is None


# SmartRecruiters

FRAGMENT = b"""<section><h3 class="opening-title">Graz, Austria</h3><ul><li class="opening-job job column">
<a href="https://jobs.smartrecruiters.com/Acme/744000000000001-ml-engineer" class="link--block details">
<h4 class="details-title job-title">ML Engineer</h4></a></li></ul></section>"""


def test_smartrecruiters_fragments_are_read_until_one_has_no_job() -> None:
    found = smartrecruiters.rows(FRAGMENT, BOARD)
    assert found.next == MORE
    assert posting(smartrecruiters, found.rows[0]).location_raw == "Graz, Austria"
    assert smartrecruiters.rows(b"", BOARD).next is None


def test_a_smartrecruiters_page_is_read_as_the_api_s_answer_and_an_expired_one_is_closed() -> None:
    job = b"""<html><main itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">ML Engineer</h1>
    <spl-job-location formattedAddress="Graz, Austria" workplaceType="hybrid"></spl-job-location>
    <section id="st-companyDescription"><h2>Us</h2><div class="wysiwyg"><p>Acme</p></div></section>
    <section id="st-jobDescription"><h2>Job</h2><div class="wysiwyg"><p>Build</p></div></section>%s</main></html>"""
    (row,) = smartrecruiters.rows(FRAGMENT, BOARD).rows
    full = smartrecruiters.detail(job % b"", row, BOARD)
    assert full is not None
    found = posting(smartrecruiters, full)
    assert (found.native_id, found.workplace) == ("744000000000001", "hybrid")
    assert found.description_text == "Job\n\nBuild"
    assert smartrecruiters.detail(job % b'<div class="jobad--empty-state"></div>', row, BOARD) is None
    assert smartrecruiters.detail(b'{"id": "1", "name": "x", "active": false}', row, BOARD) is None


# BambooHR, Oracle, Eightfold


def test_a_bamboohr_opening_takes_its_id_from_the_list_or_its_address() -> None:
    opening = {"jobOpeningName": "Engineer", "jobOpeningShareUrl": "https://acme.bamboohr.com/careers/86"}
    body = json.dumps(
        {"result": {"jobOpening": {**opening, "description": "<p>Build</p>", "datePosted": "2026-01-02"}}}
    )
    for row in ({"id": 86, "locationType": "2"}, {}):
        full = bamboohr.detail(body.encode(), row, BOARD)
        assert full is not None
        assert posting(bamboohr, full).native_id == "86"
    closed = json.dumps({"result": {"jobOpening": {**opening, "jobOpeningStatus": "Closed"}}})
    assert bamboohr.detail(closed.encode(), {"id": 86}, BOARD) is None


def test_oracle_lists_nothing_without_expand_and_an_empty_detail_is_closed() -> None:
    with pytest.raises(PayloadError, match="expand"):
        listing(oracle, {"items": [{"TotalJobsCount": 2273}]}, SITE)
    assert oracle.detail(b'{"items": [], "count": 0}', {"Id": "1"}, SITE) is None


def test_oracle_text_is_what_is_said_about_the_job() -> None:
    item = {
        "Id": "1",
        "Title": "Engineer",
        "ExternalDescriptionStr": "<p>Build</p>",
        "CorporateDescriptionStr": "<p>We are Acme</p>",
        "WorkplaceTypeCode": "ORA_REMOTE",
    }
    found = posting(oracle, item, SITE)
    assert (found.description_text, found.workplace) == ("Build", "remote")
    assert posting(oracle, {**item, "ExternalDescriptionStr": ""}, SITE).description_text == ""


def test_eightfold_dates_are_seconds_and_unknown_workplaces_stay_unknown() -> None:
    row = {
        "id": 1,
        "name": "Engineer",
        "postedTs": 1767225600,
        "locations": ["Remote"],
        "positionUrl": "/careers/job/1",
    }
    found = posting(eightfold, {**row, "workLocationOption": "flex_v2"}, SITE)
    assert (found.posted_at, found.workplace) == ("2026-01-01T00:00:00Z", None)
    assert found.url == "https://h.example.com/careers/job/1"
    assert posting(eightfold, {**row, "workLocationOption": "remote_local"}, SITE).workplace == "remote"


def test_an_eightfold_position_that_is_not_found_says_nothing_of_it() -> None:
    with pytest.raises(PayloadError, match=r"data\.id"):
        eightfold.detail(b'{"status": 404, "error": {"message": "Position not found"}, "data": {}}', {"id": 1}, SITE)
