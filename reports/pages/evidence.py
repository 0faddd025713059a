"""A few words of postings that ask for a skill, at most twenty a posting, with the address of the posting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import duckdb

from skilldemand.reports.content import Quote
from skilldemand.reports.texts import say

MOST_QUOTES = 3
MOST_WORDS = 20
MOST_EMPLOYERS = 6
_SCHEMES = frozenset({"http", "https"})
_NEEDED = {"vacancy_skill", "population_vacancy", "vacancy", "mention", "posting", "text", "employer"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Also the marks that turn the direction of writing: a quote must not turn the words around it."""
_BULLET = re.compile(r"^\s*[-*\u2022\u00b7\u2013\u25cf\u25aa]+\s")


@dataclass(frozen=True)
class Evidence:
    """What core tables say of one skill: quotes of postings, and employers with the vacancies that ask for it."""

    quotes: tuple[Quote, ...] = ()
    employers: tuple[tuple[str, int], ...] = ()


def read_evidence(connection: duckdb.DuckDBPyConnection, population: str) -> Mapping[str, Evidence]:
    """Return skill id -> quotes of the newest vacancies of different employers, those that require it first, and the
    named employers that ask for it most.

    Empty where the warehouse keeps no texts.
    """
    tables = connection.execute(
        "select table_name from duckdb_tables() where schema_name in ('core', 'raw')"
    ).fetchall()
    if not {name for (name,) in tables} >= _NEEDED:
        return {}
    quotes: dict[str, list[Quote]] = {}
    for skill_id, title, company, url, before, hit, after in _rows(connection, "evidence", population, MOST_QUOTES):
        quote = cut(before or "", hit or "", after or "")
        quotes.setdefault(skill_id, []).append(replace(quote, source=_source(title, company), url=safe_address(url)))
    employers: dict[str, list[tuple[str, int]]] = {}
    for skill_id, name, vacancies in _rows(connection, "employers_asking", population, MOST_EMPLOYERS):
        employers.setdefault(skill_id, []).append((name, vacancies))
    return {
        skill_id: Evidence(tuple(quotes.get(skill_id, ())), tuple(employers.get(skill_id, ())))
        for skill_id in {**quotes, **employers}
    }


def _rows(connection: duckdb.DuckDBPyConnection, name: str, population: str, most: int) -> list[tuple[Any, ...]]:
    query = (files("skilldemand.reports.pages") / f"{name}.sql").read_text(encoding="utf-8")
    return connection.execute(query, {"population": population, "most": most}).fetchall()


def cut(before: str, hit: str, after: str) -> Quote:
    """Cut what stands around a hit to one sentence and at most MOST_WORDS words."""
    hit_words = _words(hit)[:MOST_WORDS]
    left = _words(_BULLET.sub("", re.split(r"\n|(?<=[.!?;])\s", before)[-1]))
    right = _words(re.split(r"\n|(?<=[.!?;])\s", after)[0])
    room = MOST_WORDS - len(hit_words)
    kept_left = left[-min(len(left), max(room // 2, room - len(right))) :] if left and room else []
    kept_right = right[: room - len(kept_left)]
    head = "\u2026 " if len(kept_left) < len(left) else ""
    tail = " \u2026" if len(kept_right) < len(right) else ""
    glue_left = "" if not before or not before[-1].isspace() else " "
    glue_right = "" if not after or not after[0].isspace() else " "
    return Quote(
        before=head + " ".join(kept_left) + (glue_left if kept_left else ""),
        found=" ".join(hit_words),
        after=(glue_right if kept_right else "") + " ".join(kept_right) + tail,
        source="",
        url="",
    )


def safe_address(url: str | None) -> str:
    """Return an address that leads to a web page, or "": no other scheme, no credentials, no control characters."""
    if not url or _CONTROLS.search(url) or any(sign.isspace() for sign in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname or parts.username or parts.password:
        return ""
    return url


def _source(title: str | None, company: str | None) -> str:
    title, company = (" ".join(_words(text or ""))[:90] for text in (title, company))
    if title and company:
        return say("evidence.source", title=title, company=company)
    return title or company or say("evidence.unnamed")


def _words(text: str) -> list[str]:
    return _CONTROLS.sub(" ", text).split()
