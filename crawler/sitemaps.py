"""Sitemaps and robots.txt: which pages a site has, and when each last changed (sitemaps.org/protocol.html)."""

import re
import zlib
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from skilldemand.crawler.envelope import open_xml
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.registry import Board

JOB_LIKE = re.compile(
    r"job|career|position|posting|vacanc|opening|opportunit|stelle|karriere|emploi|offre|empleo|lavora", re.IGNORECASE
)
_ROBOTS_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_GZIP = b"\x1f\x8b"
LARGEST = 64 * 1024 * 1024
"""Most bytes that a compressed sitemap may unpack to; the protocol allows 50 MB."""


class Entry(NamedTuple):
    """One page or one further sitemap."""

    url: str
    lastmod: str | None


class Sitemap(NamedTuple):
    """What one sitemap file names."""

    pages: list[Entry]
    sitemaps: list[Entry]


def sitemaps_of_robots(body: bytes, base: str) -> list[str]:
    """Return the addresses on the Sitemap lines of a robots.txt, in order."""
    text = body.decode("utf-8", "replace")
    return list(dict.fromkeys(urljoin(base, found) for found in _ROBOTS_SITEMAP.findall(text)))


def read_sitemap(body: bytes, board: Board) -> Sitemap:
    """Return what a sitemap names: an index, a list of pages, or plain lines of addresses, each gzipped or not.

    Raises PayloadError when it is none of them.
    """
    if body.startswith(_GZIP):
        body = _unpacked(body, board)
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"http://", b"https://")):
        lines = start.decode("utf-8", "replace").split()
        return Sitemap([Entry(line, None) for line in lines if line.startswith("http")], [])
    root = "sitemapindex" if b"sitemapindex" in start[:2000] else "urlset"
    tree = open_xml(start, board, root)
    entries = [entry for element in tree if (entry := _entry(element)) is not None]
    return Sitemap([], entries) if root == "sitemapindex" else Sitemap(entries, [])


def _entry(element: Element) -> Entry | None:
    url = (element.findtext("loc") or "").strip()
    return Entry(url, (element.findtext("lastmod") or "").strip() or None) if url else None


def _unpacked(body: bytes, board: Board) -> bytes:
    packed = zlib.decompressobj(wbits=31)
    try:
        text = packed.decompress(body, LARGEST)
    except zlib.error as error:
        raise PayloadError(f"board {board.slug}: the sitemap is broken gzip ({error}).") from error
    if packed.unconsumed_tail:
        raise PayloadError(f"board {board.slug}: the sitemap unpacks to more than {LARGEST} bytes, expected 50 MB.")
    return text


def links_of_page(body: bytes, base: str) -> list[Entry]:
    """Return the links of an HTML page, without fragments and each once."""
    links = LexborHTMLParser(body.decode("utf-8", "replace")).css("a[href]")
    found = (urljoin(base, link.attributes.get("href") or "").partition("#")[0] for link in links)
    return [Entry(url, None) for url in dict.fromkeys(found) if urlsplit(url).scheme in ("http", "https")]


def job_like(entries: list[Entry], pattern: str | None = None) -> list[Entry]:
    """Return the entries whose path looks like a job's, or fits `pattern` where a site has its own words."""
    wanted = re.compile(pattern) if pattern else JOB_LIKE
    return [entry for entry in entries if wanted.search(urlsplit(entry.url).path)]
