"""Which facet parts a Workday board that is larger than its listing can show, and how large the board really is."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

CAP = 2000
"""Where the stated total ends, and where the listing begins anew; the counts of the facets go on."""
# Facets of which every posting has one value, best first; by places or distance a posting would be counted often.
PARTING = ("jobfamilygroup", "jobfamily", "workersubtype", "timetype")


class Slice(NamedTuple):
    """One value of a facet: the part of the board that has it."""

    parameter: str
    value: str
    """A hash that only this tenant knows."""
    size: int


def board_size(facets: Any) -> int:
    """Return how many postings the facets count, 0 when none of them parts the board."""
    return max((sum(part.size for part in parts) for parts in _parting(facets).values()), default=0)


def slices_of(facets: Any) -> list[Slice]:
    """Return parts that together are the whole board, each small enough to be listed; [] when there are none."""
    size = board_size(facets)
    for parts in _parting(facets).values():
        if sum(part.size for part in parts) == size and all(part.size < CAP for part in parts):
            return [part for part in parts if part.size]
    return []


def _parting(facets: Any) -> dict[str, list[Slice]]:
    """Return the parts by facet, in the order of PARTING; the tenant's own spelling of a facet does not matter."""
    found: dict[str, list[Slice]] = {}
    for facet in _groups(facets):
        name = re.sub(r"[^a-z]", "", str(facet.get("facetParameter")).lower())
        if name in PARTING:
            found[name] = list(_slices(facet))
    return {name: found[name] for name in PARTING if name in found}


def _groups(facets: Any) -> Iterator[dict[str, Any]]:
    """Yield every facet, also those that stand inside another one's values."""
    for facet in facets if isinstance(facets, list) else []:
        if isinstance(facet, dict) and isinstance(facet.get("values"), list):
            yield facet
            yield from _groups(facet["values"])


def _slices(facet: dict[str, Any]) -> Iterator[Slice]:
    for value in facet["values"]:
        count = value.get("count") if isinstance(value, dict) else None
        if isinstance(count, int) and value.get("id"):
            yield Slice(str(facet["facetParameter"]), str(value["id"]), count)
