"""How fast the reader reads, beside spaCy's PhraseMatcher over everything with the same aliases.

    python benchmarks/reader.py [--limit 1500] [--rounds 3] [--memory-texts 100000] [--quick]

The reader's modules are compiled first where there is a C compiler, which takes a minute or two once;
SKILLDEMAND_PURE=1 leaves them plain.

The texts are the real postings of ../shared/data, evenly drawn, or the bundled sample where they are absent. The
readers take turns on one core, each over all texts as a run would read them, warmed by such a pass; figures are CPU
time, the median of the rounds. The PhraseMatcher only finds names; the reader also says section, strength,
alternatives, denial, years and the posting's attributes. The PhraseMatcher stands twice: as spaCy comes, whose
tokenizer remembers 10,000 words (the spellings alone fill that), and with that cache raised as the reader raises it.
"""

import argparse
import gc
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq
import spacy
from rich.console import Console
from rich.table import Table
from spacy.matcher import PhraseMatcher

from skilldemand.crawler.fields.html_text import clean_text
from skilldemand.crawler.sample_market import sample_rows
from skilldemand.nlp import compiled
from skilldemand.nlp.aliases import variants
from skilldemand.nlp.batch import TASK, _tasks, extract_bytes
from skilldemand.nlp.landing_texts import Text
from skilldemand.nlp.pool import Pool, chunks
from skilldemand.nlp.reader import Reader, Unread
from skilldemand.nlp.taxonomy import Taxonomy, load_taxonomy
from skilldemand.nlp.window import CACHE

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"
START = "import time; b = time.perf_counter(); from skilldemand.nlp.reader import Reader; Reader().read('Python'); "
START += "print(time.perf_counter() - b, time.process_time())"

Posting = tuple[str, str, str]
"""Title, company, text."""


class Contestant(NamedTuple):
    """Something that reads postings, a chunk of them at a time."""

    name: str
    read: Callable[[Sequence[Posting]], object]
    zone: Callable[[], AbstractContextManager[Any]]


def postings(limit: int) -> list[Posting]:
    """Return `limit` real postings (0: all), evenly drawn, or those of the bundled sample."""
    files = sorted(SHARED.glob("*_postings.parquet"))
    if not files:
        print("../shared/data is absent: the bundled sample is read instead.")
        rows = ((row.get("title"), row.get("company"), row.get("description")) for row in sample_rows())
        return [(title or "", company or "", clean_text(text or "")) for title, company, text in rows]
    total = sum(pq.read_metadata(file).num_rows for file in files)
    step = max(1, total // limit) if limit else 1
    return [
        (row["title"] or "", row["company"] or "", clean_text(row["description"] or ""))
        for row in islice(_rows(files), 0, None, step)
    ]


def _rows(files: list[Path]) -> Iterator[dict[str, str | None]]:
    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(500, columns=["title", "company", "description"]):
            yield from batch.to_pylist()


def phrase_matcher(taxonomy: Taxonomy, cache: int | None = None) -> Contestant:
    """Return spaCy's own: a blank pipeline and every spelling that the reader knows, in any case.

    `cache` is the number of words that its tokenizer remembers; None leaves it as spaCy comes.
    """
    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer
    if cache is not None:
        tokenizer.max_cache_size = cache
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    spellings = {
        text.lower()
        for entry in taxonomy.entries.values()
        for alias in entry.skill.all_aliases()
        for text in variants(alias, entry.skill.kind)
    }
    matcher.add("skill", [nlp.make_doc(text) for text in sorted(spellings)])
    name = f"spaCy PhraseMatcher, {'as it comes' if cache is None else f'cache of {cache:,}'}"
    return Contestant(name, lambda chunk: [matcher(nlp.make_doc(text)) for _, _, text in chunk], _uncollected)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python's collector rest, as the reader does within a batch."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def reader(name: str, *, model: bool) -> Contestant:
    """Return our reader, whole or by patterns alone, reading as nlp.batch.extract does."""
    built = Reader(model=model)
    read = built.read_all
    return Contestant(name, lambda chunk: read(Unread(p[2], p[0], p[1] or None) for p in chunk), built.batch)


def race(contestants: list[Contestant], texts: list[Posting], rounds: int) -> dict[str, float]:
    """Return CPU seconds a pass by name: the median of the rounds, the contestants taking turns pass by pass."""
    spent: dict[str, list[float]] = {c.name: [] for c in contestants}
    for number in range(rounds + 1):
        for contestant in contestants:
            begun = time.process_time()
            for chunk in chunks(texts, TASK):
                with contestant.zone():
                    contestant.read(chunk)
            if number:  # the first pass warms
                spent[contestant.name].append(time.process_time() - begun)
    return {name: statistics.median(seconds) for name, seconds in spent.items()}


def speed_table(seconds: dict[str, float], texts: list[Posting]) -> Table:
    """Return postings and megabytes a second, and the ratios to the two PhraseMatchers, the first rows."""
    how = "compiled" if compiled.in_use() else "as plain Python"
    table = Table(title=f"{len(texts):,} postings, one core, CPU time; the reader runs {how}")
    for column in ("reader", "postings/s", "MB/s", "ms a posting", "to as it comes", "to tuned"):
        table.add_column(column, justify="left" if column == "reader" else "right")
    size = sum(len(text.encode()) for _, _, text in texts) / 1e6
    plain, tuned, *_ = seconds.values()
    for name, value in seconds.items():
        rate = len(texts) / value
        ratios = f"{plain / value:.2f}", f"{tuned / value:.2f}"
        table.add_row(name, f"{rate:,.0f}", f"{size / value:.2f}", f"{1000 / rate:.2f}", *ratios)
    return table


def start_up() -> tuple[float, float]:
    """Return wall and CPU seconds from nothing imported to the first reading, in the best of three processes."""
    runs = [subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True) for _ in range(3)]
    told = [tuple(map(float, run.stdout.split())) for run in runs]
    return min(wall for wall, _ in told), min(cpu for _, cpu in told)


def memory_growth(texts: list[Posting], count: int) -> tuple[float, float]:
    """Return resident MB after a tenth of `count` texts and at the end; each text has words never seen before."""
    built = Reader()
    early = 0.0
    for at in range(0, count, TASK):
        with built.batch():
            for number in range(at, min(count, at + TASK)):
                title, company, text = texts[number % len(texts)]
                cut = 1000 * (number // len(texts) % 4)
                built.read(f"{text[cut : cut + 1000]} nu{number}x qu{number}y, zu{number}z", title, company)
        if at <= count // 10:
            early = resident()
    return early, resident()


def resident() -> float:
    """Return this process's resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def two_processes(texts: list[Posting]) -> tuple[float, float]:
    """Return wall seconds of one and of two worker processes, both without their start."""
    rows = [Text(f"{i:032x}", title, text, 1, company) for i, (title, company, text) in enumerate(texts)]
    tasks = list(_tasks(rows))
    seconds = []
    for jobs in (1, 2):
        with Pool(extract_bytes, jobs) as pool:
            list(pool.map([tasks[0]] * 2 * jobs))
            begun = time.perf_counter()
            list(pool.map(tasks))
            seconds.append(time.perf_counter() - begun)
    return seconds[0], seconds[1]


def compile_first() -> None:
    """Compile the reader's modules and start this command again with them, where that can be done and was not yet."""
    if compiled.fits() or os.environ.get(compiled.PURE) or shutil.which("cc") is None:
        return
    print("Compiling the reader's modules first (SKILLDEMAND_PURE=1 leaves them plain) ...", flush=True)
    built = subprocess.run([sys.executable, "-m", "skilldemand.nlp.build_compiled"], check=False)
    if built.returncode == 0:
        os.execv(sys.executable, [sys.executable, *sys.argv])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=1500, help="postings of the race; 0 takes all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory-texts", type=int, default=100_000, help="0 leaves the memory out")
    parser.add_argument("--quick", action="store_true", help="200 postings, one round, 5,000 texts for the memory")
    options = parser.parse_args()
    if options.quick:
        options.limit, options.rounds, options.memory_texts = 200, 1, 5_000
    compile_first()
    console = Console()
    texts = postings(options.limit)
    wall, cpu = start_up()
    contestants = [
        phrase_matcher(load_taxonomy()),
        phrase_matcher(load_taxonomy(), CACHE),
        reader("skilldemand, in full", model=True),
        reader("skilldemand, patterns alone", model=False),
    ]
    console.print(speed_table(race(contestants, texts, options.rounds), texts))
    table = Table(title="the reader in full")
    table.add_column("figure")
    table.add_column("value", justify="right")
    table.add_row("start-up to the first reading, wall / CPU", f"{wall:.2f} s / {cpu:.2f} s")
    one, two = two_processes(texts)
    table.add_row("two processes against one, wall, after their start", f"{one / two:.2f} times")
    if options.memory_texts:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            early, late = pool.apply(memory_growth, (texts, options.memory_texts))
        what = f"memory after {options.memory_texts // 10:,} and {options.memory_texts:,} texts with new words"
        table.add_row(what, f"{early:.0f} and {late:.0f} MB")
    console.print(table)


if __name__ == "__main__":
    main()
