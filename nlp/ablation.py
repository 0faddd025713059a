"""What each half of the reader is worth on labelled postings: patterns alone, learned part alone, both.

    python -m skilldemand.nlp.ablation GOLD.jsonl

The learned part alone reads concepts without any pattern, by the scores of sentences; tools are left out of that line.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from skilldemand.nlp import verdict
from skilldemand.nlp.cues import fold
from skilldemand.nlp.errors import NlpError
from skilldemand.nlp.evaluation import read_gold
from skilldemand.nlp.features import Excerpt, seen
from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.output import posting_object
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.scorer import Scorer, shipped
from skilldemand.nlp.scoring import Row, Scores, catalogue_of, score
from skilldemand.nlp.sections import segment
from skilldemand.nlp.taxonomy import load_taxonomy
from skilldemand.nlp.train import ALONE


def compare(gold: Path) -> dict[str, Scores]:
    """Return the scores of the three readers. Raises GoldError when the file cannot be used."""
    rows = read_gold(gold)
    catalogue = catalogue_of(gold, load_taxonomy())
    matcher, scorer = Matcher(), Scorer(shipped())
    patterns, both = Reader(matcher, model=False), Reader(matcher)
    return {
        "patterns": score(rows, {key: _read(patterns, row) for key, row in rows.items()}, catalogue),
        "learned": score(rows, {key: _alone(scorer, row) for key, row in rows.items()}, catalogue),
        "both": score(rows, {key: _read(both, row) for key, row in rows.items()}, catalogue),
    }


def _read(reader: Reader, row: Row) -> dict[str, Any]:
    reading = reader.read(row["text"], row.get("title") or "", row.get("company"))
    answer = posting_object(row["id"], reading)
    return {"skills": [{"skill": skill["skill"], "strength": skill["strength"]} for skill in answer["skills"]]}


def _alone(scorer: Scorer, row: Row) -> dict[str, Any]:
    sentences = segment(row["text"])
    chosen = verdict.chosen(sentences)
    if not chosen:
        return {"skills": []}
    scores = scorer.scores(seen([Excerpt(fold(row["text"]), [sentences[number] for number in chosen])]))
    best = scores[:, :-1].max(axis=0)
    named = zip(scorer.weights.skills, best.tolist(), strict=True)
    return {"skills": [{"skill": skill} for skill, value in named if value > ALONE]}


def _lines(compared: Mapping[str, Scores]) -> list[str]:
    lines = [f"{'':10}{'P':>7}{'R':>7}{'F1':>7}{'all F1':>9}"]
    for name, scores in compared.items():
        concepts = scores.groups["kind: concept"]
        overall = "" if name == "learned" else f"{scores.all.f1:9.3f}"
        lines.append(f"{name:10}{concepts.precision:7.3f}{concepts.recall:7.3f}{concepts.f1:7.3f}{overall}")
    return [*lines, "P, R and F1 are those of concepts."]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m skilldemand.nlp.ablation", description=__doc__)
    parser.add_argument("gold", type=Path, help="labelled postings, one JSON object a line")
    options = parser.parse_args(arguments)
    try:
        sys.stdout.write("\n".join(_lines(compare(options.gold))) + "\n")
    except NlpError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
