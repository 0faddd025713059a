"""A page of the report as data: its head, its parts, and what every page says around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from skilldemand.reports.content import Part
from skilldemand.reports.links import site_links
from skilldemand.reports.marts import Market
from skilldemand.reports.texts import say


@dataclass(frozen=True)
class Link:
    """A name that leads somewhere."""

    name: str
    href: str
    content: str = ""


@dataclass(frozen=True)
class ContentsGroup:
    """A heading of the contents with its entries."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Figure:
    """One number of the head with the noun under it."""

    value: str
    name: str


@dataclass(frozen=True)
class Fact:
    """One line about the data."""

    name: str
    value: str


@dataclass(frozen=True)
class Note:
    """A remark under the facts; stale ones are a warning."""

    text: str
    stale: bool = False


@dataclass(frozen=True)
class Page:
    """One page of the report. root is the way from its folder to that of index.html ("" or "../")."""

    path: str
    root: str
    title: str
    document_title: str
    label: str
    sample: bool
    version: str
    lead: str
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    notes: tuple[Note, ...]
    parts: tuple[Part, ...]
    site: tuple[Link, ...]
    footer: str
    contents: tuple[ContentsGroup, ...]
    search: bool
    files: tuple[Link, ...]


def new_page(
    market: Market,
    path: str,
    title: str,
    parts: Sequence[Part],
    *,
    version: str,
    window: str = "",
    label: str = "",
    lead: str = "",
    figures: tuple[Figure, ...] = (),
    facts: tuple[Fact, ...] = (),
    notes: tuple[Note, ...] = (),
    footer: str = "",
    contents: tuple[ContentsGroup, ...] = (),
    search: bool = False,
    files: Sequence[Link] = (),
) -> Page:
    """Return a page with the head, the links and the foot that all pages have.

    window is the title of the browser's window, without the words SAMPLE DATA; where it is not given, it is title.
    label is the population and footer names the versions, where they are not given.
    """
    root = "../" * path.count("/")
    named = window or title
    return Page(
        path=path,
        root=root,
        title=title,
        document_title=f"{say('sample.banner')}: {named}" if market.sample else named,
        label=label or market.overview["label"],
        sample=market.sample,
        version=version,
        lead=lead,
        figures=figures,
        facts=facts,
        notes=notes,
        parts=tuple(parts),
        site=tuple(Link(name, href) for name, href in site_links(market, root)),
        footer=footer or _footer(market, version),
        contents=contents,
        search=search,
        files=tuple(files),
    )


def _footer(market: Market, version: str) -> str:
    run = market.run
    return say(
        "report.footer",
        version=version,
        taxonomy=run["taxonomy_version"],
        matcher=run["matcher_version"],
        schema=run["schema_version"],
    )
