"""How often each skill is right: what is counted, where it is written, and that it is shipped."""

import json

import pytest

from skilldemand.nlp import quality
from skilldemand.nlp.errors import GoldError
from skilldemand.nlp.quality import Quality
from skilldemand.nlp.quality_measure import measure
from skilldemand.nlp.taxonomy import load_taxonomy


def test_found_extra_and_missed_are_counted_by_posting_and_disputed_pairs_are_not():
    gold = {
        "a": {"skills": [{"skill": "python"}, {"skill": "sql"}], "disputed": ["git"]},
        "b": {"skills": [{"skill": "sql"}]},
    }
    found = {"a": ["python", "git", "unlisted"], "b": ["sql", "git"]}
    assert quality.counted(gold, found, {"python", "sql", "git"}) == [
        Quality("git", tp=0, fp=1, fn=0),
        Quality("python", tp=1, fp=0, fn=0),
        Quality("sql", tp=1, fp=0, fn=1),
    ]


def test_the_file_says_what_it_was_measured_on():
    text = quality.written([Quality("sql", tp=8, fp=2, fn=0)], ["60 postings"]).decode()
    assert text.splitlines()[1:] == [
        "# Measured on 60 postings.",
        "# Over all skills: precision 0.800, recall 1.000.",
        "skill_id,tp,fp,fn",
        "sql,8,2,0",
    ]


def test_shipped_figures_are_of_known_skills():
    shipped = quality.shipped()
    known = load_taxonomy().entries
    assert len(shipped) > 250
    assert len({one.skill_id for one in shipped}) == len(shipped)
    assert all(one.skill_id in known and min(one.tp, one.fp, one.fn) >= 0 for one in shipped)
    assert sum(one.tp for one in shipped) > 5_000


def test_a_file_is_measured_as_the_reader_reads_it(tmp_path):
    gold = tmp_path / "gold.jsonl"
    row = {
        "id": "1",
        "text": "Requirements\n- Python and SQL\n",
        "skills": [{"skill": "python", "strength": "required"}],
    }
    gold.write_text(json.dumps(row) + "\n")
    assert measure(gold).decode().splitlines()[-2:] == ["python,1,0,0", "sql,0,1,0"]
    assert measure(gold, clean=lambda text: text.replace("SQL", "")).decode().splitlines()[-1] == "python,1,0,0"


def test_postings_that_were_learned_from_are_refused(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": "Python", "skills": []}) + "\n")
    with pytest.raises(GoldError, match="posting '1' stands in"):
        measure(gold, gold)
