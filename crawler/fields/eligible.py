"""Where a remote job may be done from, as feeds list it: countries beside regions, continents and "worldwide"."""

import re
from collections.abc import Iterable

from skilldemand.crawler.fields.identity import clean_line
from skilldemand.crawler.fields.stated_place import country_code, distinct
from skilldemand.crawler.posting import Place

_ONLY = re.compile(r"\s+only$", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;|]\s*")


def eligible_names(raw: str | None) -> list[str]:
    """Return the names in a line such as "USA, Canada,  LATAM"."""
    line = clean_line(raw)
    return [part for part in _PARTS.split(line) if part] if line else []


def eligible_places(names: Iterable[str]) -> list[Place]:
    """Return the countries among the names; "Europe" or "Worldwide" is no place."""
    found = ((name, country_code(_ONLY.sub("", name))) for name in names)
    return distinct([Place(raw=name, country=code) for name, code in found if code])
