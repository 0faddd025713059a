"""Libraries that could find the taxonomy's spellings, on the same texts in one run; figures for decision 0003.

    python benchmarks/scanners.py [--limit 500]

Each gets the spellings framed by blanks and the texts in their coarse form (fold.coarse), and returns the places of
all whole-word hits. Overlapping hits are wanted; engines that cannot give them are marked. Not installed: skipped.
"""

import argparse
import importlib
import re
import resource
import time
from collections.abc import Callable, Iterable
from typing import Any

from reader import postings
from rich.console import Console
from rich.table import Table

from skilldemand.nlp import fold
from skilldemand.nlp.aliases import variants
from skilldemand.nlp.taxonomy import load_taxonomy

Scan = Callable[[bytes], Iterable[Any]]
ROUNDS = 5


def ahocorasick_rs_bytes(patterns: list[bytes]) -> Scan:
    """Use bytes in, byte offsets out: in the coarse form these are characters."""
    automaton = importlib.import_module("ahocorasick_rs").BytesAhoCorasick(patterns)
    return lambda text: automaton.find_matches_as_indexes(text, overlapping=True)


def ahocorasick_rs_text(patterns: list[bytes]) -> Scan:
    """Use the same library over str."""
    automaton = importlib.import_module("ahocorasick_rs").AhoCorasick([p.decode() for p in patterns])
    return lambda text: automaton.find_matches_as_indexes(text.decode("ascii"), overlapping=True)


def pyahocorasick(patterns: list[bytes]) -> Scan:
    """Use the C library; a hit is (last place, value)."""
    automaton = importlib.import_module("ahocorasick").Automaton()
    for pattern in patterns:
        automaton.add_word(pattern.decode(), len(pattern))
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text.decode("ascii")))


def daachorse(patterns: list[bytes]) -> Scan:
    """Use a double-array automaton in Rust."""
    automaton = importlib.import_module("daachorse").DoubleArrayAhoCorasick(patterns)
    found: Scan = automaton.find_overlapping
    return found


def hyperscan(patterns: list[bytes]) -> Scan:
    """Use Intel's library; the start of a literal hit follows from its length."""
    module = importlib.import_module("hyperscan")
    database = module.Database(mode=module.HS_MODE_BLOCK)
    expressions = [re.escape(p.decode()).encode() for p in patterns]
    database.compile(expressions=expressions, ids=list(range(len(patterns))), elements=len(patterns), flags=0)
    hits: list[tuple[int, int]] = []

    def hit(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
        hits.append((number, end))

    def scan(text: bytes) -> list[tuple[int, int]]:
        hits.clear()
        database.scan(text, match_event_handler=hit)
        return hits

    return scan


def google_re2(patterns: list[bytes]) -> Scan:
    """Use one alternation, longest match; no overlaps."""
    module = importlib.import_module("re2")
    options = module.Options()
    options.longest_match = True
    options.max_mem = 1 << 30
    compiled = module.compile("|".join(rf"\b{re.escape(p.decode().strip())}\b" for p in patterns), options)
    return lambda text: [match.span() for match in compiled.finditer(text.decode("ascii"))]


def trie_re(patterns: list[bytes]) -> Scan:
    """Use the standard library's re over one pattern that shares beginnings; no overlaps."""
    trie: dict[str, Any] = {}
    for pattern in patterns:
        node = trie
        for char in pattern.decode()[1:-1]:
            node = node.setdefault(char, {})
        node[""] = {}
    compiled = re.compile(rf"(?<= ){_regex(trie)}(?= )".encode())
    return lambda text: [match.span() for match in compiled.finditer(text)]


def _regex(node: dict[str, Any]) -> str:
    choices = [re.escape(char) + _regex(below) for char, below in sorted(node.items()) if char]
    if not choices:
        return ""
    joined = choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
    return f"(?:{joined})?" if "" in node else joined


ENGINES: dict[str, tuple[Callable[[list[bytes]], Scan], bool]] = {
    "ahocorasick_rs, bytes": (ahocorasick_rs_bytes, True),
    "ahocorasick_rs, str": (ahocorasick_rs_text, True),
    "pyahocorasick": (pyahocorasick, True),
    "daachorse": (daachorse, True),
    "hyperscan": (hyperscan, True),
    "google-re2": (google_re2, False),
    "re over a trie": (trie_re, False),
}


def main() -> None:
    """Print one row an engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=500)
    options = parser.parse_args()
    texts = [fold.coarse(text) for _, _, text in postings(options.limit)]
    spelled = (
        fold.coarse(text)
        for entry in load_taxonomy().entries.values()
        for alias in entry.skill.all_aliases()
        for text in variants(alias, entry.skill.kind)
    )
    patterns = sorted(set(spelled))
    table = Table(title=f"{len(patterns):,} spellings, {len(texts):,} postings, CPU time, best of {ROUNDS}")
    for column in ("engine", "postings/s", "MB/s", "build s", "memory MB", "hits", "overlaps"):
        table.add_column(column, justify="left" if column == "engine" else "right")
    for name, (build, overlaps) in ENGINES.items():
        table.add_row(name, *_measured(build, patterns, texts), "yes" if overlaps else "no")
    Console().print(table)


def _measured(build: Callable[[list[bytes]], Scan], patterns: list[bytes], texts: list[bytes]) -> tuple[str, ...]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    try:
        scan = build(patterns)
    except ImportError:
        return ("not installed", "", "", "", "")
    built = time.process_time() - begun
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        hits = sum(len(list(scan(text))) for text in texts)
        best = min(best, time.process_time() - begun)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    size = sum(map(len, texts)) / 1e6
    return f"{len(texts) / best:,.0f}", f"{size / best:.1f}", f"{built:.2f}", f"{memory:.0f}", f"{hits:,}"


if __name__ == "__main__":
    main()
