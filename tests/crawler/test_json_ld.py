"""A site is read through its sitemap: only pages that are new or changed are asked for, and reservations are kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.items import Dropped, Known, Listed
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders import json_ld
from tests.crawler.spider_classes import posting
from tests.crawler.test_visits import Walk

HOST = "careers.tarnfield.example"
ROBOTS = f"User-agent: *\nSitemap: https://{HOST}/sitemap.xml\n".encode()
INDEX = f"<sitemapindex><sitemap><loc>https://{HOST}/sitemap-jobs.xml</loc></sitemap></sitemapindex>".encode()


def sitemap(pages: dict[str, str]) -> bytes:
    entries = [f"<url><loc>https://{HOST}{path}</loc><lastmod>{day}</lastmod></url>" for path, day in pages.items()]
    return f"<urlset>{''.join(entries)}</urlset>".encode()


def page(title: str | None = "ML Engineer", head: str = "", **more: Any) -> bytes:
    job = {"@type": "JobPosting", "title": title, "description": "<p>Build.</p>", "url": "/", **more}
    script = f'<script type="application/ld+json">{json.dumps(job)}</script>' if title else ""
    return f"<html><head>{head}{script}</head></html>".encode()


class Site(Walk):
    """A visit that has read the site's sitemaps."""

    def __init__(self, folder: Path, pages: dict[str, str], **options: Any) -> None:
        super().__init__(
            folder, "json_ld", Board(slug="tarnfield", company="Tarnfield", options={"host": HOST, **options})
        )
        self.answer(ROBOTS)
        self.answer(INDEX)
        self.items = self.answer(sitemap(pages))

    @property
    def asked(self) -> list[str]:
        return [request.url.removeprefix(f"https://{HOST}") for request in self.requests]

    def end(self) -> None:
        """Make what was read the state, as the end of a run does."""
        self.spider.state.apply()


def test_robots_txt_leads_to_the_sitemap_and_that_to_the_pages_one_after_the_other(tmp_path: Path) -> None:
    site = Site(tmp_path, {"/jobs/1": "2026-05-04", "/about": "2026-05-04", "/jobs/2": "2026-05-04"})
    assert site.asked == ["/jobs/1"]
    (listed,) = site.answer(page(datePosted="2026-05-01"))
    assert site.asked == ["/jobs/2"]
    (dropped, _visit) = site.answer(page("Sales Manager"))
    assert isinstance(listed, Listed)
    assert isinstance(dropped, Dropped)
    assert listed.posting.posting_key == "json_ld:tarnfield:/jobs/1"
    assert listed.posting.url == f"https://{HOST}/jobs/1"
    assert (site.status, site.visit.listed, site.visit.dropped) == ("complete", 2, 1)


def test_pages_that_did_not_change_are_sighted_without_a_request(tmp_path: Path) -> None:
    first = Site(tmp_path, {"/jobs/1": "2026-05-04", "/jobs/2": "2026-05-04", "/jobs/3": "2026-05-04"})
    for title in ("ML Engineer", "Sales Manager", None):
        first.answer(page(title))
    first.end()
    second = Site(tmp_path, {"/jobs/1": "2026-05-04", "/jobs/2": "2026-05-04", "/jobs/3": "2026-05-04"})
    assert second.requests == []
    assert Known("tarnfield", "json_ld:tarnfield:/jobs/1") in second.items
    assert Dropped("tarnfield", "/jobs/2", "Sales Manager") in second.items
    assert (second.status, second.visit.listed, second.visit.emitted) == ("complete", 2, 1)
    changed = Site(tmp_path, {"/jobs/1": "2026-05-05", "/jobs/2": "2026-05-04", "/jobs/3": "2026-05-04"})
    assert changed.asked == ["/jobs/1"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_not_sighted_though_the_sitemap_still_names_it(tmp_path: Path, status: int) -> None:
    first = Site(tmp_path, {"/jobs/1": "1", "/jobs/2": "1"})
    first.answer(page())
    first.answer(page())
    first.end()
    second = Site(tmp_path, {"/jobs/1": "2", "/jobs/2": "1"})
    second.answer(b"", status=status)
    assert Known("tarnfield", "json_ld:tarnfield:/jobs/1") not in second.items
    assert Known("tarnfield", "json_ld:tarnfield:/jobs/2") in second.items
    assert second.status == "complete"


def test_markup_taken_from_one_page_ends_its_posting_but_not_markup_taken_from_all(tmp_path: Path) -> None:
    first = Site(tmp_path, {"/jobs/1": "1", "/jobs/2": "1"})
    first.answer(page())
    first.answer(page())
    first.end()
    one = Site(tmp_path, {"/jobs/1": "2", "/jobs/2": "1"})
    one.answer(page(None))
    assert one.visit.status() == ("complete", "rows left out: posting taken from its page (1)")
    one.end()
    every = Site(tmp_path, {"/jobs/1": "2", "/jobs/2": "2"})
    assert every.asked == ["/jobs/2"]
    every.answer(page(None))
    assert every.visit.status() == ("partial", "no page has a JobPosting any more")


@pytest.mark.parametrize(
    "answer",
    [page(head='<meta name="robots" content="noindex">'), page(validThrough="2026-11-01")],
    ids=["noindex", "valid-through"],
)
def test_a_page_says_that_its_posting_is_over(tmp_path: Path, answer: bytes) -> None:
    site = Site(tmp_path, {"/jobs/1": "1", "/jobs/2": "1"})
    assert not any(isinstance(item, Listed) for item in site.answer(answer))
    site.answer(page(validThrough="2026-12-01"))
    assert (site.status, site.visit.listed) == ("complete", 1)


@pytest.mark.parametrize("by", ["header", "meta"])
def test_a_site_that_reserves_text_and_data_mining_is_left_alone_at_once(tmp_path: Path, by: str) -> None:
    site = Site(tmp_path, {"/jobs/1": "1", "/jobs/2": "1"})
    meta = '<meta name="tdm-reservation" content="1">' if by == "meta" else ""
    items = site.answer(page(head=meta), headers={"TDM-Reservation": "1"} if by == "header" else None)
    assert site.requests == []
    assert not any(isinstance(item, Listed) for item in items)
    assert site.status == "blocked"


def test_a_page_that_cannot_be_read_now_keeps_its_posting(tmp_path: Path) -> None:
    first = Site(tmp_path, {"/jobs/1": "1"})
    first.answer(page())
    first.spider.state.note_stored("json_ld:tarnfield:/jobs/1", "tarnfield", "hash")
    first.end()
    for number, (body, status) in enumerate([(b"", 500), (b'<script type="application/ld+json">{"JobPosting', 200)]):
        site = Site(tmp_path, {"/jobs/1": str(number + 2)})
        assert Known("tarnfield", "json_ld:tarnfield:/jobs/1") in site.answer(body, status=status)
        assert site.status == "complete"


def test_a_site_without_robots_txt_is_asked_for_the_usual_sitemap(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "json_ld", Board(slug="tarnfield", options={"host": HOST}))
    assert walk.requests[0].meta["board_hosts"] == [HOST]
    walk.answer(b"", status=404)
    assert walk.requests[0].url == f"https://{HOST}/sitemap.xml"
    walk.answer(b"", status=404)
    assert walk.status == "dead"


def test_a_sitemap_of_jobs_that_is_empty_says_that_there_are_none_and_one_of_other_pages_says_nothing(
    tmp_path: Path,
) -> None:
    assert Site(tmp_path / "a", {}).status == "empty"
    walk = Walk(tmp_path / "b", "json_ld", Board(slug="t", options={"sitemap": f"https://{HOST}/sitemap.xml"}))
    walk.answer(sitemap({"/about": "1"}))
    assert walk.status == "error"


def test_pages_of_other_hosts_are_not_asked_for(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "json_ld", Board(slug="t", options={"sitemap": f"https://{HOST}/sitemap.xml"}))
    walk.answer(b"<urlset><url><loc>https://elsewhere.example/jobs/1</loc></url></urlset>")
    assert walk.requests == []


def test_a_start_page_stands_in_for_a_sitemap_and_leaves_the_visit_partial(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "json_ld", Board(slug="t", options={"start": f"https://{HOST}/careers"}))
    walk.answer(b'<a href="/jobs/1">ML Engineer</a><a href="/about">About</a>')
    assert [request.url for request in walk.requests] == [f"https://{HOST}/jobs/1"]
    walk.answer(page())
    assert (walk.status, walk.visit.listed) == ("partial", 1)


def test_only_so_many_pages_are_fetched_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_ld.JsonLdSpider, "PAGES_A_RUN", 1)
    site = Site(tmp_path, {"/jobs/1": "1", "/jobs/2": "1"})
    site.answer(page())
    assert site.visit.status() == ("complete", "rows left out: page left for the next run (1)")


# The markup


def rows(*jobs: dict[str, Any]) -> list[dict[str, Any]]:
    body = json.dumps([{"@type": "JobPosting", "title": "ML Engineer", **job} for job in jobs])
    return json_ld.rows(body.encode(), Board(slug="acme")).rows


def test_a_posting_is_known_by_its_address_then_by_its_identifier() -> None:
    (by_url,) = rows({"url": "https://t.example/jobs/1?lang=en", "identifier": {"value": 99}})
    (by_number,) = rows({"identifier": {"value": 99}})
    assert (by_url["id"], by_number["id"]) == ("/jobs/1?lang=en", "99")
    twins = rows({"url": "/careers", "identifier": "a"}, {"url": "/careers", "identifier": "b"})
    assert [row["id"] for row in twins] == ["/careers", "/careers#b"]


def test_an_address_without_host_is_on_the_board_s_own() -> None:
    (row,) = rows({"url": "/jobs/1"})
    assert posting(json_ld, row, Board(slug="t", options={"host": HOST})).url == f"https://{HOST}/jobs/1"
    assert posting(json_ld, row, Board(slug="t")).url is None


def test_parts_beside_the_description_are_read_once_and_sentinels_never() -> None:
    (row,) = rows(
        {"description": "&lt;p&gt;You build.&lt;/p&gt;", "responsibilities": "You build.", "skills": ["PyTorch", "SQL"],
         "qualifications": "UNAVAILABLE", "experienceRequirements": {"@type": "X", "monthsOfExperience": 24}}
    )  # fmt: skip
    assert posting(json_ld, row).description_text == "You build.\n\nSkills\n\nPyTorch\nSQL"


def test_pay_places_and_employer_are_read_in_each_form() -> None:
    pay = {"currency": "USD", "value": {"minValue": 50, "maxValue": 62, "unitText": "HOUR"}}
    address = {"addressLocality": "Reno", "addressRegion": "NV"}
    (row,) = rows(
        {"baseSalary": pay, "jobLocation": {"address": address}, "hiringOrganization": "Tarnfield",
         "employmentType": ["INTERN", "TEMPORARY"], "jobLocationType": "TELECOMMUTE"}
    )  # fmt: skip
    found = posting(json_ld, row)
    assert [(part.min, part.max, part.currency, part.period) for part in found.salary] == [(50, 62, "USD", "hour")]
    assert [(place.city, place.country) for place in found.places] == [("Reno", "US")]
    assert (found.company, found.employment_type, found.workplace) == ("Tarnfield", "internship", "remote")
    (remote,) = rows(
        {"baseSalary": 60000, "salaryCurrency": "EUR", "applicantLocationRequirements": {"name": "France"}}
    )
    other = posting(json_ld, remote)
    assert (other.salary[0].min, other.salary[0].currency, other.places[0].country) == (60000, "EUR", "FR")


def test_markup_that_cannot_be_read_is_refused_and_a_page_without_any_lists_nothing() -> None:
    with pytest.raises(PayloadError, match="acme"):
        json_ld.rows(b'<script type="application/ld+json">{"@type": "JobPosting"', Board(slug="acme"))
    assert json_ld.rows(b"<html></html>", Board(slug="acme")).rows == []
