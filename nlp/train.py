"""Training the learned part of the reader, and its figures by cross-validation.

python -m skilldemand.nlp.train GOLD.jsonl --output nlp/weights/sentences.npz
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp import verdict
from skilldemand.nlp.errors import NlpError
from skilldemand.nlp.scorer import Weights, save
from skilldemand.nlp.scoring import Rates, rates
from skilldemand.nlp.study import FOLDS, study
from skilldemand.nlp.training import Pairs, Problem

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
    told = study(gold)
    return told.weights(None), _figures(told.problem, told.pairs, told.logits())


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
