"""Training the learned part of the reader, and its figures by cross-validation.

python -m skilldemand.nlp.train GOLD.jsonl --output nlp/weights/sentences.npz
"""

import argparse
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp import verdict
from skilldemand.nlp.errors import NlpError
from skilldemand.nlp.evaluation import read_gold
from skilldemand.nlp.examples import examples
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.scorer import Weights, save
from skilldemand.nlp.scoring import Rates, catalogue_of, rates
from skilldemand.nlp.taxonomy import load_taxonomy
from skilldemand.nlp.training import Pairs, Problem, fit_scores, fit_verdict, judged_pairs, learnable, packed, scores

FOLDS = 5
ALONE = -1.4
"""Sentence score from which a skill is taken without any pattern, for the figure of the learned part alone."""


class Figures(msgspec.Struct, frozen=True):
    """Rates over pairs of posting and learnable concept, each posting read by weights that did not see it."""

    patterns: Rates
    """Only rules that match in several postings are used here; see examples.examples."""
    alone: Rates
    gated: Rates
    """The learned part only takes away."""
    added: Rates
    """The learned part only adds."""
    both: Rates


def train(gold: Path) -> tuple[Weights, Figures]:
    """Return the weights learned from a file of labelled postings, and what cross-validation says of them.

    Raises GoldError when the file cannot be used or is too small to learn from.
    """
    rows = read_gold(gold)
    kinds = catalogue_of(gold, load_taxonomy())
    found, sentences = examples(list(rows.values()), Reader(model=False))
    skills = learnable(found, {skill: kind == "concept" for skill, (kind, _) in kinds.items()})
    problem = Problem(found, sentences, skills)
    folds = np.array([zlib.crc32(key.encode()) % FOLDS for key in rows])
    scored = np.zeros((len(sentences.posting), len(skills) + 1))
    for fold in range(FOLDS):
        held = folds[sentences.posting] == fold
        scored[held] = scores(problem, fit_scores(problem, folds != fold))[held]
    pairs = judged_pairs(problem, scored)
    logits = np.zeros(len(pairs.posting))
    for fold in range(FOLDS):
        held = folds[pairs.posting] == fold
        told = fit_verdict(pairs, len(skills), ~held)
        logits[held] = verdict.logits(pairs.values, pairs.candidates, *told)[held]
    final = packed(
        problem,
        fit_scores(problem, folds >= 0),
        *fit_verdict(pairs, len(skills), np.full(len(logits), fill_value=True)),
    )
    return final, _figures(problem, pairs, logits)


def _figures(problem: Problem, pairs: Pairs, logits: NDArray[np.float64]) -> Figures:
    states = pairs.candidates.states
    accepted = verdict.accepted(logits, pairs.candidates)
    choices = {
        "patterns": states == 0,
        "alone": pairs.values[:, 1] > ALONE,
        "gated": (states == 0) & accepted,
        "added": (states == 0) | accepted,
        "both": accepted,
    }
    total = sum(len((e.wanted & set(problem.skills)) - e.disputed) for e in problem.examples)
    return Figures(**{name: _rates(pairs, taken, total) for name, taken in choices.items()})


def _rates(pairs: Pairs, taken: NDArray[np.bool_], total: int) -> Rates:
    taken = taken & ~pairs.disputed
    said = set(zip(pairs.posting[taken].tolist(), pairs.candidates.columns[taken].tolist(), strict=True))
    right = taken & pairs.asked
    true = len(set(zip(pairs.posting[right].tolist(), pairs.candidates.columns[right].tolist(), strict=True)))
    return rates(true, len(said) - true, total - true)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m skilldemand.nlp.train", description=__doc__)
    parser.add_argument("gold", type=Path, help="labelled postings, one JSON object a line")
    parser.add_argument("--output", type=Path, required=True, help="where the weights go")
    options = parser.parse_args(arguments)
    try:
        learned, figures = train(options.gold)
    except NlpError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    save(learned, options.output)
    lines = [f"{len(learned.skills)} skills, {len(learned.hashes)} features, {len(learned.values)} weights"]
    lines += [f"{FOLDS}-fold cross-validation over postings, learnable concepts", f"{'':10}{'P':>7}{'R':>7}{'F1':>7}"]
    for name in figures.__struct_fields__:
        rate: Rates = getattr(figures, name)
        lines.append(f"{name:10}{rate.precision:7.3f}{rate.recall:7.3f}{rate.f1:7.3f}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
