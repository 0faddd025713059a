"""The invented market as it stands on one day, in the terms that the APIs share."""

import datetime as dt
import html
from functools import cache
from zlib import crc32

from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.posting import Place
from skilldemand.crawler.sample_market import Advert, Market, load_market, postings_at
from skilldemand.crawler.sample_records import Employer, Pay, SamplePosting

UTC = dt.UTC


class MarketDay:
    """Employers, their adverts and when each board last changed, on one day."""

    def __init__(self, day: dt.date, market: Market | None = None) -> None:
        self.day = day
        self.market = market or load_market()
        self._adverts = postings_at(day, self.market)

    def employers(self, ats: str) -> list[Employer]:
        """Return the employers whose postings stand on one kind of board."""
        return [employer for employer in self.market.employers.values() if employer.ats == ats]

    def knows(self, ats: str, slug: str) -> bool:
        """Return whether such a board exists."""
        employer = self.market.employers.get(slug)
        return employer is not None and employer.ats == ats

    def adverts(self, slug: str) -> list[Advert]:
        """Return what stands on an employer's board."""
        return self._adverts[slug]

    def adverts_of(self, ats: str) -> list[Advert]:
        """Return what stands on all boards of one kind, the newest first."""
        found = [advert for employer in self.employers(ats) for advert in self.adverts(employer.slug)]
        return sorted(found, key=lambda advert: (advert.posting.opened, advert.id), reverse=True)

    def changed_on(self, *slugs: str) -> dt.date:
        """Return the last day up to now on which one of these boards changed."""
        past = [
            day
            for slug in slugs
            for posting in self.market.postings[slug]
            for day in _events(posting)
            if day <= self.day
        ]
        return max(past, default=dt.date(2026, 1, 1))


@cache
def market_day(day: dt.date) -> MarketDay:
    """Return the market of a day; kept, because every request of a run asks for the same one."""
    return MarketDay(day)


def _events(posting: SamplePosting) -> list[dt.date]:
    changed = posting.changed.since if posting.changed else None
    return [day for day in (posting.opened, posting.closed, posting.reopened, changed) if day is not None]


def markup(advert: Advert) -> str:
    """Return the description as the employer wrote it, an escaped one unescaped."""
    return html.unescape(advert.description) if advert.employer.format == "escaped-html" else advert.description


def place_of(advert: Advert) -> Place:
    """Return the advert's first place."""
    return (parse_places(advert.location) or [Place(raw=advert.location)])[0]


def pay_of(advert: Advert) -> Pay | None:
    """Return the pay that the board publishes in fields, None when it is absent or only words."""
    return advert.posting.salary if isinstance(advert.posting.salary, Pay) else None


def stamp(day: dt.date, hour: int = 9) -> str:
    """Return a moment of the day as ISO 8601 with offset."""
    return dt.datetime.combine(day, dt.time(hour), UTC).isoformat()


def seconds(day: dt.date, hour: int = 9) -> int:
    """Return a moment of the day as seconds since 1970."""
    return int(dt.datetime.combine(day, dt.time(hour), UTC).timestamp())


def number_of(ident: str) -> int:
    """Return a number for an id that an API wants to be one; the same id gives the same number."""
    return int(ident) if ident.isdigit() else crc32(ident.encode())
