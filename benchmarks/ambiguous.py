"""The most frequent ambiguous surface forms in real postings, with random windows to be judged by a person.

    python benchmarks/ambiguous.py POSTINGS.parquet... [--forms 60] [--windows 3] [--seed 1] [--step 1]

A form is a surface as it stands in the text together with the skill it was read as, where the mention counts and the
alias is ambiguous: it needs a positive sign, or has a context rule and is an ordinary word or has at most three
letters. Windows are drawn with a seed; they belong to the employers and stay out of the project.
"""

import argparse
import random
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from skilldemand.crawler.fields.html_text import clean_text
from skilldemand.nlp.check import common_words, is_ambiguous
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.skill_entry import Alias
from skilldemand.nlp.taxonomy import Entry, Taxonomy

SHORT = 3
SIDE = 60
"""Characters shown on either side."""


def texts(files: list[Path], step: int) -> Iterator[tuple[str, str, str]]:
    """Yield (title, company, text) of every `step`-th posting."""
    number = 0
    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(500, columns=["title", "company", "description"]):
            for row in batch.to_pylist():
                number += 1
                if number % step == 0:
                    yield row["title"] or "", row["company"] or "", clean_text(row["description"] or "")


def ambiguous_rules(taxonomy: Taxonomy) -> dict[str, frozenset[str]]:
    """Return by skill the rules, as mentions state them, of its ambiguous aliases."""
    words = common_words()
    rules = {
        i: frozenset(f"alias {a.text}" for a in entry.skill.all_aliases() if _ambiguous(a, entry, words))
        for i, entry in taxonomy.entries.items()
    }
    return {i: texts for i, texts in rules.items() if texts}


def _ambiguous(alias: Alias, entry: Entry, words: frozenset[str]) -> bool:
    if alias.context != "optional":
        return alias.context == "required"
    return len(alias.text) <= SHORT or is_ambiguous(alias, entry, words)


class Sample:
    """Counts forms and keeps a uniform sample of windows of each (reservoir sampling)."""

    def __init__(self, windows: int, seed: int) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.kept: dict[tuple[str, str], list[str]] = {}
        self._windows = windows
        self._seed = seed
        self._random: dict[tuple[str, str], random.Random] = {}

    def add(self, form: tuple[str, str], window: str) -> None:
        """Count a form and perhaps keep its window."""
        self.counts[form] += 1
        kept = self.kept.setdefault(form, [])
        if len(kept) < self._windows:
            kept.append(window)
            return
        # One generator a form, so that a new form does not change the windows of the others.
        draw = self._random.setdefault(form, random.Random(zlib.crc32("\x1f".join(form).encode()) + self._seed))
        at = draw.randrange(self.counts[form])
        if at < self._windows:
            kept[at] = window


def collect(files: list[Path], sample: Sample, step: int) -> None:
    """Read the postings and add every counted mention by an ambiguous alias."""
    reader = Reader()
    rules = ambiguous_rules(reader.matcher.taxonomy)
    for title, company, text in texts(files, step):
        with reader.matcher.nlp.memory_zone():
            for m in reader.read(text, title, company or None).mentions:
                if m.counts and m.rule.split(";")[0] in rules.get(m.skill_id, ()):
                    window = f"{text[max(0, m.start - SIDE) : m.start]}[{m.surface}]{text[m.end : m.end + SIDE]}"
                    sample.add((m.surface, m.skill_id), f"{' '.join(window.split())}   ({m.rule})")


def main() -> None:
    """Print the forms with their windows."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", type=Path, nargs="*")
    arguments.add_argument("--forms", type=int, default=60)
    arguments.add_argument("--windows", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--step", type=int, default=1, help="read every n-th posting only")
    given = arguments.parse_args()
    files = given.files or sorted((Path(__file__).resolve().parents[2] / "shared" / "data").glob("*.parquet"))
    if not files:
        print("No postings: name Parquet files with title, company and description.")
        return
    sample = Sample(given.windows, given.seed)
    collect(files, sample, given.step)
    skills = len({skill for _, skill in sample.counts})
    print(f"{sum(sample.counts.values())} mentions, {len(sample.counts)} forms, {skills} ambiguous skills")
    for number, (form, count) in enumerate(sample.counts.most_common(given.forms), 1):
        print(f"\n{number}. {form[0]} = {form[1]}, {count} mentions")
        for window in sample.kept[form]:
            print(f"   - {window}")


if __name__ == "__main__":
    main()
