"""Measuring quality.csv: each skill on labelled postings that the reader has not learned from."""

from collections.abc import Callable
from pathlib import Path

from skilldemand.nlp.errors import GoldError
from skilldemand.nlp.evaluation import read_gold
from skilldemand.nlp.quality import counted, written
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.scoring import Row, catalogue_of
from skilldemand.nlp.study import FOLDS, study
from skilldemand.nlp.taxonomy import load_taxonomy


def measure(gold: Path, learned_from: Path | None = None, clean: Callable[[str], str] | None = None) -> bytes:
    """Return the contents of quality.csv, measured on postings that the reader has not learned from.

    `gold` must not have been learned from and is read as shipped, after `clean` where it is given. Of `learned_from`
    each fifth is read by weights learned from the other four, without rules for concepts that match in one of its
    postings alone.
    Raises GoldError when a file cannot be used.
    """
    reader = Reader()
    rows = read_gold(gold)
    found = {key: _counted(reader, row, clean) for key, row in rows.items()}
    told = [f"{len(rows)} postings of {gold.name} read as shipped"]
    if learned_from is not None:
        shared = sorted(rows.keys() & read_gold(learned_from).keys())
        if shared:
            raise GoldError(f"{gold}: posting {shared[0]!r} stands in {learned_from} too. Measure on other postings.")
        folds = study(learned_from)
        rows = rows | folds.rows
        found |= folds.held_out()
        told.append(f"{len(folds.rows)} of {learned_from.name} in {FOLDS} folds, each read without learning from it")
    return written(counted(rows, found, catalogue_of(gold, load_taxonomy())), told)


def _counted(reader: Reader, row: Row, clean: Callable[[str], str] | None) -> set[str]:
    text = clean(row["text"]) if clean is not None else row["text"]
    reading = reader.read(text, row.get("title") or "", row.get("company"))
    return {mention.skill_id for mention in reading.mentions if mention.counts}
