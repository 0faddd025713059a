"""The Atom feed (RFC 4287): one entry a report, so that a feed reader says when there is a new one."""

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from skilldemand.reports.outputs import MANIFEST, put_file
from skilldemand.reports.strangers import tame
from skilldemand.reports.texts import say

FEED = "feed.xml"
MOST_ENTRIES = 50
_SPACE = uuid.UUID("0f6e0d0e-6a3d-5c0f-9a57-6b1f6f1f2c11")  # of this project; a report's id is a name within it
_ILLEGAL = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")  # XML 1.0, production 2


@dataclass(frozen=True)
class Entry:
    """One report: where its page is, relative to the feed, and what it says in a few lines."""

    page: str
    title: str
    updated: datetime
    population: str
    lines: Sequence[str]

    @property
    def id(self) -> str:
        """The same for the same report, wherever it is put."""
        return uuid.uuid5(_SPACE, _clean(f"{self.population} {_moment(self.updated)} {self.title}")).urn


def feed_xml(entries: Sequence[Entry]) -> str:
    """Return the feed, newest entry first; text is escaped and cleaned of what XML cannot hold."""
    newest = sorted(entries, key=lambda entry: (entry.updated, entry.page), reverse=True)[:MOST_ENTRIES]
    updated = _moment(newest[0].updated) if newest else _moment(datetime(1970, 1, 1, tzinfo=UTC))
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(say('forms.feed_title'))}</title>",
        f"<id>{uuid.uuid5(_SPACE, 'feed').urn}</id>",
        f"<updated>{updated}</updated>",
        "<author><name>skilldemand</name></author>",
        f'<link rel="self" href="{FEED}"/>',
        *(_entry(entry) for entry in newest),
        "</feed>",
    ]
    return "\n".join(parts) + "\n"


def write_feed(reports: Path) -> None:
    """Write reports/feed.xml over all reports in the folder; one without a readable manifest is left out.

    Raises OutputError when the file cannot be written.
    """
    found = [entry for path in sorted(reports.glob(f"*/{MANIFEST}")) if (entry := _read(path))]
    put_file(reports / FEED, feed_xml(found).encode("utf-8"))


def _read(path: Path) -> Entry | None:
    """Return the entry of a report from its manifest; `latest` and reports of older releases give none."""
    if path.parent.is_symlink():
        return None
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return Entry(
            page=f"{path.parent.name}/index.html",
            title=facts["title"],
            updated=datetime.fromisoformat(facts["generated_at"]),
            population=facts["population"],
            lines=facts["summary"],
        )
    except (OSError, ValueError, KeyError):
        return None


def _entry(entry: Entry) -> str:
    return "\n".join(
        [
            "<entry>",
            f"<title>{_text(entry.title)}</title>",
            f"<id>{entry.id}</id>",
            f"<updated>{_moment(entry.updated)}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(_clean(entry.page))}/>',
            f'<content type="text">{_text(chr(10).join(entry.lines))}</content>',
            "</entry>",
        ]
    )


def _text(value: str) -> str:
    return escape(_clean(value))


def _clean(value: str) -> str:
    return _ILLEGAL.sub("\ufffd", tame(value))


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
