"""Where the work is done, with what that is known from: a field of its own, or the name of the place."""

from typing import Any

from skilldemand.crawler.fields.workplace import parse_workplace
from skilldemand.crawler.posting import Workplace


def workplace_fields(stated: object, location: str | None = None) -> dict[str, Any]:
    """Return Posting's workplace and workplace_basis; a field of its own comes before words in the location."""
    found = parse_workplace(stated)
    if found is not None:
        return {"workplace": found, "workplace_basis": "stated"}
    found = parse_workplace(location)
    return {"workplace": found, "workplace_basis": "location" if found else None}


def workplace_flag(*, remote: Any = None, hybrid: Any = None, onsite: Any = None) -> Workplace | None:
    """Return the workplace that yes-or-no fields mean; hybrid comes first, because remote is often true beside it."""
    if hybrid is True:
        return "hybrid"
    if remote is True:
        return "remote"
    return "onsite" if onsite is True else None
