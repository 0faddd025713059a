"""A file that cannot be read is refused and leaves nothing behind; a broken row costs that row only."""

import json
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skilldemand.crawler.errors import ImportFileError
from tests.crawler.import_material import TEXT, rejected, row, rows, run, stored, write_csv, write_jsonl


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """A landing folder that already holds a file of three postings."""
    folder = tmp_path / "landing"
    run(folder, write_jsonl(tmp_path / "before.jsonl", [row(number, company="Earlier") for number in range(3)]))
    return folder


def assert_refused(landing: Path, path: Path, *words: str) -> None:
    before = {file: file.read_bytes() for file in landing.rglob("*") if file.is_file()}
    with pytest.raises(ImportFileError) as error:
        run(landing, path)
    message = str(error.value)
    assert str(path) in message
    assert all(word in message for word in words), message
    assert "\n" not in message
    assert {file: file.read_bytes() for file in landing.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("name", ["empty.csv", "empty.json", "empty.jsonl", "empty.parquet"])
def test_an_empty_file_is_refused(tmp_path: Path, landing: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert_refused(landing, tmp_path / name, "empty")


@pytest.mark.parametrize(
    "broken",
    [
        '2,"Route planner,Milchhof,"Oslo, Norway",' + TEXT.format(2),
        "2,Route planner",
        "2,Route planner,Milchhof,Oslo,a,b,c,d",
        '2,Route "planner,Milchhof,Oslo,' + TEXT.format(2),
    ],
)
def test_a_broken_row_in_the_middle_is_rejected_and_the_rest_goes_on(
    tmp_path: Path, landing: Path, broken: str
) -> None:
    lines = write_csv(tmp_path / "jobs.csv", rows(6)).read_text(encoding="utf-8").splitlines()
    lines[3] = broken
    (tmp_path / "jobs.csv").write_text("\n".join(lines), encoding="utf-8")
    summary = run(landing, tmp_path / "jobs.csv")
    assert (summary.rows, summary.imported, summary.rejected) == (6, 5, {"broken row": 1})
    assert [posting.native_id for posting in stored(landing) if posting.board == "jobs"] == ["0", "1", "3", "4", "5"]
    (entry,) = rejected(landing)
    assert (entry["file"], entry["row"], entry["reason"]) == ("jobs.csv", 3, "broken row")


def test_a_utf_16_csv_is_read(tmp_path: Path, landing: Path) -> None:
    content = [row(1, title="Tourenplaner für Käse – Köln")]
    for number, encoding in enumerate(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8", "cp1252"]):
        path = write_csv(
            tmp_path / f"jobs{number}.csv", [{**content[0], "id": str(number)}], encoding, "\t;,"[number % 3]
        )
        assert run(landing, path).imported == 1
        assert stored(landing / "..") == []
    titles = {posting.title for posting in stored(landing) if posting.company == "Milchhof"}
    assert titles == {"Tourenplaner für Käse – Köln"}


def test_a_parquet_cut_in_half_is_refused(tmp_path: Path, landing: Path) -> None:
    path = tmp_path / "jobs.parquet"
    pq.write_table(pa.Table.from_pylist(rows(500)), path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert_refused(landing, path, "Parquet", "again")


def test_a_json_array_of_100_000_rows_is_streamed(tmp_path: Path, landing: Path) -> None:
    path = tmp_path / "jobs.json"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("[")
        for number in range(100_000):
            stream.write(
                ("," if number else "") + json.dumps(row(number, description="too short") if number else row(0))
            )
        stream.write("]")
    tracemalloc.start()
    summary = run(landing, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (summary.rows, summary.imported) == (100_000, 1)
    assert summary.rejected == {"text under 80 characters": 99_999}
    assert peak < 100_000_000


def test_a_file_with_no_text_column_is_refused(tmp_path: Path, landing: Path) -> None:
    path = write_csv(tmp_path / "jobs.csv", [{"title": "Planner", "ad_body": TEXT, "employer": "Milchhof"}])
    assert_refused(landing, path, "'ad_body'", "--map description=")
    assert run(landing, path, column_map={"description": "ad_body"}).imported == 1


def test_a_folder_is_refused(tmp_path: Path, landing: Path) -> None:
    assert_refused(landing, tmp_path, "folder")


def test_a_missing_path_is_refused(tmp_path: Path, landing: Path) -> None:
    assert_refused(landing, tmp_path / "gone.csv", "no such file")


def test_an_unknown_type_is_refused(tmp_path: Path, landing: Path) -> None:
    (tmp_path / "jobs.docx").write_text("jobs")
    assert_refused(landing, tmp_path / "jobs.docx", ".docx", ".parquet")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.json", '[{"id": "1", "description": "' + TEXT + '"}, {"id": "2", "descr'),
        ("text.json", '"jobs"'),
        ("none.json", '{"a": {"b": [1, 2]}}'),
        ("no.json", "{]"),
        ("empty.json", "[]"),
        ("header.csv", "id,title,description\n"),
        ("blank.csv", "\n\n"),
        ("blank.jsonl", "\n\n"),
        ("empty.json", '{"jobs": []}'),
    ],
)
def test_what_holds_no_rows_or_breaks_off_is_refused(tmp_path: Path, landing: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert_refused(landing, tmp_path / name)


def test_one_bad_file_among_several_stops_the_import_before_anything_is_stored(tmp_path: Path, landing: Path) -> None:
    good = write_jsonl(tmp_path / "good.jsonl", rows(2))
    with pytest.raises(ImportFileError, match=r"gone\.csv"):
        run(landing, good, tmp_path / "gone.csv")
    assert len(stored(landing)) == 3


def test_bad_lines_of_json_lines_are_rejected(tmp_path: Path, landing: Path) -> None:
    path = tmp_path / "jobs.jsonl"
    path.write_text(
        "\n".join([json.dumps(row(1)), '{"id": "2", "descr', "[1, 2]", "", json.dumps(row(3))]), encoding="utf-8"
    )
    summary = run(landing, path)
    assert (summary.rows, summary.imported, summary.rejected) == (4, 2, {"broken row": 2})
    assert [entry["row"] for entry in rejected(landing)] == [2, 3]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(rows(3), indent=1),
        json.dumps({"count": 3, "pages": [1, 2], "meta": {"a": [{}][:0]}, "data": {"jobs": rows(3)}}),
        "\n".join(json.dumps(entry) for entry in rows(3)),
    ],
    ids=["array", "object", "lines"],
)
def test_json_is_found_wherever_it_holds_the_rows(tmp_path: Path, content: str) -> None:
    (tmp_path / "jobs.json").write_text(content, encoding="utf-8")
    assert run(tmp_path / "landing", tmp_path / "jobs.json").imported == 3


def test_quoted_line_ends_delimiters_and_stray_bytes_survive(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    text = 'First line of the text, quoted ""so"";\nsecond line, with the rest of what makes it eighty characters.'
    path.write_bytes(f'id,title,description\n1,Pläne,"{text}"\n2,Caf'.encode() + b'\xe9,"' + text.encode() + b'"\n')
    summary = run(tmp_path / "landing", path)
    assert (summary.rows, summary.imported) == (2, 2)
    assert [posting.title for posting in stored(tmp_path / "landing")] == ["Pläne", "Café"]
    assert "\nsecond line" in stored(tmp_path / "landing")[0].description_text
