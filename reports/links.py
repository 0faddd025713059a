"""Where the pages of a report are, seen from a page that is in the folder `root` leads out of ("" or "../")."""

import re

from skilldemand.reports.marts import Market
from skilldemand.reports.texts import say

INDEX, PAGES, CLOUDS, FRAMEWORKS, EMPLOYERS, EXPLORER = (
    "index.html", "pages.html", "clouds.html", "frameworks.html", "employers.html", "explorer.html",
)  # fmt: skip
FAMILIES = {"framework_demand": FRAMEWORKS, "cloud_demand": CLOUDS}
"""The page of each family that is compared, by the mart that it is about."""
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")


def skill_path(skill_id: str) -> str:
    """Return the place of a skill's page in the report."""
    return f"skills/{skill_id}.html"


def has_page(market: Market, skill_id: str) -> bool:
    """Whether a skill has a page: its share is published and its id can name a file."""
    return skill_id in market.published and _FILE_NAME.fullmatch(skill_id) is not None


def skill_href(market: Market, skill_id: str, root: str = "") -> str:
    """Return the link to a skill's page, "" where it has none."""
    return root + skill_path(skill_id) if has_page(market, skill_id) else ""


def employer_path(value: str) -> str:
    """Return the place of the page about one kind of employer; "20-99" and "100+" become names of files."""
    return f"employers/{re.sub(r'[^a-z0-9-]+', '', value.lower().replace('+', '-or-more'))}.html"


def site_links(market: Market, root: str = "") -> list[tuple[str, str]]:
    """Return name and address of the report's main pages, those that it has."""
    found = [("site.index", INDEX), ("site.explorer", EXPLORER)]
    if market.published:
        found.append(("site.pages", PAGES))
    found += [
        (key, path)
        for key, path, rows in (
            ("site.frameworks", FRAMEWORKS, market.published and market.frameworks),
            ("site.clouds", CLOUDS, market.published and market.clouds),
            ("site.employers", EMPLOYERS, market.extras.by("slice", "dimension", "employer_size")),
        )
        if rows and not market.empty
    ]
    return [(say(key), root + path) for key, path in found]
