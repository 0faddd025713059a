"""Weights of role_body from postings whose titles leave no doubt.

python -m skilldemand.nlp.role_training LANDING [--without GOLD.jsonl ...] [--output FILE]

Every distinct posting of the landing whose title names one of the four roles and no other is an example, one an
employer and title. Phrases are words and pairs of words that many employers use; those that tell most apart are kept.
Texts of labelled postings named by --without are left out, so that they can measure what was learned.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp.cues import Phrases, fold
from skilldemand.nlp.landing_texts import landing_texts
from skilldemand.nlp.role import Title, read_title
from skilldemand.nlp.role_body import FEWEST, NAME, ROLES, Weights

Floats = NDArray[np.float64]
Example = tuple[str, str, str]
"""Role, employer and folded text."""

_MOST = 700
"""Examples of one role; more would teach the wording of the commonest employers."""
_SHORTEST = 600
_PHRASES = 400
_EMPLOYERS = 20
"""A phrase that fewer employers use may be one's own."""
_EVERYWHERE = 0.6
_PENALTY = 2.0
_STEPS = 400
_WORD = re.compile(r"[a-z][a-z0-9+#./-]*[a-z0-9+#]|[a-z]")
_STOP = frozenset(
    {
        "a",
        "all",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "for",
        "from",
        "has",
        "have",
        "if",
        "in",
        "is",
        "it",
    }
    | {"its", "more", "not", "of", "on", "or", "our", "that", "the", "their", "they", "this", "to", "us", "we", "who"}
    | {"will", "with", "you", "your"}
)


def clear_role(title: Title) -> str | None:
    """Return the role of a title that names it and nothing else, or None."""
    if title.first:
        told = title.first <= {"mlops-engineer", "platform"} and title.trades <= {"ml-engineer"}
        return "mlops-engineer" if told else None
    (trade,) = title.trades if len(title.trades) == 1 else ("",)
    return trade if trade in ROLES and title.fields <= {trade} else None


def examples(landing: Path, without: Sequence[Path] = ()) -> list[Example]:
    """Return the examples of a landing folder, at most so many a role, by the order of their hashes."""
    left_out = set(_labelled(without))
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[Example]] = defaultdict(list)
    for text in sorted(landing_texts(landing), key=lambda text: text.content_hash):
        name, employer = fold(text.title).strip(), fold(text.company or "").strip()
        role = clear_role(read_title(text.title))
        if role is None or (name, employer) in seen or (name, employer) in left_out:
            continue
        if len(text.description_text) >= _SHORTEST and len(found[role]) < _MOST:
            seen.add((name, employer))
            found[role].append((role, employer, fold(text.description_text)))
    return [example for role in ROLES for example in found[role]]


def _labelled(gold: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for path in gold:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield fold(row.get("title") or "").strip(), fold(row.get("company") or "").strip()


def train(rows: Sequence[Example]) -> Weights:
    """Return the weights learned from examples: the same examples give the same bytes."""
    labels = np.array([ROLES.index(role) for role, _, _ in rows])
    candidates = _candidates(rows)
    columns = _features(rows, candidates)
    dense, _ = _fit(columns, labels)
    spread = np.abs(dense - dense.mean(axis=1, keepdims=True)).max(axis=1) * np.sqrt((columns > 0).mean(axis=0))
    kept = [candidates[number] for number in sorted(np.argsort(-spread, kind="stable")[:_PHRASES].tolist())]
    weights, bias = _fit(_features(rows, kept), labels)
    whole = np.rint(weights * 100).astype(int)
    phrases = {phrase: tuple(whole[number].tolist()) for number, phrase in enumerate(kept)}
    return Weights(ROLES, tuple(np.rint(bias * 100).astype(int).tolist()), phrases)


def _candidates(rows: Sequence[Example]) -> list[str]:
    """Return the words and pairs of words that enough employers use and not nearly all texts."""
    employers: dict[str, set[str]] = defaultdict(set)
    texts: Counter[str] = Counter()
    for _, employer, folded in rows:
        words = _WORD.findall(folded)
        here = set(words) | {f"{a} {b}" for a, b in pairwise(words)}
        texts.update(here)
        for phrase in here:
            employers[phrase].add(employer)
    most = _EVERYWHERE * len(rows)
    told = (p for p, count in texts.items() if len(employers[p]) >= _EMPLOYERS and count < most)
    return sorted(phrase for phrase in told if not _STOP & set(phrase.split()))


def _features(rows: Sequence[Example], phrases: Sequence[str]) -> Floats:
    """Return the texts as rows of found phrases, scaled as Body.weigh does."""
    number = {phrase: i for i, phrase in enumerate(phrases)}
    finder = Phrases({phrase: (phrase,) for phrase in phrases}, where=NAME)
    table = np.zeros((len(rows), len(phrases)), dtype=np.float64)
    for row, (_, _, folded) in zip(table, rows, strict=True):
        found = [number[phrase] for phrase in finder.labels_in(folded)]
        row[found] = 1.0 / max(FEWEST, len(found)) ** 0.5
    return table


def _fit(columns: Floats, labels: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Fit a multinomial logistic regression, every role weighing alike, by Nesterov's accelerated gradient."""
    wanted = np.eye(len(ROLES))[labels]
    weight = (1.0 / (len(ROLES) * np.maximum(1, np.bincount(labels, minlength=len(ROLES)))))[labels][:, None]
    design = np.hstack((columns, np.ones((len(columns), 1))))
    penalty = np.full((design.shape[1], 1), _PENALTY / len(columns))
    penalty[-1] = 0.0
    step = 1.0 / (0.5 * float(np.linalg.norm(design * np.sqrt(weight), 2)) ** 2 + float(penalty.max()))
    point = ahead = np.zeros((design.shape[1], len(ROLES)))
    pace = 1.0
    for _ in range(_STEPS):
        logits = design @ ahead
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        slope = design.T @ ((odds / odds.sum(axis=1, keepdims=True) - wanted) * weight) + penalty * ahead
        moved = ahead - step * slope
        faster = (1.0 + (1.0 + 4.0 * pace * pace) ** 0.5) / 2.0
        ahead = moved + (pace - 1.0) / faster * (moved - point)
        point, pace = moved, faster
    return point[:-1], point[-1]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train from a landing folder and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m skilldemand.nlp.role_training", description=__doc__)
    parser.add_argument("landing", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="labelled postings to leave out")
    parser.add_argument("--output", type=Path, default=Path(str(files("skilldemand.nlp"))) / "weights" / NAME)
    told = parser.parse_args(arguments)
    rows = examples(told.landing, told.without)
    weights = train(rows)
    told.output.parent.mkdir(parents=True, exist_ok=True)
    told.output.write_bytes(msgspec.json.encode(weights).replace(b"],", b"],\n") + b"\n")
    counts = ", ".join(f"{count} {role}" for role, count in Counter(role for role, _, _ in rows).items())
    sys.stdout.write(f"{told.output}: {len(weights.phrases)} phrases from {counts}\n")


if __name__ == "__main__":
    main()
