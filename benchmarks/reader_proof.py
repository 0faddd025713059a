"""Two proofs over more input than a test suite should read.

    python benchmarks/reader_proof.py [--long 5000000] [--every 1]

Long texts of one line are read in time linear in their length, with valid offsets. Over the real postings of
../shared/data (every n-th) the gated matcher, which makes spaCy tokens only around ambiguous names, finds exactly what
it finds with one spaCy Doc over each whole text.
"""

import argparse
import time

from reader import SHARED, postings
from rich.console import Console
from rich.table import Table

from skilldemand.nlp import sections
from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.records import COUNTED_SECTIONS

UNITS = (
    "x", ",", "\0", "\u05e9\u05dc\u05dd \u202e", "Python, ", "Go, ", "(RL) ", "deploy models to production ",
    "a.b@c.com ", "aA", "((((", "C++/",
)  # fmt: skip


def long_texts(size: int) -> Table:
    """Return seconds for a tenth of `size` characters and for all of them, by the unit that is repeated."""
    table = Table(title=f"one line of {size:,} characters")
    for column in ("repeated", "a tenth, s", "whole, s", "times", "mentions"):
        table.add_column(column, justify="right")
    reader = Reader()
    reader.read("Python")
    for unit in UNITS:
        seconds = []
        mentions = 0
        for length in (size // 10, size):
            text = (unit * (length // len(unit) + 1))[:length]
            begun = time.process_time()
            with reader.matcher.nlp.memory_zone():
                reading = reader.read(text)
            seconds.append(time.process_time() - begun)
            mentions = len(reading.mentions)
            if any(text[m.start : m.end] != m.surface for m in reading.mentions):
                raise SystemExit(f"{unit!r} repeated: a mention's offsets do not give its surface.")
        times = f"{seconds[1] / max(seconds[0], 1e-6):.1f}"
        table.add_row(repr(unit), f"{seconds[0]:.2f}", f"{seconds[1]:.2f}", times, f"{mentions:,}")
    return table


def gated_against_whole(every: int) -> str:
    """Return how many of the real postings give the same findings with windows and with whole Docs."""
    if not SHARED.is_dir():
        return "../shared/data is absent: the gated matcher was not compared."
    gated, whole = Matcher(), Matcher(gated=False)
    read = found = differing = 0
    for _, _, text in postings(0)[::every]:
        sentences = sections.segment(text)
        spans = [(s.start, s.end) for s in sentences]
        asking = [s.section in COUNTED_SECTIONS for s in sentences]
        with gated.nlp.memory_zone(), whole.nlp.memory_zone():
            told = gated.find(text, spans, asking)
            differing += told != whole.find(text, spans, asking)
        read += 1
        found += len(told)
    return f"{read:,} real postings, {found:,} findings; postings where windows and whole Docs differ: {differing}"


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", type=int, default=5_000_000, help="characters; 0 leaves the long texts out")
    parser.add_argument("--every", type=int, default=10, help="compare every n-th real posting; 0 leaves it out")
    options = parser.parse_args()
    if options.long:
        Console().print(long_texts(options.long))
    if options.every:
        print(gated_against_whole(options.every))


if __name__ == "__main__":
    main()
