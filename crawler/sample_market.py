"""The invented job market that ships with the package: thirty employers, eight months, every text our own.

The data lie under crawler/sample: `employers.yml` holds the employers, `postings/<slug>.yml` what each of them
advertises. Nothing here describes a real employer; every output made from it calls itself sample data.
"""

import datetime as dt
import html
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec
import yaml

from skilldemand.crawler.errors import SampleError
from skilldemand.crawler.sample_records import FIRST_DAY, LAST_DAY, CityCopy, Employer, SamplePosting
from skilldemand.crawler.yaml_text import load_yaml

T = TypeVar("T")


class Market(msgspec.Struct, kw_only=True, frozen=True):
    """All employers by slug and, under the same slugs, their postings in file order."""

    employers: dict[str, Employer]
    postings: dict[str, list[SamplePosting]]


class Advert(msgspec.Struct, kw_only=True, frozen=True):
    """One advertised posting as a board shows it on one day: a job in several cities gives several."""

    employer: Employer
    posting: SamplePosting
    id: str
    company: str
    location: str
    description: str
    """In the employer's format, boilerplate included."""
    url: str


@cache
def load_market() -> Market:
    """Return the bundled market; SampleError as read_market."""
    return read_market(files("skilldemand.crawler").joinpath("sample"))


def read_market(folder: Traversable) -> Market:
    """Return the market that a folder describes by `employers.yml` and one `postings/<slug>.yml` for each employer.

    Raises SampleError, naming file, field and value, where a file is missing, is nobody's, or does not fit the records.
    """
    employers = {employer.slug: employer for employer in _read(folder.joinpath("employers.yml"), list[Employer])}
    strays = {file.name for file in folder.joinpath("postings").iterdir()} - {f"{slug}.yml" for slug in employers}
    if strays:
        raise SampleError(
            f"postings/{min(strays)}: no employer of employers.yml has this slug. Add it or remove the file."
        )
    postings = {slug: _read(folder.joinpath("postings", f"{slug}.yml"), list[SamplePosting]) for slug in employers}
    market = Market(employers=employers, postings=postings)
    _check_ids(market)
    for slug, employer in employers.items():
        for posting in postings[slug]:
            _check_posting(posting, employer, postings[slug])
    return market


def postings_at(day: dt.date, market: Market | None = None) -> dict[str, list[Advert]]:
    """Return what stands on each employer's board on that day, by slug; an empty board has an empty list.

    `market` takes the place of the bundled one.
    """
    market = market or load_market()
    return {
        slug: [
            advert
            for posting in postings
            if posting.stands_on(day)
            for advert in adverts_of(market, slug, posting, day)
        ]
        for slug, postings in market.postings.items()
    }


def sample_rows() -> Iterator[dict[str, str | None]]:
    """Yield one flat row for every posting ever advertised, in the words of its last version."""
    market = load_market()
    for slug, postings in market.postings.items():
        for posting in postings:
            for advert in adverts_of(market, slug, posting, LAST_DAY):
                yield {
                    "id": advert.id,
                    "title": posting.title,
                    "company": advert.company,
                    "location": advert.location,
                    "description": advert.description,
                    "posted_on": posting.opened.isoformat(),
                    "salary": None if posting.salary is None else str(posting.salary),
                    "url": advert.url,
                    "source": advert.employer.ats,
                }


def adverts_of(market: Market, slug: str, posting: SamplePosting, day: dt.date) -> Iterator[Advert]:
    """Yield a posting as its board shows it on that day, once for each of its cities."""
    employer = market.employers[slug]
    description = _description(employer, _body_on(posting, market.postings[slug], day))
    for copy in [CityCopy(id=posting.id, location=posting.location), *posting.cities]:
        yield Advert(
            employer=employer,
            posting=posting,
            id=copy.id,
            company=posting.company or employer.name,
            location=copy.location,
            description=description,
            url=f"https://jobs.{slug}.example/{copy.id}",
        )


def _body_on(posting: SamplePosting, siblings: list[SamplePosting], day: dt.date) -> str:
    body = posting.body
    if body is None:
        original = next(other for other in siblings if other.id == posting.repost_of)
        body = _body_on(original, siblings, LAST_DAY)
    if posting.changed is not None and day >= posting.changed.since:
        for edit in posting.changed.edits:
            body = body.replace(edit.old, edit.new)
    return body


def _description(employer: Employer, body: str) -> str:
    pieces = {**msgspec.structs.asdict(employer), "body": body}
    text = "\n\n".join(pieces[part].strip() for part in employer.layout if pieces[part])
    if employer.line_breaks == "lost":
        text = re.sub(r"\s*\n\s*", "", text)
    return html.escape(text) if employer.format == "escaped-html" else text


def _read(file: Traversable, form: type[T]) -> T:
    try:
        return msgspec.convert(load_yaml(file.read_text(encoding="utf-8")), form)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise SampleError(f"{file}: {error}. Mend the file or install the package again.") from error


def _check_ids(market: Market) -> None:
    owner: dict[str, str] = {}
    for slug, postings in market.postings.items():
        for ident in (copy for posting in postings for copy in [posting.id, *(city.id for city in posting.cities)]):
            if ident in owner:
                raise SampleError(f"postings/{slug}.yml: id {ident!r} also stands in postings/{owner[ident]}.yml.")
            owner[ident] = slug


def _check_posting(posting: SamplePosting, employer: Employer, siblings: list[SamplePosting]) -> None:
    where = f"postings/{employer.slug}.yml: {posting.id}"
    days = [posting.opened, posting.closed, posting.reopened]
    known = [day for day in days if day is not None]
    if known != sorted(set(known)) or known[0] < FIRST_DAY or known[-1] > LAST_DAY:
        raise SampleError(f"{where}: opened, closed, reopened are {known}; expected rising days of the eight months.")
    if posting.reopened is not None and posting.closed is None:
        raise SampleError(f"{where}: reopened is {posting.reopened}, but closed is missing.")
    if posting.company is not None and posting.company not in employer.name_variants:
        raise SampleError(f"{where}: company is {posting.company!r}; expected one of {employer.name_variants}.")
    earlier = [other for other in siblings if other.opened < posting.opened and other.body is not None]
    if posting.repost_of is not None and posting.repost_of not in {other.id for other in earlier}:
        raise SampleError(f"{where}: repost_of is {posting.repost_of!r}; expected the id of an earlier posting.")
    if posting.body is None and posting.repost_of is None:
        raise SampleError(f"{where}: body is missing; only a repost may go without.")
    for edit in posting.changed.edits if posting.changed else []:
        if _body_on(posting, siblings, FIRST_DAY).count(edit.old) != 1:
            raise SampleError(f"{where}: changed.edits.old is {edit.old!r}; expected a passage that the body has once.")
