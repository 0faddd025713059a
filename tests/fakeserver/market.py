"""A market made for one test: boards of any size on any API, with text of our own, that change by the day."""

import datetime as dt

from skilldemand.crawler.embedded.market_day import MarketDay
from skilldemand.crawler.sample_market import Market
from skilldemand.crawler.sample_records import Employer, SamplePosting

START = dt.date(2026, 3, 2)
TITLES = ("Machine Learning Engineer", "Data Scientist", "MLOps Engineer", "AI Engineer", "Computer Vision Engineer")


def employer(slug: str, ats: str) -> Employer:
    return Employer(
        slug=slug,
        name=f"Employer {slug}",
        kind="start-up",
        city="Berlin",
        country="DE",
        ats=ats,
        format="escaped-html" if ats == "greenhouse" else "html",
        layout=["about", "body"],
        voice="plain",
        about=f"<p>{slug} is an invented employer.</p>",
    )


def posting(slug: str, number: int, *, opened: dt.date = START, closed: dt.date | None = None) -> SamplePosting:
    # A wide number space: ids of different boards never meet, and Hacker News wants numbers.
    ident = str(1_000_000 + abs(hash_of(slug)) % 9_000 * 1000 + number)
    return SamplePosting(
        id=ident,
        title=f"{TITLES[number % len(TITLES)]} {number}",
        location="Berlin, Germany",
        opened=opened,
        closed=closed,
        body=f"<p>Posting {number} of {slug}. You know Python – naïve or not – and SQL.</p><ul><li>PyTorch</li></ul>",
    )


def hash_of(slug: str) -> int:
    return int.from_bytes(slug.encode(), "big") % 8_999_999


def make_market(boards: dict[str, str], sizes: dict[str, int] | None = None, size: int = 5) -> Market:
    """Return a market of {slug: ats}; on day 2 of it each board loses posting 0 and gains one."""
    employers, postings = {}, {}
    for slug, ats in boards.items():
        count = (sizes or {}).get(slug, size)
        employers[slug] = employer(slug, ats)
        postings[slug] = [posting(slug, number) for number in range(count)]
    return Market(employers=employers, postings=postings)


def market_days(market: Market):
    """Return what EmbeddedServer takes as its market_of: the days of this market."""
    kept: dict[dt.date, MarketDay] = {}

    def of(day: dt.date) -> MarketDay:
        if day not in kept:
            kept[day] = MarketDay(day, market)
        return kept[day]

    return of
