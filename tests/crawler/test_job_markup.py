"""JobPosting is found on a page in every form in which pages carry it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.crawler.job_markup import read_page

JOB = {"@type": "JobPosting", "title": "ML Engineer", "description": "<p>Python</p>"}


def page(block: str, head: str = "") -> bytes:
    script = f'<script type="application/ld+json">{block}</script>'
    return f"<!doctype html><html><head>{head}{script}</head><body></body></html>".encode()


def titles(body: bytes) -> list[str]:
    return [job["title"] for job in read_page(body).jobs]


@pytest.mark.parametrize(
    "document",
    [
        JOB,
        [JOB],
        {"@graph": [{"@type": "Organization"}, JOB]},
        {"@type": "WebPage", "mainEntity": JOB},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": JOB}]},
        {**JOB, "@type": ["JobPosting", "Thing"]},
        {**JOB, "@type": "http://schema.org/JobPosting"},
        {**JOB, "title": {"@value": "ML Engineer", "@language": "en"}},
    ],
    ids=str,
)
def test_it_is_found_wherever_it_stands_in_the_document(document):
    assert titles(page(json.dumps(document))) == ["ML Engineer"]


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "JobPosting", "title": "ML Engineer", "description": "one\ntwo\tthree"}',
        '{"@type": "JobPosting", "title": "ML Engineer",}',
        '{"@type": "JobPosting"\n "title": "ML Engineer"}',
        '//<![CDATA[\n{"@type": "JobPosting", "title": "ML Engineer"}\n//]]>',
        '<!-- {"@type": "JobPosting", "title": "ML Engineer"} -->',
        "{&quot;@type&quot;: &quot;JobPosting&quot;, &quot;title&quot;: &quot;ML Engineer&quot;}",
    ],
    ids=["raw-line-end", "comma-too-many", "comma-missing", "cdata", "comment", "escaped"],
)
def test_what_pages_do_to_json_is_mended(block):
    assert titles(page(block)) == ["ML Engineer"]


def test_two_postings_of_one_page_are_two_and_a_repeated_block_is_one():
    other = {**JOB, "title": "Data Scientist"}
    assert titles(page(json.dumps([JOB, other]))) == ["ML Engineer", "Data Scientist"]
    assert titles(page(json.dumps([JOB, JOB]))) == ["ML Engineer"]


def test_a_block_that_speaks_of_jobpostings_and_is_no_json_is_told_from_a_page_without_any():
    assert read_page(page('{"@type": "JobPosting", "title": ')).broken
    assert not read_page(page("not even json {{{")).broken
    assert not read_page(b"<html><body>About us</body></html>").broken


def test_microdata_is_read_where_there_is_no_json_ld():
    body = b"""<main itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">ML Engineer</h1>
      <meta itemprop="datePosted" content="2026-05-04"><span itemprop="employmentType">Full-time</span>
      <div itemprop="description"><p>Python</p><ul><li>PyTorch</li></ul></div>
      <div itemprop="hiringOrganization" itemscope><meta itemprop="name" content="Tarnfield"></div>
      <div itemprop="jobLocation" itemscope><span itemprop="address" itemscope>
      <meta itemprop="addressLocality" content="Oslo"></span></div>
      <div itemprop="jobLocation" itemscope><span itemprop="address" itemscope>
      <meta itemprop="addressLocality" content="Bergen"></span></div></main>"""
    (job,) = read_page(body).jobs
    assert job["title"] == "ML Engineer"
    assert job["datePosted"] == "2026-05-04"
    assert job["description"] == "<p>Python</p><ul><li>PyTorch</li></ul>"
    assert job["hiringOrganization"] == {"name": "Tarnfield"}
    assert [place["address"]["addressLocality"] for place in job["jobLocation"]] == ["Oslo", "Bergen"]


def test_what_a_page_says_of_itself_is_read():
    head = (
        '<link rel="canonical" href="https://tarnfield.example/jobs/1"><meta name="ROBOTS" content="NOINDEX, follow">'
    )
    read = read_page(page(json.dumps(JOB), head))
    assert (read.address, read.noindex, read.reserved) == ("https://tarnfield.example/jobs/1", True, False)
    assert read_page(page("{}", '<meta name="tdm-reservation" content="1">')).reserved


def test_the_charset_that_a_page_names_is_used():
    body = page(json.dumps({**JOB, "title": "Ingénieur IA"}, ensure_ascii=False), '<meta charset="iso-8859-1">')
    assert titles(body.decode().encode("latin-1")) == ["Ingénieur IA"]


@given(st.binary(max_size=300) | st.text(max_size=200).map(page))
def test_any_page_is_read(body):
    assert isinstance(read_page(body).jobs, list)
