"""The records of the bundled sample: employers, their postings, and what may change in a posting's life.

The files under crawler/sample hold these records; skilldemand.crawler.sample_market reads them.
"""

import datetime as dt
from typing import Literal

import msgspec

from skilldemand.crawler.posting import Period, Workplace

FIRST_DAY = dt.date(2026, 3, 1)
LAST_DAY = dt.date(2026, 10, 31)

Ats = Literal[
    "greenhouse",
    "lever",
    "ashby",
    "workday",
    "workable",
    "personio",
    "teamtailor",
    "recruitee",
    "hacker_news",
    "arbeitnow",
    "himalayas",
    "jsonld",
]
Part = Literal["about", "body", "benefits", "legal", "apply"]


class Pay(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Pay that a board publishes in fields of its own rather than in words."""

    min: float
    max: float
    currency: str
    period: Period

    def __str__(self) -> str:
        """Return the range as a flat file states it, such as "EUR 5200 - 6400 per month"."""
        return f"{self.currency} {self.min:.0f} - {self.max:.0f} per {self.period}"


class Employer(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """An invented employer with the paragraphs that return in each of its postings."""

    slug: str
    name: str
    name_variants: list[str] = []
    kind: str
    city: str
    country: str
    """ISO 3166-1 alpha-2."""
    ats: Ats
    format: Literal["html", "escaped-html", "markdown", "plain"]
    """Markup of the texts as published; escaped-html is kept as HTML in the file and escaped when published."""
    line_breaks: Literal["kept", "lost"] = "kept"
    """With "lost" the lines of the file are published glued to each other, as careless exports do."""
    layout: list[Part]
    voice: str
    """How this employer writes, for whoever adds a posting."""
    about: str
    benefits: str | None = None
    legal: str | None = None
    apply: str | None = None


class Edit(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One passage of a body that a later version words differently."""

    old: str
    new: str


class Change(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A revision of a posting's body that stands from one day on."""

    since: dt.date
    edits: list[Edit]


class CityCopy(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The same job advertised once more, under an id of its own, for another city."""

    id: str
    location: str


class SamplePosting(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One job of the sample with its life on the board."""

    id: str
    title: str
    company: str | None = None
    """One of the employer's name variants where this posting spells the name differently."""
    department: str | None = None
    location: str
    workplace: Workplace | None = None
    employment_type: str | None = None
    opened: dt.date
    closed: dt.date | None = None
    """First day on which the posting is gone."""
    reopened: dt.date | None = None
    """First day on which a closed posting stands on the board again, under the same id."""
    changed: Change | None = None
    repost_of: str | None = None
    """Id of an earlier posting of this employer; without a body of its own the text is that one's last version."""
    cities: list[CityCopy] = []
    salary: Pay | str | None = None
    body: str | None = None

    def stands_on(self, day: dt.date) -> bool:
        """Return whether the board shows the posting on that day."""
        if day < self.opened or self.closed is None or day < self.closed:
            return day >= self.opened
        return self.reopened is not None and day >= self.reopened
