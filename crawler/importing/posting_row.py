"""One row of a file becomes one posting, or a reason why not."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.html_text import clean_text
from skilldemand.crawler.fields.identity import canonical_url, clean_line, employer_name, present
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.salary import parse_salary, salary_from_columns
from skilldemand.crawler.fields.structures import as_structure
from skilldemand.crawler.fields.workplace import parse_workplace
from skilldemand.crawler.importing.rows import Row
from skilldemand.crawler.posting import Place, Posting, Salary, content_hash

SHORTEST_TEXT = 80
"""Characters that a cleaned text must have: a shorter one is a teaser and names no requirement."""

UNTITLED = "Untitled posting"
"""Title of a posting whose row has none."""

_NOT_KEY = re.compile(r"[\s:/\\]+")
_LONGEST_KEY = 120


@dataclass(frozen=True)
class Origin:
    """What all rows of one file share."""

    columns: dict[str, str]
    source: str
    board: str
    run_id: str
    now: datetime
    sample: bool = False


@dataclass(frozen=True)
class Read:
    """What became of one row: a posting with a digest of all that was taken from it, or the reason there is none."""

    number: int
    posting: Posting | None = None
    digest: str = ""
    reason: str = ""
    detail: str | None = None


def read_row(row: Row, origin: Origin) -> Read:
    """Return the posting of a row, or why it cannot be used: broken row, no text, text under 80 characters."""
    if row.unreadable is not None:
        return Read(row.number, reason="broken row", detail=row.unreadable)
    values = {field: row.values.get(column) for field, column in origin.columns.items()}
    raw_text = _text(values.get("description"))
    if raw_text is None:
        return Read(row.number, reason="no text")
    text = clean_text(raw_text)
    if len(text) < SHORTEST_TEXT:
        reason = f"text under {SHORTEST_TEXT} characters" if text else "no text"
        return Read(row.number, reason=reason, detail=text or None)
    posting = _posting(values, raw_text, text, origin)
    return Read(row.number, posting, _digest(posting))


def _text(value: Any) -> str | None:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return present("\n".join(value))
    if isinstance(value, dict):
        value = next((value[key] for key in ("html", "text", "plain", "content", "value") if value.get(key)), None)
    return present(value)


def _posting(values: dict[str, Any], raw_text: str, text: str, origin: Origin) -> Posting:
    title = clean_line(_named(values.get("title"), "name", "title", "text")) or UNTITLED
    company = employer_name(_named(values.get("company"), "name", "legalName", "display_name"))
    url = canonical_url(values.get("url"))
    places = parse_places(values.get("location"))
    posted_at = parse_date(values.get("posted_at"), origin.now)
    board = _key(present(_named(values.get("origin"), "name", "id"))) or origin.board
    native_id = _key(present(_named(values.get("id"), "value", "id"))) or _hash(url, title, company, text)
    workplace = parse_workplace(values.get("workplace"))
    by_location = parse_workplace(values.get("location"))
    return Posting(
        posting_key=f"{origin.source}:{board}:{native_id}",
        source=origin.source,
        board=board,
        native_id=native_id,
        requisition_id=clean_line(values.get("requisition_id")),
        url=url,
        apply_url=canonical_url(values.get("apply_url")),
        title=title,
        company=company,
        description_html=raw_text if raw_text != text else None,
        description_text=text,
        location_raw=_raw(values.get("location")),
        places=places,
        workplace=workplace or by_location,
        workplace_basis="stated" if workplace else "location" if by_location else None,
        employment_type=None,
        employment_type_raw=_raw(values.get("employment_type")),
        department=clean_line(_named(values.get("department"), "name", "label")),
        team=clean_line(_named(values.get("team"), "name", "label")),
        tags=_tags(values.get("tags")),
        salary=_salaries(values, places),
        salary_raw=_salary_raw(values),
        posted_at=posted_at,
        posted_at_basis="stated" if posted_at else None,
        posted_at_raw=_raw(values.get("posted_at")),
        updated_at=parse_date(values.get("updated_at"), origin.now),
        valid_through=parse_date(values.get("valid_through")),
        language=_language(values.get("language")),
        content_hash=content_hash(title, company, text),
        seen_at=parse_date(values.get("seen_at"), origin.now) or posted_at or stamp(origin.now),
        run_id=origin.run_id,
        sample=origin.sample,
    )


def stamp(moment: datetime) -> str:
    """Return a UTC date-time to the second, as records hold it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def board_name(stem: str) -> str:
    """Return the name of the board that the postings of a file without an origin column stand on."""
    return _key(stem) or "file"


def with_suffix(posting: Posting, suffix: str) -> Posting:
    """Return a posting that shares its id with another one under an id of its own."""
    native_id = f"{posting.native_id}~{suffix}"
    return msgspec.structs.replace(
        posting, native_id=native_id, posting_key=f"{posting.source}:{posting.board}:{native_id}"
    )


def _named(value: Any, *names: str) -> Any:
    """Return what an object calls its name, the first entry of a list, and anything else as it is."""
    structure = as_structure(value)
    if isinstance(structure, list):
        return _named(structure[0], *names) if structure else None
    if isinstance(structure, dict):
        return next((structure[name] for name in names if structure.get(name) is not None), None)
    return value


def _raw(value: Any) -> str | None:
    if isinstance(value, (dict, list)):
        return msgspec.json.encode(value, enc_hook=str).decode() if value else None
    return present(value)


def _tags(value: Any) -> list[str]:
    structure = as_structure(value)
    if isinstance(structure, list):
        words = [clean_line(_named(entry, "name", "label")) for entry in structure]
    else:
        words = [clean_line(word) for word in re.split(r"[,;|]", present(value) or "")]
    return list(dict.fromkeys(word for word in words if word))[:50]


def _language(value: Any) -> str | None:
    text = present(value) or ""
    return text[:2].lower() if re.fullmatch(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2})?", text) else None


def _salaries(values: dict[str, Any], places: list[Place]) -> list[Salary]:
    countries = {place.country for place in places if place.country}
    country = next(iter(countries)) if len(countries) == 1 else None
    stated = salary_from_columns(
        values.get("salary_min"), values.get("salary_max"), values.get("salary_currency"), values.get("salary_period")
    )
    if stated:
        return stated
    number = values.get("salary")
    if not as_structure(number) and (values.get("salary_currency") or values.get("salary_period")):
        stated = salary_from_columns(
            number, number, values.get("salary_currency"), values.get("salary_period"), _raw(number)
        )
    return stated or parse_salary(number, country)


def _salary_raw(values: dict[str, Any]) -> str | None:
    if (raw := _raw(values.get("salary"))) is not None:
        return raw
    ends = [present(values.get(field)) for field in ("salary_min", "salary_max", "salary_currency", "salary_period")]
    return " | ".join(end or "" for end in ends) if any(ends[:2]) else None


def _key(raw: str | None) -> str | None:
    """Return an id fit for a posting key: without spaces, colons and slashes; a very long one by its hash."""
    if raw is None:
        return None
    key = _NOT_KEY.sub("-", raw.removesuffix(".0")).strip("-")
    return (key if len(key) <= _LONGEST_KEY else _hash(key)) or None


def _hash(*parts: str | None) -> str:
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _digest(posting: Posting) -> str:
    return hashlib.sha256(msgspec.json.encode(posting)).hexdigest()[:16]
