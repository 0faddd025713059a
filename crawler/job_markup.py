"""schema.org JobPosting on a page: as JSON-LD, or as microdata where there is no JSON-LD."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_GUARD = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_MISSING_COMMA = re.compile(r"([\"}\]\d]|true|false|null)(\s*\n\s*\"[@\w]+\"\s*:)")
_HOLDS_JOBS = ("@graph", "mainEntity", "itemListElement", "item", "hasPart")
_DEEPEST = 100
_MARKUP = frozenset({"description", "responsibilities", "qualifications", "skills", "experienceRequirements",
                     "educationRequirements", "jobBenefits", "incentiveCompensation"})  # fmt: skip


class JobPage(NamedTuple):
    """What a page says to machines."""

    jobs: list[dict[str, Any]]
    """JobPosting objects under the names of schema.org."""
    address: str | None
    """The address that the page gives itself."""
    broken: bool
    """Whether a block that speaks of JobPosting could not be read."""
    noindex: bool
    reserved: bool
    """Whether the page reserves text and data mining (TDM Reservation Protocol)."""


def read_page(body: bytes) -> JobPage:
    """Return what a page, or a bare JSON-LD document, says; nothing is raised."""
    text = _decoded(body)
    if text.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        found, broken = _from_json(text)
        return JobPage(found, None, broken, noindex=False, reserved=False)
    page = LexborHTMLParser(text)
    jobs, broken = [], False
    for script in page.css('script[type^="application/ld+json" i]'):
        found, unreadable = _from_json(script.text())
        jobs += found
        broken |= unreadable
    if not jobs:
        # A nested itemscope of the same type would be the same posting.
        jobs = [_item(node, 0) for node in page.css('[itemscope][itemtype*="schema.org/JobPosting"]')]
    robots = f"{_meta(page, 'name', 'robots')} {_meta(page, 'name', 'googlebot')}".lower()
    return JobPage(
        jobs=_distinct(jobs),
        address=_address(page),
        broken=broken and not jobs,
        noindex="noindex" in robots or robots.split() == ["none"],
        reserved=_meta(page, "name", "tdm-reservation").strip() == "1",
    )


def _decoded(body: bytes) -> str:
    found = _CHARSET.search(body[:2048])
    for charset in (found[1].decode("ascii") if found else "utf-8", "utf-8"):
        try:
            return body.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")


def _from_json(block: str) -> tuple[list[dict[str, Any]], bool]:
    data = _loaded(block)
    if data is None:
        return [], "JobPosting" in block
    return list(_job_postings(data, 0)), False


def _loaded(block: str) -> Any:
    """Return the JSON of a block, mending what pages do to it: guards, raw line ends, wrong commas, escapes."""
    text = _GUARD.sub("", _GUARD.sub("", block)).strip()
    mended = _MISSING_COMMA.sub(r"\1,\2", _TRAILING_COMMA.sub(r"\1", text))
    for attempt in (text, mended, html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _job_postings(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, list):
        for entry in data:
            yield from _job_postings(entry, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.rpartition("/")[2] == "JobPosting" for name in names):
            yield {name: _plain(value, 0) for name, value in data.items()}
        else:
            for name in _HOLDS_JOBS:
                yield from _job_postings(data.get(name), depth + 1)


def _plain(value: Any, depth: int) -> Any:
    """Return a value with {"@value": x} as x."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return value["@value"] if "@value" in value else {k: _plain(part, depth + 1) for k, part in value.items()}
    return [_plain(part, depth + 1) for part in value] if isinstance(value, list) else value


def _distinct(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the jobs without those that say the same title, address and text once more."""
    kept: dict[str, dict[str, Any]] = {}
    for job in jobs:
        kept.setdefault(repr([job.get(name) for name in ("title", "url", "identifier", "description")]), job)
    return list(kept.values())


def _item(node: LexborNode, depth: int) -> dict[str, Any]:
    """Return the properties of a microdata item; one that comes several times becomes a list."""
    found: dict[str, Any] = {}
    for name, value in _properties(node, depth):
        if value not in (None, ""):
            found[name] = [*_listed(found[name]), value] if name in found else value
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _properties(node: LexborNode, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _DEEPEST:
        return
    for child in node.iter():
        names = (child.attributes.get("itemprop") or "").split()
        nested = "itemscope" in child.attributes
        if names:
            value = _item(child, depth + 1) if nested else _value(child, names[0])
            for name in names:
                yield name, value
        if not nested:
            yield from _properties(child, depth + 1)


def _value(node: LexborNode, name: str) -> str | None:
    for attribute in ("content", "datetime", "href" if name in ("url", "sameAs") else "value"):
        if (value := node.attributes.get(attribute)) is not None:
            return value.strip()
    return (node.inner_html or "").strip() if name in _MARKUP else node.text(strip=True)


def _meta(page: LexborHTMLParser, key: str, name: str) -> str:
    found = page.css_first(f'meta[{key}="{name}" i]')
    return (found.attributes.get("content") or "") if found is not None else ""


def _address(page: LexborHTMLParser) -> str | None:
    link = page.css_first('link[rel="canonical"][href]')
    return (link.attributes.get("href") if link is not None else None) or _meta(page, "property", "og:url") or None
