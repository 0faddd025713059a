"""What becomes of the rows of an imported file."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skilldemand.crawler.errors import ImportFileError
from skilldemand.crawler.landing import complete_runs, read_boards, read_sightings
from tests.crawler.import_material import TEXT, rejected, row, rows, run, stored, write_csv, write_jsonl


def test_a_row_becomes_a_posting(tmp_path: Path) -> None:
    content = {
        "Job Title": "ML &amp; Data Engineer",
        "Company Name": "Milchhof\n3.9",
        "Location": "Oslo, Norway",
        "jobDescription": f"<p>{TEXT}</p>",
        "datePosted": "March 9, 2026",
        "scraped_at": "2026-03-11T08:00:00Z",
        "Salary Estimate": "€60K-€75K (Glassdoor est.)",
        "link": "https://Milchhof.example/jobs/1?utm_source=x",
        "job_id": "M 1",
        "origin": "dairy jobs",
        "remote": "True",
        "tags": "python, sql",
    }
    run(tmp_path / "landing", write_jsonl(tmp_path / "jobs.jsonl", [content]), sample=True)
    (posting,) = stored(tmp_path / "landing")
    assert posting.posting_key == "import:dairy-jobs:M-1"
    assert (posting.title, posting.company) == ("ML & Data Engineer", "Milchhof")
    assert (posting.description_text, posting.description_html) == (TEXT, f"<p>{TEXT}</p>")
    assert (posting.url, posting.sample) == ("https://milchhof.example/jobs/1", True)
    assert (posting.posted_at, posting.posted_at_raw) == ("2026-03-09", "March 9, 2026")
    assert posting.seen_at == "2026-03-11T08:00:00Z"
    assert (posting.places[0].city, posting.places[0].country) == ("Oslo", "NO")
    assert (posting.salary[0].min, posting.salary[0].currency, posting.salary[0].basis) == (60000, "EUR", "estimated")
    assert (posting.workplace, posting.workplace_basis, posting.tags) == ("remote", "stated", ["python", "sql"])
    (folder,) = complete_runs(tmp_path / "landing")
    assert [sighting.seen_at for sighting in read_sightings(folder)] == [posting.seen_at]
    (board,) = read_boards(folder)
    assert (board.board, board.status, board.emitted, board.dropped) == ("dairy-jobs", "partial", 1, 0)


def test_json_ld_rows_become_postings(tmp_path: Path) -> None:
    content = {
        "@type": "JobPosting",
        "title": "Planner",
        "description": TEXT,
        "hiringOrganization": {"@type": "Organization", "name": "Milchhof"},
        "identifier": {"value": "7"},
        "datePosted": "2026-03-09",
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Oslo", "addressCountry": "NO"}},
        "baseSalary": {"currency": "NOK", "value": {"minValue": 600000, "maxValue": 700000, "unitText": "YEAR"}},
    }
    run(tmp_path / "landing", write_jsonl(tmp_path / "jobs.jsonl", [content]))
    (posting,) = stored(tmp_path / "landing")
    assert (posting.native_id, posting.company, posting.places[0].city) == ("7", "Milchhof", "Oslo")
    assert (posting.salary[0].currency, posting.seen_at) == ("NOK", "2026-03-09")


def test_rows_that_cannot_be_used_are_counted_and_written_down(tmp_path: Path) -> None:
    content = [
        row(1),
        row(2, description=""),
        row(3, description="<p></p>"),
        row(4, description="Short."),
        row(5, description=None),
        row(1),
    ]
    landing = tmp_path / "landing"
    summary = run(landing, write_jsonl(tmp_path / "jobs.jsonl", content))
    assert (summary.rows, summary.imported) == (6, 1)
    assert summary.rejected == {"no text": 3, "text under 80 characters": 1, "identical row": 1}
    assert [(entry["row"], entry["reason"]) for entry in rejected(landing)] == [
        (2, "no text"),
        (3, "no text"),
        (4, "text under 80 characters"),
        (5, "no text"),
        (6, "identical row"),
    ]


def test_two_postings_under_one_id_both_stay(tmp_path: Path) -> None:
    content = [row(1), row(1, description=TEXT.format("of another kind")), row(1)]
    summary = run(tmp_path / "landing", write_jsonl(tmp_path / "jobs.jsonl", content))
    assert (summary.imported, summary.rejected) == (2, {"identical row": 1})
    first, second = (posting.native_id for posting in stored(tmp_path / "landing"))
    assert first == "1"
    assert second.startswith("1~")


def test_a_row_without_an_id_gets_the_same_one_each_time(tmp_path: Path) -> None:
    content = [{"title": "Planner", "description": TEXT}]
    run(tmp_path / "one", write_jsonl(tmp_path / "a.jsonl", content))
    run(tmp_path / "two", write_csv(tmp_path / "a.csv", content))
    (one,), (two,) = stored(tmp_path / "one"), stored(tmp_path / "two")
    assert one.posting_key == two.posting_key
    assert one.seen_at == "2026-05-01T12:00:00Z"


def test_parquet_rows_keep_their_types(tmp_path: Path) -> None:
    content = [
        row(1, posted_on=datetime(2026, 3, 9, tzinfo=UTC), min_amount=50000.0, max_amount=60000.0, currency="EUR")
    ]
    pq.write_table(pa.Table.from_pylist(content), tmp_path / "jobs.parquet")
    run(tmp_path / "landing", tmp_path / "jobs.parquet")
    (posting,) = stored(tmp_path / "landing")
    assert (posting.posted_at, posting.salary[0].max, posting.salary[0].currency) == (
        "2026-03-09T00:00:00Z",
        60000,
        "EUR",
    )


def test_a_map_goes_before_the_known_names(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "jobs.csv", [{"description": "teaser", "body_long": TEXT, "firm": "Milchhof"}])
    seen: dict[str, str] = {}
    mapping = {"description": "body_long", "company": "firm"}
    run(tmp_path / "landing", path, column_map=mapping, on_recognised=lambda _path, columns: seen.update(columns))
    assert seen == mapping
    assert stored(tmp_path / "landing")[0].company == "Milchhof"


@pytest.mark.parametrize(
    ("field", "column", "word"), [("colour", "title", "description"), ("company", "firm", "'title'")]
)
def test_a_map_that_cannot_be_followed_is_refused(tmp_path: Path, field: str, column: str, word: str) -> None:
    path = write_csv(tmp_path / "jobs.csv", rows(1))
    with pytest.raises(ImportFileError, match=word):
        run(tmp_path / "landing", path, column_map={field: column})
