"""The list of all pages, with every skill of the taxonomy and a search that narrows it."""

from collections.abc import Sequence

from skilldemand.reports.content import Link, Page, Part
from skilldemand.reports.links import PAGES
from skilldemand.reports.marts import Market
from skilldemand.reports.page import document_title, footer, site
from skilldemand.reports.tables import all_skills_table
from skilldemand.reports.texts import say


def directory_page(market: Market, pages: Sequence[Page], *, version: str) -> Page:
    """Compose the list of all pages; without a script the list is all there and the browser's own search finds it."""
    title = say("directory.title")
    others = tuple(Link(page.title, page.path, page.lead) for page in pages if not page.path.startswith("skills/"))
    part = Part("all_skills", say("all_skills.heading"), (all_skills_table(market),), lead=say("all_skills.lead"))
    return Page(
        path=PAGES,
        root="",
        title=title,
        document_title=document_title(market, title),
        label=market.overview["label"],
        sample=market.sample,
        version=version,
        lead=say("directory.lead"),
        figures=(),
        facts=(),
        notes=(),
        parts=(part,),
        site=site(market),
        footer=footer(market, version),
        search=True,
        files=others,
    )
