"""`explain` on a file, standard input and a stored posting."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from skilldemand.cli.app import invoke
from skilldemand.crawler.posting import Posting, content_hash, encode_line

HTML = "<h3>Requirements</h3><ul><li>Python and PyTorch</li></ul><h3>Benefits</h3><p>Free Kafka books</p>"


def object_of(capsys: pytest.CaptureFixture[str]) -> dict:
    return json.loads(capsys.readouterr().out)


def test_an_html_file_becomes_a_page_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "job 1.html").write_text(HTML)
    monkeypatch.chdir(tmp_path)
    assert invoke(["explain", "job 1.html", "--title", "ML Engineer"]) == 0
    page = (tmp_path / "explain-job-1.html").read_text()
    assert "<title>ML Engineer explained</title>" in page
    assert 'class="no"' in page


def test_a_json_row_on_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    row = json.dumps({"id": 7, "title": "Data Scientist", "company": "Quay", "description": HTML})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(row.encode())))
    assert invoke(["explain", "-", "--format", "json"]) == 0
    told = object_of(capsys)
    assert (told["title"], told["company"]) == ("Data Scientist", "Quay")
    assert [skill["id"] for skill in told["skills"]] == ["python", "pytorch"]


def test_a_stored_posting_is_explained_as_it_was_last_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "landing" / "import" / "run"
    folder.mkdir(parents=True)
    with gzip.open(folder / "postings.jsonl.gz", "wb") as out:
        for day, text in (("2026-01-02", "Requirements: Rust"), ("2026-01-01", "Requirements: Kafka")):
            posting = Posting(
                posting_key="import:quay:1", source="import", board="quay", native_id="1", title="Engineer",
                description_text=text, content_hash=content_hash("Engineer", None, text), seen_at=day, run_id="run",
            )  # fmt: skip
            out.write(encode_line(posting))
    assert invoke(["--workspace", str(tmp_path), "explain", "import:quay:1", "--format", "json"]) == 0
    assert object_of(capsys)["text"] == "Requirements: Rust"


def test_the_terminal_form_tells_what_counts_and_what_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "job.html"
    path.write_text(HTML)
    assert invoke(["explain", str(path), "--format", "terminal"]) == 0
    shown = capsys.readouterr().out
    assert "2 skills that count" in shown
    assert "stands in a section on benefits" in shown


@pytest.mark.parametrize(
    ("content", "part"), [("", "is empty"), ('{"id": 1}', "none of description_text"), (None, "neither a file nor")]
)
def test_what_cannot_be_explained_is_one_readable_error(
    tmp_path: Path, content: str | None, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "job.json"
    if content is not None:
        path.write_text(content)
    assert invoke(["explain", str(path)]) == 2
    assert part in " ".join(capsys.readouterr().err.split())
