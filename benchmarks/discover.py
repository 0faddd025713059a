"""How many known tools discovery finds again when they are hidden, and what it finds in recent postings.

    python benchmarks/discover.py [POSTINGS.parquet] [--hidden 40] [--top 150] [--since 2025-01-01] [--show 100]

Hidden is every n-th of the tools, by id, that at least 8 employers ask for; a hidden tool counts as found when one of
its spellings is among the first `--top` names. Prints figures and names only; sentences belong to the employers.
"""

import argparse
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from skilldemand.crawler.fields.html_text import clean_text
from skilldemand.nlp.aliases import variants
from skilldemand.nlp.discovery import Discovery, Source, company_key, without
from skilldemand.nlp.discovery_output import rank
from skilldemand.nlp.discovery_records import Candidate
from skilldemand.nlp.discovery_tally import squeeze
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.taxonomy import Taxonomy, load_taxonomy

EMPLOYERS = 8


def sources(file: Path) -> Iterator[Source]:
    """Yield the postings with the day they were posted, or else first committed to the collection they come from."""
    columns = ["title", "company", "description", "posted_on", "committed_on"]
    for batch in pq.ParquetFile(file).iter_batches(500, columns=columns):
        for row in batch.to_pylist():
            day = date.fromisoformat(row["posted_on"][:10]) if row["posted_on"] else row["committed_on"]
            yield Source(row["title"], clean_text(row["description"]), row["company"] or None, day)


def asked_tools(postings: list[Source], taxonomy: Taxonomy) -> list[str]:
    """Return the tools that at least EMPLOYERS employers ask for, by id."""
    reader = Reader()
    employers: dict[str, set[str]] = {}
    for posting in postings:
        with reader.matcher.nlp.memory_zone():
            for mention in reader.read(posting.text, posting.title, posting.company).mentions:
                if mention.counts and taxonomy.entries[mention.skill_id].catalogue == "tool":
                    employers.setdefault(mention.skill_id, set()).add(company_key(posting.company) or posting.title)
    return sorted(i for i, names in employers.items() if len(names) >= EMPLOYERS)


def discovered(postings: list[Source], taxonomy: Taxonomy, since: date) -> list[Candidate]:
    """Return the ranked candidates."""
    discovery = Discovery(taxonomy, since=since)
    for _ in discovery.read(postings):
        pass
    return rank(discovery)


def measure(postings: list[Source], taxonomy: Taxonomy, since: date, hidden: int, top: int) -> None:
    """Hide tools, look for them, and print where each was found."""
    tools = asked_tools(postings, taxonomy)
    gone = [tools[i * len(tools) // hidden] for i in range(hidden)]
    spellings = {
        squeeze(text): i
        for i in gone
        for alias in taxonomy.entries[i].skill.all_aliases()
        for text in variants(alias, taxonomy.entries[i].skill.kind)
    }
    places: dict[str, int] = {}
    for place, candidate in enumerate(discovered(postings, without(taxonomy, gone), since), 1):
        for surface in candidate.surfaces:
            if squeeze(surface) in spellings:
                places.setdefault(spellings[squeeze(surface)], place)
    found = sum(place <= top for place in places.values())
    print(f"{found} of {hidden} hidden tools found in the first {top} names ({len(tools)} tools to choose from)")
    for skill in gone:
        print(f"  {skill:28} {places.get(skill, 'not found')}")


def show(postings: list[Source], taxonomy: Taxonomy, since: date, count: int) -> None:
    """Print the first names of the recent postings."""
    recent = [posting for posting in postings if posting.day is not None and posting.day >= since]
    started = time.perf_counter()
    candidates = discovered(recent, taxonomy, since)
    print(f"\n{len(recent)} postings since {since} in {time.perf_counter() - started:.0f} s; first {count} names:")
    for place, c in enumerate(candidates[:count], 1):
        mates = ", ".join(list(c.mates)[:3])
        print(f"  {place:3} {c.name:28} {c.employers:4} employers  {c.list_share:4.0%} listed  with {mates}")


def main() -> None:
    """Run both."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data" / "ml_postings.parquet"
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path, nargs="?", default=shared)
    arguments.add_argument("--hidden", type=int, default=40)
    arguments.add_argument("--top", type=int, default=150)
    arguments.add_argument("--since", type=date.fromisoformat, default=date(2025, 1, 1))
    arguments.add_argument("--show", type=int, default=100)
    given = arguments.parse_args()
    if not given.file.is_file():
        print("No postings: name a Parquet file with title, company, description, posted_on and committed_on.")
        return
    postings = list(sources(given.file))
    taxonomy = load_taxonomy()
    measure(postings, taxonomy, given.since, given.hidden, given.top)
    show(postings, taxonomy, given.since, given.show)


if __name__ == "__main__":
    main()
