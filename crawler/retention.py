"""Which crawl runs may go: old ones whose postings nobody needs any more."""

from datetime import datetime
from pathlib import Path

from skilldemand.crawler.landing import complete_runs, read_postings, read_sightings

IMPORTED = "import"


def removable_runs(landing: Path, before: datetime) -> list[Path]:
    """Return the complete crawl runs that began before a moment and hold no text that a younger run relies on.

    The text of a posting is stored once, by the run that first saw it, so the run of a posting that is still listed
    stays however old it is. Imported files are never crawled again and always stay.
    """
    old = [run for run in complete_runs(landing) if run.parent.name != IMPORTED and _began(run) < before]
    listed: dict[str, set[str]] = {run.parent.name: set() for run in old}
    gone = set(old)
    for run in complete_runs(landing):
        if run not in gone and run.parent.name in listed:
            listed[run.parent.name].update(sighting.posting_key for sighting in read_sightings(run))
    return [run for run in old if listed[run.parent.name].isdisjoint(p.posting_key for p in read_postings(run))]


def _began(run: Path) -> datetime:
    """Return when a run began, which is its name: 20261123T060000Z, with .2 for what a resumed run added."""
    return datetime.strptime(run.name.split(".")[0], "%Y%m%dT%H%M%S%z")
