"""A cluster and this machine write the same rows."""

import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skilldemand.nlp.errors import InputError
from skilldemand.nlp.parquet_files import extract_parquet
from skilldemand.nlp.tables import READING_SCHEMA

TEXTS = ["Requirements: Python and PyTorch or TensorFlow.", "Nice to have: Kubernetes.", "", "We use SQL. 🙂"]


def write(path: Path, rows: int) -> Path:
    numbers = range(rows)
    table = {
        "text_hash": [f"{n:032x}" for n in numbers],
        "title": ["ML Engineer" if n % 2 else None for n in numbers],
        "company": [f"Employer {n % 3}" for n in numbers],
        "text": [f"{TEXTS[n % 4]} Team {n}." for n in numbers],
    }
    pq.write_table(pa.table(table, schema=pa.schema([(name, pa.string()) for name in table])), path)
    return path


def test_this_machine_keeps_the_order_and_the_schema(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", 250)
    assert extract_parquet(source, tmp_path / "out.parquet") == 250
    answer = pq.read_table(tmp_path / "out.parquet")
    assert answer.schema.equals(READING_SCHEMA)
    assert answer["text_hash"].to_pylist() == pq.read_table(source)["text_hash"].to_pylist()
    assert [mention["skill_id"] for mention in answer["mentions"][0].as_py()] == ["python", "pytorch", "tensorflow"]


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["x"]}), tmp_path / "in.parquet")
    with pytest.raises(InputError, match="column 'text_hash' is missing"):
        extract_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet")
    (tmp_path / "no.parquet").write_bytes(b"no parquet")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        extract_parquet(tmp_path / "no.parquet", tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, which is not on this machine")
def test_a_cluster_gives_the_same_rows(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: the extra `spark`")
    source = write(tmp_path / "in.parquet", 250)
    extract_parquet(source, tmp_path / "here.parquet")
    command = [sys.executable, "-m", "skilldemand.cli.app", "extract", "--engine", "spark", "--master", "local[2]"]
    command += ["--input", str(source), "--output", str(tmp_path / "there")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    there = pq.read_table(tmp_path / "there").sort_by("text_hash").cast(READING_SCHEMA)
    assert there.equals(pq.read_table(tmp_path / "here.parquet").sort_by("text_hash"))
    again = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert again.returncode == 2
    assert "already exists" in again.stderr
