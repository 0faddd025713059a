"""The list of all pages, with every skill of the taxonomy and a search that narrows it."""

from collections.abc import Sequence

from skilldemand.reports.content import Part
from skilldemand.reports.links import PAGES
from skilldemand.reports.marts import Market
from skilldemand.reports.page import Link, Page, new_page
from skilldemand.reports.tables import all_skills_table
from skilldemand.reports.texts import say


def directory_page(market: Market, pages: Sequence[Page], *, version: str) -> Page:
    """Compose the list of all pages; without a script the list is all there and the browser's own search finds it."""
    others = tuple(Link(page.title, page.path, page.lead) for page in pages if not page.path.startswith("skills/"))
    part = Part("all_skills", say("all_skills.heading"), (all_skills_table(market),), lead=say("all_skills.lead"))
    return new_page(
        market,
        PAGES,
        say("directory.title"),
        [part],
        version=version,
        lead=say("directory.lead"),
        search=True,
        files=others,
    )
