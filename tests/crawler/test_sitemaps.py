"""Sitemaps are read in each of their forms, and only those of postings are followed."""

import gzip
import zlib

import pytest

from skilldemand.crawler import sitemaps
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.registry import Board
from skilldemand.crawler.sitemaps import Entry, job_like, links_of_page, read_sitemap, sitemaps_of_robots

BOARD = Board(slug="tarnfield")
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PAGES = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {NAMESPACE} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://t.example/jobs/1 </loc><lastmod>2026-05-04</lastmod>
<image:image><image:loc>https://t.example/i.png</image:loc></image:image></url>
<url><loc>https://t.example/blog/2</loc></url><url><lastmod>2026-05-04</lastmod></url></urlset>""".encode()
INDEX = f"""<sitemapindex {NAMESPACE}><sitemap><loc>https://t.example/sitemap-jobs.xml</loc></sitemap>
<sitemap><loc>https://t.example/sitemap-blog.xml</loc></sitemap></sitemapindex>""".encode()


@pytest.mark.parametrize("body", [PAGES, gzip.compress(PAGES, mtime=0), b"\xef\xbb\xbf" + PAGES])
def test_pages_are_read_with_the_day_of_their_last_change(body):
    pages = [Entry("https://t.example/jobs/1", "2026-05-04"), Entry("https://t.example/blog/2", None)]
    assert read_sitemap(body, BOARD).pages == pages


def test_an_index_names_further_sitemaps():
    found = read_sitemap(INDEX, BOARD)
    assert not found.pages
    assert [entry.url for entry in job_like(found.sitemaps)] == ["https://t.example/sitemap-jobs.xml"]


def test_plain_lines_are_a_sitemap_too():
    assert read_sitemap(b"https://t.example/jobs/1\nhttps://t.example/jobs/2\n", BOARD).pages[1].url.endswith("/2")


@pytest.mark.parametrize(
    "body",
    [b"", b"<!doctype html><html></html>", b"<rss></rss>", PAGES[:200], gzip.compress(PAGES, mtime=0)[:20] + b"xxxx",
     b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset></urlset>'],
)  # fmt: skip
def test_anything_else_is_refused_with_the_board_s_name(body):
    with pytest.raises(PayloadError, match="tarnfield"):
        read_sitemap(body, BOARD)


def test_a_sitemap_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(sitemaps, "LARGEST", 10_000)
    with pytest.raises(PayloadError, match="10000 bytes"):
        read_sitemap(zlib.compress(b"a" * 1_000_000, wbits=31), BOARD)


def test_robots_txt_names_sitemaps_in_any_case_and_relative():
    body = b"User-agent: *\nDisallow: /x\nSitemap: https://t.example/a.xml\r\nSITEMAP:/b.xml\nsitemap: /b.xml\n"
    assert sitemaps_of_robots(body, "https://t.example/robots.txt") == [
        "https://t.example/a.xml",
        "https://t.example/b.xml",
    ]


def test_a_site_may_have_words_of_its_own_for_postings():
    entries = [Entry("https://t.example/join/1", None), Entry("https://t.example/about", None)]
    assert job_like(entries) == []
    assert job_like(entries, r"^/join/\d") == entries[:1]


def test_the_links_of_a_start_page_are_whole_and_stand_once():
    body = b'<a href="/jobs/1#top">a</a><a href="/jobs/1">b</a><a href="mailto:x@y.z">c</a><a href="https://u.example/">d</a>'
    found = [entry.url for entry in links_of_page(body, "https://t.example/careers")]
    assert found == ["https://t.example/jobs/1", "https://u.example/"]
