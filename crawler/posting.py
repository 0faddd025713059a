"""The records this stage writes: postings, sightings and board results, one JSON object a line.

Absent is null, never "" or 0. A parsed field keeps its raw twin, so every parse can be audited.
"""

import hashlib
from typing import Literal

import msgspec

from skilldemand.crawler.errors import LandingError

SCHEMA_VERSION = 1

Period = Literal["year", "month", "week", "day", "hour"]
Workplace = Literal["remote", "hybrid", "onsite"]
BoardStatus = Literal["complete", "partial", "unchanged", "empty", "dead", "blocked", "error"]


class Place(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """One place a posting names."""

    raw: str
    """As published."""
    city: str | None = None
    region: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2, only where it is stated or certain."""


class Salary(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """One pay range as stated; equity, bonus and on-target earnings never stand here as base pay."""

    raw: str
    """As published."""
    min: float | None = None
    """Whole currency units."""
    max: float | None = None
    currency: str | None = None
    """ISO 4217."""
    period: Period | None = None
    basis: Literal["stated", "text", "estimated"] = "stated"
    title: str | None = None
    """Name of the pay zone or level where a posting has several."""


class Posting(msgspec.Struct, kw_only=True, frozen=True):
    """One advertised job as one source shows it."""

    posting_key: str
    """source:board:native_id, unique over all sources."""
    source: str
    """Name of the access path: a spider's name, or "import"."""
    board: str
    """The employer's board on that source; for an import the file's stem or its own source column."""
    native_id: str
    requisition_id: str | None = None
    url: str | None = None
    apply_url: str | None = None
    title: str
    """Trimmed, entities decoded."""
    company: str | None = None
    description_html: str | None = None
    """As published, whatever its markup; null when it is exactly description_text."""
    description_text: str
    """Cleaned text with headings, bullets and paragraphs on lines of their own; mentions point into this."""
    location_raw: str | None = None
    places: list[Place] = []
    workplace: Workplace | None = None
    workplace_basis: Literal["stated", "text", "location"] | None = None
    employment_type: str | None = None
    employment_type_raw: str | None = None
    department: str | None = None
    team: str | None = None
    tags: list[str] = []
    salary: list[Salary] = []
    salary_raw: str | None = None
    posted_at: str | None = None
    """First publication, ISO 8601 date or UTC date-time; never a last edit."""
    posted_at_basis: Literal["stated", "republished", "estimated"] | None = None
    posted_at_raw: str | None = None
    updated_at: str | None = None
    valid_through: str | None = None
    language: str | None = None
    """ISO 639-1 where the source states it."""
    content_hash: str
    """See content_hash(); the reader works once per distinct value."""
    seen_at: str
    """When this record was fetched or, for an import, the date the file states, ISO 8601."""
    run_id: str
    sample: bool = False
    """True for invented postings that ship with the project; every output then calls itself sample data."""
    schema_version: int = SCHEMA_VERSION


class Sighting(msgspec.Struct, kw_only=True, frozen=True):
    """A posting stood on its board in this run, whether or not its text changed."""

    posting_key: str
    board: str
    content_hash: str
    seen_at: str


class BoardResult(msgspec.Struct, kw_only=True, frozen=True):
    """How the visit of one board ended. Only complete, empty and unchanged may move a posting's life."""

    run_id: str
    source: str
    board: str
    status: BoardStatus
    reason: str | None = None
    listed: int = 0
    emitted: int = 0
    dropped: int = 0
    """Postings listed that the role filter left out, or rows of a file that could not be used."""
    http: dict[str, int] = {}
    """Answers by status code."""
    started_at: str
    ended_at: str
    schema_version: int = SCHEMA_VERSION


def content_hash(title: str, company: str | None, text: str) -> str:
    """Return 32 hex digits of SHA-256 over what the reader sees of a posting: title, company and text."""
    return hashlib.sha256("\x1f".join((title, company or "", text)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


_ENCODER = msgspec.json.Encoder()
_POSTING_DECODER = msgspec.json.Decoder(Posting)


def encode_line(record: msgspec.Struct) -> bytes:
    """Return the record as one line of JSON, newline included."""
    return _ENCODER.encode(record) + b"\n"


def decode_posting(line: bytes, where: str) -> Posting:
    """Return the posting on a landing line; `where` names file and line for the message.

    Raises LandingError when the line does not fit the record or has another schema version.
    """
    try:
        posting = _POSTING_DECODER.decode(line)
    except msgspec.DecodeError as error:
        raise LandingError(f"{where}: not a posting record: {error}. Crawl or import the source again.") from error
    if posting.schema_version != SCHEMA_VERSION:
        raise LandingError(
            f"{where}: schema_version {posting.schema_version!r}, expected {SCHEMA_VERSION}. "
            "The file was written by another release of skilldemand; crawl or import it again."
        )
    return posting
