"""Recorded answers of the sources: where they are, which count, and what they hold by a reading of their own."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from skilldemand.crawler.spiders.base import BoardSpider

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "sources" / "payloads"
OTHER = os.environ.get("SKILLDEMAND_PAYLOADS")
FOLDER = Path(OTHER) if OTHER else SHARED
# Folders of recordings that are named otherwise than the source.
SOURCE_OF = {
    "breezy": "breezyhr",
    "breezy_hr": "breezyhr",
    "hackernews": "hacker_news",
    "hn": "hacker_news",
    "jsonld": "json_ld",
    "oracle_orc": "oracle",
    "oracle_hcm": "oracle",
    "orc": "oracle",
    "themuse": "the_muse",
    "muse": "the_muse",
    "francetravail": "france_travail",
    "remote_ok": "remoteok",
    "bamboo": "bamboohr",
    "smart_recruiters": "smartrecruiters",
}
GRADES = ("REAL", "EXACT SHAPE")
# A posting with one of these is not public, so it is no row (contract 1.3, 1.6).
WITHDRAWN = {"isListed": {False}, "status": {"draft", "closed", "archived", "internal"}}
_GRADE_LINE = re.compile(r"^\| (?P<api>\S+) \| (?P<file>\S+) \| \d+ \| (?P<grade>[^|]+) \|", re.MULTILINE)
_NO_ANSWER = re.compile(r"readme|headers\.json$|\.md$", re.IGNORECASE)


class Recording(NamedTuple):
    """One recorded answer of a supported source."""

    source: str
    path: Path
    grade: str

    def __str__(self) -> str:
        return f"{self.source}/{self.path.name}"


def grades() -> dict[tuple[str, str], str]:
    """Return {(folder, file): grade} of the table in the folder's README; empty where there is none."""
    readme = FOLDER / "README.md"
    if not readme.is_file():
        return {}
    return {(row["api"], row["file"]): row["grade"].strip() for row in _GRADE_LINE.finditer(readme.read_text("utf-8"))}


def recordings(sources: dict[str, type[BoardSpider]]) -> Iterator[Recording]:
    """Yield every recorded answer of a source that has a spider, with its grade ("" where it has none)."""
    table = grades()
    for path in sorted(FOLDER.glob("*/*")) if FOLDER.is_dir() else []:
        source = SOURCE_OF.get(path.parent.name, path.parent.name)
        if source in sources and path.is_file() and not _NO_ANSWER.search(path.name):
            yield Recording(source, path, table.get((path.parent.name, path.name), ""))


def recorded_ids(body: bytes, spider: type[BoardSpider]) -> set[str]:
    """Return the ids of the postings that stand in an answer, found without the spider's own reading of the envelope.

    A posting is the outermost object that has the spider's id and title fields, or an XML item; null ids count none.
    """
    try:
        data = json.loads(body)
    except ValueError:
        return {identity for item in _xml_items(body) if (identity := _xml_id(item))}
    return {identity for row in _objects(data, spider) if (identity := spider.row_id(row))}


def _objects(data: Any, spider: type[BoardSpider]) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for entry in data:
            yield from _objects(entry, spider)
    elif isinstance(data, dict):
        if spider.row_id(data) and spider.row_title(data):
            if not any(data.get(field) in values for field, values in WITHDRAWN.items()):
                yield data
            return
        for value in data.values():
            yield from _objects(value, spider)


def _xml_items(body: bytes) -> list[ET.Element]:
    try:
        tree = ET.fromstring(body.strip())
    except ET.ParseError:
        return []
    return [element for element in tree.iter() if element.tag.rpartition("}")[2] in {"item", "position"}]


def _xml_id(item: ET.Element) -> str | None:
    found = [item.get("id"), *(item.findtext(tag) for tag in ("id", "guid", "link"))]
    return next((identity for identity in found if identity), None)
