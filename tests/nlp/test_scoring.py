"""Our scorer says what the gold set's own scorer says."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from skilldemand.nlp.errors import GoldError
from skilldemand.nlp.evaluation import Run as KeptRun
from skilldemand.nlp.evaluation import difference, evaluate_file, read_gold, report
from skilldemand.nlp.scoring import Row, Scores, catalogue_of, score
from skilldemand.nlp.taxonomy import load_taxonomy

CATALOGUE = {"python": ("tool", "programming"), "rust": ("tool", "programming"), "oop": ("concept", "programming")}


def row(*skills: tuple[str, str, int | None], **fields: object) -> Row:
    asked = [{"skill": s, "strength": strength, "any_of": group} for s, strength, group in skills]
    return {"id": "1", "text": "", "skills": asked, **fields}


def scored(gold: Row, predicted: Row) -> Scores:
    return score({"1": gold}, {"1": predicted}, CATALOGUE)


def test_pairs_are_counted_and_wrong_ones_named() -> None:
    scores = scored(
        row(("python", "required", None), ("oop", "duty", None)), row(("python", "duty", None), ("rust", "duty", 1))
    )
    assert (scores.all.precision, scores.all.recall, scores.all.gold) == (0.5, 0.5, 2)
    assert scores.wrong == {"extra rust": ["1"], "missed oop": ["1"]}
    assert scores.strength == 0


def test_disputed_and_unlisted_ids_are_not_punished() -> None:
    gold = row(("python", "required", None), disputed=["rust", "role"], role="a")
    scores = scored(
        gold, row(("python", "required", None), ("rust", "duty", None), ("fortran", "duty", None), role="b")
    )
    assert scores.all.f1 == 1
    assert scores.outside == 1
    assert "role" not in scores.fields


def test_alternatives_are_pairs_that_both_found() -> None:
    both = [("python", "required", 1), ("rust", "required", 1)]
    assert scored(row(*both), row(*both)).any_of_f1 == 1
    assert scored(row(*both), row(("python", "required", 1), ("rust", "required", 2))).any_of_f1 == 0


def test_a_missing_prediction_is_an_error() -> None:
    with pytest.raises(GoldError, match="'1': no prediction"):
        score({"1": row()}, {}, CATALOGUE)


def test_a_wrong_gold_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "text": "a", "skills": []}\n{"id": "2", "text": 5, "skills": []}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl:2: text: 5, expected a str"):
        read_gold(path)


def test_a_diff_names_what_was_mended_and_broken() -> None:
    gold = row(("python", "required", None), ("oop", "duty", None))
    before = KeptRun("g", scored(gold, row(("python", "required", None))))
    now = KeptRun("g", scored(gold, row(("oop", "duty", None))))
    lines = "\n".join(difference(before, now))
    assert "mended  missed    1  oop" in lines
    assert "broken  missed    1  python" in lines
    assert difference(before, before)[-1].strip() == "nothing changed"


def test_evaluating_keeps_the_run_for_the_next_diff(tmp_path: Path) -> None:
    path, kept = tmp_path / "gold.jsonl", tmp_path / "state" / "evaluation.json"
    gold = row(("python", "required", None)) | {"text": "Requirements:\n- 3 years of Python"}
    path.write_text(json.dumps(gold), encoding="utf-8")
    first = evaluate_file(path, errors=3, previous=kept)
    assert first[0] == "1 postings, 1 labelled pairs"
    assert evaluate_file(path, previous=kept, show_diff=True)[-1].strip() == "nothing changed"


@pytest.mark.shared
def test_the_report_equals_the_gold_sets_own_scorer(shared: Path, tmp_path: Path) -> None:
    gold_path = shared / "gold" / "train.jsonl"
    gold = dict(list(read_gold(gold_path).items())[:80])
    subset, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    subset.write_text("".join(json.dumps(r) + "\n" for r in gold.values()), encoding="utf-8")
    rows = {}
    for number, (key, r) in enumerate(gold.items()):  # a prediction that is wrong in every way a little
        rows[key] = r | {
            "skills": [dict(s, strength="duty") for s in r["skills"][number % 4 :]],
            "role": "other",
            "disputed": [],
        }
        rows[key]["skills"] += [{"skill": "perl", "strength": "duty", "any_of": 1}, {"skill": "no-id", "any_of": None}]
    predicted.write_text("".join(json.dumps(r) + "\n" for r in rows.values()), encoding="utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(subset), str(predicted)]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout.splitlines()
    ours = report(score(gold, rows, catalogue_of(gold_path, load_taxonomy())))
    assert ours[:-1] == theirs[:-1]
    assert ours[-1].split()[-1] == theirs[-1].split()[-1]
