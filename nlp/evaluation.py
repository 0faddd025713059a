"""The reader against labelled postings: scores, the errors most worth mending, and what changed since the last run."""

import functools
import json
from collections.abc import Callable
from pathlib import Path

import msgspec

from skilldemand.nlp.errors import GoldError
from skilldemand.nlp.pool import Pool, Work, chunks
from skilldemand.nlp.rows import read_rows
from skilldemand.nlp.scoring import Rates, Row, Scores, catalogue_of, score
from skilldemand.nlp.taxonomy import load_taxonomy

TASK = 20
SHOWN = 6
"""Postings named beside an error."""


class Run(msgspec.Struct, frozen=True):
    """One evaluation as it is kept for the next one to compare with."""

    gold: str
    """Name of the gold file."""
    scores: Scores


def evaluate_file(
    gold: Path,
    *,
    errors: int = 0,
    clean: Callable[[str], str] | None = None,
    model: bool = True,
    previous: Path | None = None,
    show_diff: bool = False,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Read the texts of a gold file, score the reading and return the lines of the report.

    With `model` False the patterns alone read. `previous` is where the run is kept; with `show_diff` the report ends
    with what changed since the run found there.
    Raises GoldError when the gold file or the kept run cannot be used.
    """
    wanted = read_gold(gold)
    scores = score(
        wanted,
        _predict(wanted, functools.partial(read_rows, clean=clean, model=model), jobs, on_progress),
        catalogue_of(gold, load_taxonomy()),
    )
    lines = report(scores, errors)
    run = Run(gold.name, scores)
    if show_diff:
        lines += difference(_kept(previous, run), run)
    if previous is not None:
        previous.parent.mkdir(parents=True, exist_ok=True)
        previous.write_bytes(msgspec.json.encode(run))
    return lines


def read_gold(path: Path) -> dict[str, Row]:
    """Return labelled postings by id, in file order. Raises GoldError naming the line that does not fit."""
    rows: dict[str, Row] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    row = json.loads(line)
                    _check(row, f"{path}:{number}")
                    rows[row["id"]] = row
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}. Name a file of labelled postings.") from error
    except ValueError as error:
        raise GoldError(f"{path}: not JSON Lines: {error}. Expected one labelled posting a line.") from error
    if not rows:
        raise GoldError(f"{path}: holds no posting, expected one JSON object a line with id, text, skills.")
    return rows


def report(scores: Scores, errors: int = 0) -> list[str]:
    """Return the scores as lines of text, with the `errors` skills that are most often wrong."""
    interval = f"   F1 95 %: {scores.f1_low:.3f} to {scores.f1_high:.3f}"
    return [
        f"{scores.postings} postings, {scores.all.gold} labelled pairs",
        f"{'':34}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}",
        _line("all", scores.all) + interval,
        *(_line(name, rates) for name, rates in scores.groups.items()),
        f"strength right, of pairs found      {scores.strength:.3f}",
        f"alternatives of one requirement F1  {scores.any_of_f1:.3f}",
        "fields right                        " + "  ".join(f"{k} {v:.3f}" for k, v in scores.fields.items()),
        f"predicted ids outside the catalogue {scores.outside}",
        *(_error(name, postings) for name, postings in list(scores.wrong.items())[:errors]),
    ]


def difference(before: Run, now: Run) -> list[str]:
    """Return what changed between two runs over the same gold file: figures, and pairs mended or broken."""
    old, new = before.scores, now.scores
    lines = ["", f"since the last run on {before.gold}:"]
    figures = [("F1", old.all.f1, new.all.f1), ("precision", old.all.precision, new.all.precision)]
    figures += [("recall", old.all.recall, new.all.recall), ("strength", old.strength, new.strength)]
    figures += [("alternatives", old.any_of_f1, new.any_of_f1)]
    figures += [(name, old.fields[name], value) for name, value in new.fields.items() if name in old.fields]
    lines += [f"  {name:14}{a:.3f} -> {b:.3f}  {b - a:+.3f}" for name, a, b in figures if round(a, 4) != round(b, 4)]
    for title, here, there in (("mended", old.wrong, new.wrong), ("broken", new.wrong, old.wrong)):
        for name, postings in here.items():
            changed = [p for p in postings if p not in there.get(name, ())]
            if changed:
                lines.append(f"  {title:8}{_error(name, changed).strip()}")
    return lines if len(lines) > 2 else [*lines, "  nothing changed"]


def _predict(
    wanted: dict[str, Row],
    work: Work,
    jobs: int,
    on_progress: Callable[[int, int], None] | None,
) -> dict[str, Row]:
    names = ("id", "text", "title", "company", "location")
    texts = ({name: row.get(name) or ("" if name == "title" else None) for name in names} for row in wanted.values())
    predicted: dict[str, Row] = {}
    with Pool(work, jobs) as pool:
        for answer in pool.map(msgspec.json.encode(group) for group in chunks(texts, TASK)):
            for line in answer.splitlines():
                row = json.loads(line)
                predicted[row["id"]] = row
            if on_progress is not None:
                on_progress(len(predicted), len(wanted))
    return predicted


def _check(row: object, where: str) -> None:
    if not isinstance(row, dict):
        raise GoldError(f"{where}: not a JSON object. Expected a labelled posting with id, text, skills.")
    for field, kind in (("id", str), ("text", str), ("skills", list)):
        if not isinstance(row.get(field), kind):
            raise GoldError(f"{where}: {field}: {row.get(field)!r}, expected a {kind.__name__}. Mend the line.")


def _kept(previous: Path | None, run: Run) -> Run:
    if previous is None or not previous.is_file():
        return run
    try:
        kept = msgspec.json.decode(previous.read_bytes(), type=Run)
    except msgspec.DecodeError as error:
        raise GoldError(f"{previous}: not a kept evaluation: {error}. Remove the file; it is written anew.") from error
    if kept.gold != run.gold:
        raise GoldError(
            f"{previous}: the last run read {kept.gold}, this one {run.gold}. Evaluate once without --diff."
        )
    return kept


def _line(name: str, rates: Rates) -> str:
    return f"{name:34}{rates.precision:7.3f}{rates.recall:7.3f}{rates.f1:7.3f}{rates.gold:7}"


def _error(name: str, postings: list[str]) -> str:
    how, skill = name.split(" ", 1)
    return f"  {how:7}{len(postings):4}  {skill:28}{' '.join(postings[:SHOWN])}"
