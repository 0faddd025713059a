"""Compiled modules are used only where they fit the sources, and read the same."""

import json
import os
import subprocess
import sys

import pytest

from skilldemand.nlp import compiled

READ = """
import json, sys
from skilldemand.nlp import compiled
from skilldemand.nlp.batch import extract
from skilldemand.crawler.sample_market import sample_rows
import pyarrow as pa
rows = [{"text_hash": f"{i:032x}", "title": r.get("title"), "company": r.get("company"), "text": r.get("description")}
        for i, r in enumerate(sample_rows()) if i < 60]
told = extract(pa.RecordBatch.from_pylist(rows)).to_pylist()
json.dump([compiled.in_use(), told], sys.stdout)
"""


def read(*, pure):
    environment = {**os.environ, compiled.PURE: "1" if pure else ""}
    run = subprocess.run([sys.executable, "-c", READ], env=environment, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


@pytest.mark.skipif(not compiled.fits(), reason="no compiled modules made of these sources")
def test_compiled_or_not_the_readings_are_the_same():
    (slow, told), (fast, same) = read(pure=True), read(pure=False)
    assert (slow, fast) == (False, True)
    assert told == same


def test_nothing_is_searched_without_a_build_or_after_an_edit(tmp_path, monkeypatch):
    monkeypatch.delenv(compiled.PURE, raising=False)
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    assert compiled.folders() == []
    (tmp_path / "stamp").write_text("made of other sources")
    assert compiled.folders() == []
    (tmp_path / "stamp").write_text(compiled.stamp())
    assert compiled.folders() == [str(tmp_path)]
    monkeypatch.setenv(compiled.PURE, "1")
    assert compiled.folders() == []


def test_every_module_named_is_there():
    assert all((compiled.SOURCES / f"{name}.py").is_file() for name in compiled.MODULES)
