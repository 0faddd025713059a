"""Texts are read once, in parts that a killed run and an undisturbed one write alike."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skilldemand.nlp import batch, landing_texts
from skilldemand.nlp.batch import extract, extract_file, extract_landing, mentions_folder
from skilldemand.nlp.errors import InputError
from skilldemand.nlp.tables import ATTRIBUTE_SCHEMA, MENTION_SCHEMA, READING_SCHEMA

TOOLS = ["Python", "PyTorch", "Kubernetes", "Spark", "Airflow", "Docker", "TensorFlow"]


def land(landing: Path, run: str, numbers: range, *, complete: bool = True) -> None:
    folder = landing / "import" / run
    folder.mkdir(parents=True)
    with gzip.open(folder / "postings.jsonl.gz", "wt", encoding="utf-8") as lines:
        for n in numbers:
            duty, asked = f"- Build service {n} with {TOOLS[n % 7]}", f"- {n % 9} years of {TOOLS[n % 5]}"
            text = f"What you will do\n{duty}\nRequirements\n{asked}\n"
            record = {"content_hash": f"{n:032x}", "title": "ML Engineer", "company": None, "description_text": text}
            lines.write(json.dumps({**record, "schema_version": 1, "board": "b"}) + "\n")
    if complete:
        (folder / "boards.jsonl.gz").write_bytes(b"")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_extract_answers_one_row_a_text_in_order() -> None:
    texts = ["Requirements\n- Python or Scala\n- 3 years of Spark", "", "Nothing here"]
    columns = {
        "text_hash": ["a", "b", "c"],
        "title": ["ML Engineer", "", ""],
        "company": pa.array([None] * 3, pa.string()),
    }
    answer = extract(pa.record_batch({**columns, "text": texts}))
    assert answer.schema == READING_SCHEMA
    assert answer.column("text_hash").to_pylist() == ["a", "b", "c"]
    rows = answer.to_pylist()
    assert {m["skill_id"] for m in rows[0]["mentions"]} == {"python", "scala", "spark"}
    assert all(texts[0][m["start"] : m["end"]] == m["surface"] for m in rows[0]["mentions"])
    assert [row["text_chars"] for row in rows] == [len(text) for text in texts]
    assert rows[1]["mentions"] == []


def test_a_batch_without_a_column_is_refused() -> None:
    with pytest.raises(InputError, match="column 'title' is missing"):
        extract(pa.record_batch({"text_hash": ["a"], "text": ["x"]}))
    with pytest.raises(InputError, match="column 'text' has type int64"):
        extract(pa.record_batch({"text_hash": ["a"], "title": [""], "company": [""], "text": [1]}))


def test_the_landing_is_read_once_into_parts(tmp_path: Path) -> None:
    landing, mentions = tmp_path / "landing", tmp_path / "mentions"
    land(landing, "r1", range(50))
    land(landing, "r2", range(40, 70))  # ten texts again
    land(landing, "r3", range(70, 80), complete=False)
    seen: list[tuple[int, int]] = []
    summary = extract_landing(landing, mentions, chunk=30, on_progress=lambda done, total: seen.append((done, total)))
    assert (summary.texts, summary.read) == (70, 70)
    assert seen[-1] == (70, 70)
    folder = mentions_folder(mentions)
    assert summary.version == folder.name
    parts = sorted(folder.glob("part-*.parquet"))
    assert [pq.read_table(folder / "attributes" / p.name).num_rows for p in parts] == [30, 30, 10]
    assert pq.read_schema(parts[0]).equals(MENTION_SCHEMA)
    assert pq.read_schema(folder / "attributes" / parts[0].name).equals(ATTRIBUTE_SCHEMA)
    skills = [json.loads(line) for line in (folder / "skills.jsonl").read_text(encoding="utf-8").splitlines()]
    assert skills[0]["section_order"] == 1
    before = snapshot(folder)
    assert extract_landing(landing, mentions).read == 0
    (landing / "import" / "r3" / "boards.jsonl.gz").write_bytes(b"")
    assert extract_landing(landing, mentions).read == 10
    after = snapshot(folder)
    assert {name: after[name] for name in before} == before


def test_new_texts_are_read_after_old_runs_were_cleared_up(tmp_path: Path) -> None:
    landing, mentions = tmp_path / "landing", tmp_path / "mentions"
    land(landing, "r1", range(20))
    assert extract_landing(landing, mentions).read == 20
    shutil.rmtree(landing / "import" / "r1")
    land(landing, "r2", range(20, 25))  # fewer than were read and are gone
    summary = extract_landing(landing, mentions)
    assert (summary.texts, summary.read) == (5, 5)


def test_workers_write_the_same_bytes_as_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    land(tmp_path / "landing", "r1", range(320))
    extract_landing(tmp_path / "landing", tmp_path / "one", chunk=200)
    extract_landing(tmp_path / "landing", tmp_path / "two", chunk=200, jobs=2)
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


KILLED = """
import sys
from pathlib import Path
from skilldemand.nlp.batch import extract_landing
if __name__ == "__main__":
    extract_landing(Path(sys.argv[1]), Path(sys.argv[2]), chunk=40)
"""


def test_a_killed_run_begun_again_gives_the_same_bytes(tmp_path: Path) -> None:
    land(tmp_path / "landing", "r1", range(400))
    script = tmp_path / "run.py"
    script.write_text(KILLED, encoding="utf-8")
    killed, standing = tmp_path / "killed", "*/attributes/part-*.parquet"
    for parts in (1, 3):  # killed twice, each time when so many parts stand
        command = [sys.executable, str(script), str(tmp_path / "landing"), str(killed)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while len(list(killed.glob(standing))) < parts and time.monotonic() < deadline:
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert 3 <= len(list(killed.glob(standing))) < 10
    extract_landing(tmp_path / "landing", killed, chunk=40)
    extract_landing(tmp_path / "landing", tmp_path / "calm", chunk=40)
    resumed = {name: data for name, data in snapshot(killed).items() if not name.endswith(".tmp")}
    assert resumed == snapshot(tmp_path / "calm")


def test_a_damaged_landing_line_is_named(tmp_path: Path) -> None:
    land(tmp_path / "landing", "r1", range(2))
    path = tmp_path / "landing" / "import" / "r1" / "postings.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"content_hash": "00", "title": "x"}\n'))
    with pytest.raises(InputError, match=r"postings\.jsonl\.gz:1: not a posting record"):
        extract_landing(tmp_path / "landing", tmp_path / "mentions")


def test_the_landing_schema_is_the_crawlers() -> None:
    from skilldemand.crawler.posting import SCHEMA_VERSION, Posting

    assert landing_texts.SCHEMA_VERSION == SCHEMA_VERSION
    assert set(landing_texts.Text.__struct_fields__) <= set(Posting.__struct_fields__)


ROWS = [
    {"id": 1, "text": "Requirements\n- Python", "title": "Data Scientist"},
    {"id": "b", "description": "Requirements\n- <b>Docker</b>", "company": "Acme"},
    {"id": "c"},
    {"text": "no id"},
    ["not", "an", "object"],
    {"id": "d", "text": 7},
]


@pytest.mark.parametrize("array", [False, True])
def test_a_file_is_read_and_its_bad_rows_counted(tmp_path: Path, array: bool) -> None:
    source, target = tmp_path / "in.json", tmp_path / "out.jsonl"
    lines = json.dumps(ROWS) if array else "\ufeff" + "\n".join(map(json.dumps, ROWS)) + "\n\n{broken"
    source.write_text(lines, encoding="utf-8")
    summary = extract_file(source, target, clean=lambda text: text.replace("<b>", "").replace("</b>", ""))
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [a["id"] for a in answers] == [1, "b"]
    assert answers[0]["skills"][0]["skill"] == "python"
    assert "text" not in answers[0]
    mention = answers[1]["skills"][0]["mentions"][0]
    assert answers[1]["text"][mention["start"] : mention["end"]] == mention["text"] == "Docker"
    assert summary.read == 2
    assert sum(summary.rejected.values()) == (4 if array else 5)
    assert any(reason.startswith("no id, first at") for reason in summary.rejected)


def test_a_row_may_say_where_the_work_is(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": "a", "text": "Python.", "location": "Oslo (remote)"}, {"id": "b", "text": "Python."}]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    extract_file(source, target)
    assert [json.loads(line)["remote"] for line in target.read_text().splitlines()] == ["remote", "unstated"]


def test_a_file_without_a_usable_row_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"title": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"no row could be used: 1 x no id \(first: line 1\)"):
        extract_file(source, tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()
    with pytest.raises(InputError, match="cannot be read"):
        extract_file(tmp_path / "absent.jsonl", tmp_path / "out.jsonl")


def test_the_version_names_taxonomy_and_matcher() -> None:
    assert batch.reader_version().count("-") == 3
