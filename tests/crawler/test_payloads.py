"""Recorded answers parse without loss. SKILLDEMAND_PAYLOADS names another folder of them, laid out <source>/<file>."""

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board, load_registry
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.spiders.list_detail import ListDetailSpider
from tests.crawler.recordings import FOLDER, GRADES, OTHER, Recording, recorded_ids, recordings
from tests.crawler.spider_classes import CONTEXT, OPTIONS, spider_classes

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="shared material absent"),
]
SPIDERS = spider_classes()
ALL = list(recordings(SPIDERS))
TRUE = [recording for recording in ALL if OTHER or recording.grade.startswith(GRADES)]
BOARD = Board(slug="acme", options=OPTIONS)
# What a file's name says of the answer that it records.
NO_POSTING = re.compile(r"dead|not_found|_404|no_expand|gone|inactive|expired|offline|censored|empty(?!_sections)")
# Fields of a row that say something, by the field of the record that must then say it too.
SAYS = {
    "description_text": re.compile(
        r"description|descriptionHtml|descriptionPlain|content|content_html|jobDescription|contents|requirements"
    ),
    "url": re.compile(r"absolute_url|hostedUrl|jobUrl|url|careers_url|postingUrl|externalUrl|publicUrl|redirect_url"),
    "posted_at": re.compile(
        r"first_published|createdAt|publishedAt|published_on|published_at|created_at|date_published|releasedDate"
        r"|PostedDate|postedOn|startDate|postedTs|t_create|published_date|datePosted|createdOn|publication_date|pubDate"
    ),
    "location_raw": re.compile(
        r"location|locations|office|city|locationsText|PrimaryLocation|workLocation|workLocations|jobGeo"
        r"|candidate_required_location"
    ),
    "company": re.compile(r"company_name|companyName|company|subcompany|organizationName"),
    "salary": re.compile(r"salaryRange|pay_input_ranges|payRangeDetails|compensation_minimum|salary_min|minSalary"),
    "department": re.compile(r"department|departments|departmentLabel"),
    "employment_type": re.compile(
        r"employmentType|employment_type|employment_type_code|typeOfEmployment|employmentStatusLabel|timeType|job_type"
    ),
}


def read(recording: Recording) -> tuple[str, list[dict[str, Any]]]:
    """Return which form of answer the spider takes a recording for, and its postings' rows.

    "listing", "detail", "closed" (a detail that says so), "refused" (neither).
    """
    spider, body = SPIDERS[recording.source], recording.path.read_bytes()
    try:
        return "listing", spider.rows(body, BOARD).rows
    except PayloadError:
        if not issubclass(spider, ListDetailSpider):
            return "refused", []
    try:
        full = spider.detail(body, {}, BOARD)
    except PayloadError:
        return "refused", []
    return ("closed", []) if full is None else ("detail", [full])


def parse(spider: type[BoardSpider], row: dict[str, Any]) -> tuple[Posting, Row]:
    fields = Row(dict(row), spider.name)
    return spider.posting(fields, BOARD, CONTEXT), fields


def postings(recording: Recording) -> Iterator[tuple[dict[str, Any], Posting, Row]]:
    spider = SPIDERS[recording.source]
    form, rows = read(recording)
    for row in rows:
        if form == "detail" or spider.row_id(row) is not None:  # a row with a null id is counted as bad, not parsed
            yield row, *parse(spider, row)


@pytest.fixture(params=TRUE, ids=str)
def recording(request: pytest.FixtureRequest) -> Recording:
    return request.param


def test_a_recording_is_taken_for_what_it_is(recording: Recording) -> None:
    form, rows = read(recording)
    family = load_registry()[recording.source].policy.family
    recorded = recorded_ids(recording.path.read_bytes(), SPIDERS[recording.source])
    if OTHER and form == "refused":
        pytest.skip(f"{recording}: no answer form of this source")
    if OTHER or family in {"thread", "sitemap"}:
        assert form != "refused" or not recorded
    elif NO_POSTING.search(recording.path.name):
        assert not rows
    elif recording.path.suffix == ".html" and form == "refused":
        assert b"schema.org/JobPosting" not in recording.path.read_bytes()
    else:
        assert form in {"listing", "detail"}
        assert rows


def test_as_many_postings_come_out_as_stand_in_the_recording(recording: Recording) -> None:
    form, rows = read(recording)
    spider = SPIDERS[recording.source]
    found = list(postings(recording))
    ids = {posting.native_id for _, posting, _ in found}
    assert len(ids) == len(found)
    assert len(found) == sum(form == "detail" or spider.row_id(row) is not None for row in rows)
    recorded = recorded_ids(recording.path.read_bytes(), spider)
    if form == "listing" and load_registry()[recording.source].policy.family not in {"thread", "sitemap"}:
        assert len(found) == len(recorded)


def test_no_field_is_null_that_the_recording_states(recording: Recording) -> None:
    spider = SPIDERS[recording.source]
    for row, posting, _ in postings(recording):
        assert posting.title
        assert posting.native_id
        assert posting.posting_key == f"{recording.source}:acme:{posting.native_id}"
        for field, names in SAYS.items():
            stated = {name: value for name, value in row.items() if names.fullmatch(name) and says_something(value)}
            if stated and not getattr(posting, field) and not excused(field, stated, posting):
                pytest.fail(f"{recording}: {spider.row_id(row)}: {field} is empty although the row has {stated!r:.200}")


def says_something(value: Any) -> bool:
    """Return whether a value holds a text or a number that is not just an identifier, a flag or markup."""
    if isinstance(value, dict):
        return any(says_something(part) for name, part in value.items() if name not in {"id", "@type", "logo_url"})
    if isinstance(value, list):
        return any(says_something(part) for part in value)
    if isinstance(value, str):
        return bool(re.sub(r"<[^>]*>|&lt;.*?&gt;|\s|&(amp;)?nbsp;", "", value)) and value != "N/A"
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def excused(field: str, stated: dict[str, Any], posting: Posting) -> bool:
    """Return whether the record may stay empty: pay that a flag hides, places of no name, words of no department."""
    if field == "location_raw":
        return bool(posting.places)
    return field == "salary" and stated.keys() == {"compensation_minimum"} and posting.salary_raw is None


def test_every_field_of_a_recording_is_read_or_known(recording: Recording) -> None:
    spider = SPIDERS[recording.source]
    new = {key for _, _, fields in postings(recording) for key in fields.leftovers(spider.IGNORED)}
    if OTHER:  # an API may have grown since: that is reported, and is no loss
        sys.stdout.write(f"{recording}: fields that nobody reads: {sorted(new)}\n")
    else:
        assert not new, f"{recording}: read these fields or name them in {spider.__name__}.IGNORED: {sorted(new)}"


def refusal(spider: type[BoardSpider], row: dict[str, Any]) -> str | None:
    """Return the message with which a row is refused, None when it parses; no other error may be raised."""
    try:
        parse(spider, row)
    except PayloadError as error:
        return str(error)
    return None


@pytest.mark.parametrize("recording", ALL, ids=str)
def test_whatever_stands_in_a_file_only_payload_errors_are_raised(recording: Recording) -> None:
    for row in read(recording)[1]:
        message = refusal(SPIDERS[recording.source], row)
        assert message is None or recording.source in message


@pytest.mark.parametrize("value", [None, "", " "], ids=repr)
def test_a_posting_needs_no_more_than_its_id_and_its_title(recording: Recording, value: Any) -> None:
    spider = SPIDERS[recording.source]
    mandatory = {spider.ID_FIELD, spider.TITLE_FIELD, "id"}
    for row, _, _ in postings(recording):
        for name in row.keys() - mandatory:
            assert refusal(spider, {**row, name: value}) is None, name
        assert refusal(spider, {name: row[name] for name in row.keys() & mandatory}) is None
        break


@pytest.mark.parametrize("value", [7, 0.5, True, [], {}, ["x"], [7, None], {"x": None}, "x", [{"x": "y"}]], ids=repr)
def test_a_field_that_changes_its_form_costs_at_most_its_posting(recording: Recording, value: Any) -> None:
    spider = SPIDERS[recording.source]
    for row, _, _ in postings(recording):
        for name in row:
            message = refusal(spider, {**row, name: value})
            assert message is None or spider.name in message
        break


def test_the_recordings_cover_the_sources_of_employers() -> None:
    if OTHER:
        pytest.skip("another folder of recordings may have any sources")
    covered = {recording.source for recording in TRUE}
    assert covered >= {
        "greenhouse", "lever", "ashby", "workable", "personio", "teamtailor", "recruitee", "workday",
        "smartrecruiters", "rippling", "pinpoint", "bamboohr", "oracle", "eightfold",
    }  # fmt: skip
