"""The traps that the contracts of whole boards and feeds of one employer name, one by one, with texts of our own."""

from typing import Any

import pytest

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.listing import MORE
from skilldemand.crawler.posting import Place
from skilldemand.crawler.spiders import (
    ashby,
    breezyhr,
    greenhouse,
    lever,
    personio,
    pinpoint,
    recruitee,
    teamtailor,
    workable,
)
from tests.crawler.spider_classes import BOARD, listing, posting

# Greenhouse


def test_greenhouse_pay_is_in_cents_and_small_amounts_are_hourly() -> None:
    ranges = [
        {"min_cents": 18000000, "max_cents": 22000000, "currency_type": "USD", "title": "Zone A"},
        {"min_cents": 4500, "max_cents": 6000, "currency_type": "USD", "title": "Zone B"},
    ]
    year, hour = posting(greenhouse, {"id": 1, "title": "Engineer", "pay_input_ranges": ranges}).salary
    assert (year.min, year.max, year.period, year.title) == (180_000, 220_000, "year", "Zone A")
    assert (hour.min, hour.max, hour.period) == (45, 60, "hour")


def test_greenhouse_bodies_are_unescaped_as_often_as_they_were_escaped_and_lose_their_frame() -> None:
    intro = "&lt;div class=&quot;content-intro&quot;&gt;&lt;p&gt;We are Acme&lt;/p&gt;&lt;/div&gt;"
    body = intro + "&lt;p&gt;Build&amp;nbsp;it&lt;/p&gt;"
    found = posting(greenhouse, {"id": 1, "title": "Engineer", "content": body})
    assert found.description_text == "Build it"
    assert "We are Acme" in (found.description_html or "")


def test_a_greenhouse_talent_pool_is_marked() -> None:
    assert posting(greenhouse, {"id": 1, "title": "Any role", "internal_job_id": None}).tags == ["prospect"]
    assert posting(greenhouse, {"id": 1, "title": "Engineer", "internal_job_id": 3}).tags == []


def test_a_greenhouse_location_line_may_name_several_places() -> None:
    found = posting(greenhouse, {"id": 1, "title": "Engineer", "location": {"name": "Berlin, Germany; Paris, France"}})
    assert [place.country for place in found.places] == ["DE", "FR"]


# Lever


def test_lever_texts_are_joined_once_and_fall_back_to_their_plain_twins() -> None:
    row = {
        "id": "a",
        "text": "Engineer",
        "opening": "<p>Hello</p>",
        "descriptionBody": "<p>Role</p>",
        "description": "<p>Hello</p><p>Role</p>",
        "lists": [{"text": "You have", "content": "<li>Python</li>"}],
        "additionalPlain": "1 < 2\nBenefits",
    }
    assert posting(lever, row).description_text == "Hello\n\nRole\n\nYou have\n- Python\n\n1 < 2\nBenefits"


def test_lever_unspecified_is_unknown_and_the_country_belongs_to_a_single_place() -> None:
    row = {"id": "a", "text": "Engineer", "country": "US", "workplaceType": "unspecified"}
    one = posting(lever, {**row, "categories": {"location": "Springfield"}})
    assert one.workplace is None
    assert one.places == [Place(raw="Springfield", city="Springfield", country="US")]
    two = posting(lever, {**row, "categories": {"location": "Springfield", "allLocations": ["Springfield", "Paris"]}})
    assert [place.country for place in two.places] != ["US", "US"]


@pytest.mark.parametrize("answer", [{"ok": False, "error": "Document not found"}, {"ok": False}])
def test_a_lever_object_in_place_of_the_list_is_an_unknown_site(answer: dict[str, Any]) -> None:
    with pytest.raises(PayloadError, match="object in place of the list"):
        listing(lever, answer)


# Ashby


def test_ashby_is_remote_counts_only_without_a_workplace_type() -> None:
    row = {"id": "a", "title": "Engineer", "isRemote": True}
    assert posting(ashby, {**row, "workplaceType": "Hybrid"}).workplace == "hybrid"
    assert posting(ashby, {**row, "workplaceType": None}).workplace == "remote"


def test_ashby_takes_base_pay_only_and_reads_both_forms_of_address() -> None:
    part = {"compensationType": "Salary", "minValue": 1, "maxValue": 2, "currencyCode": "EUR", "interval": "1 YEAR"}
    equity = {**part, "compensationType": "EquityPercentage"}
    row = {
        "id": "a",
        "title": "Engineer",
        "compensation": {"compensationTiers": [{"title": "L4", "components": [part, equity]}]},
        "address": {"postalAddress": {"addressLocality": "Rome", "addressCountry": "Italy"}},
        "secondaryLocations": [{"location": "Milan", "address": {"addressCountry": "Italy"}}],
    }
    found = posting(ashby, row)
    assert [(pay.min, pay.max, pay.title) for pay in found.salary] == [(1, 2, "L4")]
    assert [place.country for place in found.places] == ["IT", "IT"]


def test_an_unlisted_ashby_job_is_no_row() -> None:
    assert [row["id"] for row in listing(ashby, {"jobs": [{"id": 1, "isListed": False}, {"id": 2}]}).rows] == [2]


# Workable


def test_workable_rows_of_one_shortcode_are_one_posting_with_all_places() -> None:
    row = {"shortcode": "A1", "title": "Engineer", "city": ""}
    rows = listing(
        workable, {"name": "Acme SA", "jobs": [{**row, "country": "Spain"}, {**row, "country": "Italy"}]}
    ).rows
    found = posting(workable, rows[0])
    assert len(rows) == 1
    assert [place.country for place in found.places] == ["ES", "IT"]
    assert found.company == "Acme SA"


# Personio


def test_a_personio_position_stands_once_and_its_dates_need_no_colon() -> None:
    position = b"<position><id>5</id><name>ML</name><createdAt>2026-08-15T08:00:00+0200</createdAt></position>"
    (row,) = personio.rows(b"<workzag-jobs xmlns='urn:p'>" + position * 2 + b"</workzag-jobs>", BOARD).rows
    found = posting(personio, row)
    assert found.posted_at == "2026-08-15T06:00:00Z"
    assert found.url == "https://acme.jobs.personio.de/job/5"


def test_a_personio_feed_with_a_document_type_is_refused() -> None:
    with pytest.raises(PayloadError, match="document type"):
        personio.rows(b'<!DOCTYPE x [<!ENTITY a "b">]><workzag-jobs/>', BOARD)


# Teamtailor


def test_teamtailor_items_of_both_feeds_have_one_id() -> None:
    url = "https://acme.teamtailor.com/jobs/42-engineer"
    (item,) = listing(teamtailor, {"title": "Acme", "items": [{"id": "uuid", "title": "Engineer", "url": url}]}).rows
    rss = f"""<rss xmlns:tt="https://teamtailor.com/locations"><channel><item><title>Engineer</title><link>{url}</link>
    <pubDate>Mon, 29 Jun 2026 09:00:00 +0000</pubDate><remoteStatus>hybrid</remoteStatus>
    <tt:department>R&amp;D</tt:department>
    <tt:locations><tt:location><tt:city>Oslo</tt:city><tt:country>Norway</tt:country></tt:location></tt:locations>
    </item></channel></rss>"""
    (other,) = teamtailor.rows(rss.encode(), BOARD).rows
    found = posting(teamtailor, other)
    assert posting(teamtailor, item).native_id == found.native_id == "42"
    assert (found.workplace, found.department, found.posted_at) == ("hybrid", "R&D", "2026-06-29T09:00:00Z")
    assert [place.country for place in found.places] == ["NO"]


def test_a_full_teamtailor_feed_has_more_behind_it_unless_it_names_the_address() -> None:
    items = [{"id": number, "title": "Cook"} for number in range(100)]
    assert listing(teamtailor, {"items": items}).next == MORE
    assert listing(teamtailor, {"items": items[:99]}).next is None
    assert listing(teamtailor, {"items": items[:1], "next_url": "https://x.example/2"}).next == "https://x.example/2"


# Recruitee


def test_recruitee_pay_is_text_and_an_object_of_nulls_is_none() -> None:
    row = {"id": 1, "title": "Engineer", "published_at": "2026-08-05 09:41:37 UTC", "mailbox_email": "a@b.example"}
    stated = posting(
        recruitee, {**row, "salary": {"min": "60000", "max": "75000", "period": "year", "currency": "EUR"}}
    )
    assert [(pay.min, pay.max, pay.currency, pay.period) for pay in stated.salary] == [(60000, 75000, "EUR", "year")]
    assert stated.posted_at == "2026-08-05T09:41:37Z"
    nulls = dict.fromkeys(("min", "max", "period", "currency"))
    assert posting(recruitee, {**row, "salary": nulls}).salary == []
    assert "a@b.example" not in repr(stated)


def test_a_recruitee_offer_that_is_not_published_is_no_row() -> None:
    offers = [{"id": 1, "status": "draft"}, {"id": 2, "status": "published"}, {"id": 3}]
    assert [row["id"] for row in listing(recruitee, {"offers": offers}).rows] == [2, 3]


# Pinpoint, Breezy HR


def test_pinpoint_pay_that_is_hidden_is_not_stored_and_a_deadline_is_no_post_date() -> None:
    row = {
        "id": "1",
        "title": "Engineer",
        "compensation": "$70 / hour",
        "compensation_minimum": 70,
        "compensation_currency": "USD",
        "compensation_frequency": "hour",
        "deadline_at": "2026-08-28",
    }
    hidden = posting(pinpoint, {**row, "compensation_visible": False})
    assert (hidden.salary, hidden.salary_raw, hidden.posted_at) == ([], None, None)
    assert hidden.valid_through == "2026-08-28"
    assert posting(pinpoint, row).salary[0].period == "hour"


def test_breezy_pay_is_a_line_of_words_and_an_empty_one_is_none() -> None:
    row = {"id": "1", "name": "Engineer", "location": {"country": {"id": "US"}, "city": "Reno", "is_remote": True}}
    found = posting(breezyhr, {**row, "salary": "$90,000 - $110,000 / yr"})
    assert [(pay.min, pay.max, pay.currency, pay.period) for pay in found.salary] == [(90000, 110000, "USD", "year")]
    assert found.workplace == "remote"
    assert posting(breezyhr, {**row, "salary": ""}).salary == []
