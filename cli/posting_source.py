"""One posting from where a person has it: a file, standard input, or the workspace."""

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skilldemand.cli.errors import UsageError
from skilldemand.cli.workspace import Workspace

_TEXT_FIELDS = ("description_text", "text", "description")
_EXPECTED = "Expected a posting as text, HTML, or one JSON object with text or description."


@dataclass(frozen=True)
class Given:
    """One posting as it was given, its text cleaned."""

    name: str
    """A short name, fit for a file."""
    text: str
    title: str = ""
    company: str | None = None
    location: str | None = None


def find_posting(target: str, workspace: Workspace, *, title: str | None, company: str | None) -> Given:
    """Return the posting in a file, on standard input ("-"), or stored in the workspace under a posting_key.

    Raises UsageError when there is none.
    """
    path = Path(target)
    if target == "-":
        given = _parsed(sys.stdin.buffer.read(), "posting", "standard input")
    elif path.is_file():
        given = _parsed(path.read_bytes(), path.stem, target)
    else:
        given = _stored(target, workspace)
    return Given(given.name, given.text, title or given.title, company or given.company, given.location)


def _parsed(raw: bytes, name: str, where: str) -> Given:
    from skilldemand.crawler.fields.html_text import clean_text

    text = raw.decode("utf-8-sig", "replace")
    row = _row(text)
    if row is None:
        if not text.strip():
            raise UsageError(f"explain {where}: is empty. {_EXPECTED}")
        return Given(_safe(name), clean_text(text))
    body = next((row[field] for field in _TEXT_FIELDS if isinstance(row.get(field), str)), None)
    if body is None:
        raise UsageError(f"explain {where}: the JSON object has none of {', '.join(_TEXT_FIELDS)}. {_EXPECTED}")
    told = {
        field: row[field] if isinstance(row.get(field), str) else None for field in ("title", "company", "location")
    }
    key = row.get("id") or row.get("posting_key") or name
    return Given(_safe(str(key)), clean_text(body), told["title"] or "", told["company"], told["location"])


def _row(text: str) -> dict[str, Any] | None:
    """Return the JSON object a text is, or the first of a JSON Lines file; None when it is no JSON."""
    if not text.lstrip().startswith("{"):
        return None
    for candidate in (text, text.lstrip().split("\n", 1)[0]):
        try:
            value = json.loads(candidate)
        except ValueError:
            continue
        if isinstance(value, dict):
            return value
    return None


def _stored(key: str, workspace: Workspace) -> Given:
    """Return the posting as it was last stored under a key."""
    from skilldemand.crawler.posting import decode_posting

    last: Given | None = None
    seen = ""
    mark = json.dumps(key, ensure_ascii=False).encode()
    for path in sorted(workspace.landing.glob("*/*/postings.jsonl.gz")):
        with gzip.open(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                if mark not in line:
                    continue
                posting = decode_posting(line, f"{path}:{number}")
                if posting.posting_key == key and posting.seen_at >= seen:
                    seen = posting.seen_at
                    last = Given(
                        _safe(key), posting.description_text, posting.title, posting.company, posting.location_raw
                    )
    if last is None:
        raise UsageError(
            f"explain {key!r}: neither a file nor a posting_key in {workspace.landing}. "
            "Name a file, - for standard input, or a key (column posting_key in `skilldemand sql`)."
        )
    return last


def _safe(name: str) -> str:
    """Return a name made of letters, digits, dots and dashes."""
    return "".join(c if c.isalnum() or c in ".-" else "-" for c in name).strip("-.")[:60] or "posting"
