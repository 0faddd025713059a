"""What may go goes, what is needed stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from skilldemand.cli.app import invoke
from skilldemand.cli.garbage import garbage
from skilldemand.cli.session import make_session
from skilldemand.nlp.batch import mentions_folder


def names(root: Path) -> set[str]:
    return {item.path.relative_to(root).as_posix() for item in garbage(make_session(root, debug=False))}


def touch(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")


def test_the_last_publications_and_the_last_of_each_month_stay(tmp_path: Path) -> None:
    (tmp_path / "skilldemand.toml").write_text("[keep]\npublications = 2\n")
    runs = ["20260103T000000Z", "20260110T000000Z", "20260207T000000Z", "20260214T000000Z", "20260221T000000Z"]
    for run in runs:
        touch(tmp_path / f"warehouse/publications/{run}.duckdb")
    assert names(tmp_path) == {f"warehouse/publications/{run}.duckdb" for run in (runs[0], runs[2])}


def test_the_ends_of_so_many_months_stay(tmp_path: Path) -> None:
    (tmp_path / "skilldemand.toml").write_text("[keep]\npublications = 1\nmonths = 2\n")
    for month in ("202601", "202602", "202603"):
        touch(tmp_path / f"warehouse/publications/{month}28T000000Z.duckdb")
    assert names(tmp_path) == {"warehouse/publications/20260128T000000Z.duckdb"}


def test_reports_stay_unless_the_settings_say_otherwise(tmp_path: Path) -> None:
    for day in range(10, 20):
        touch(tmp_path / f"reports/202601{day}T000000Z/index.html")
    assert names(tmp_path) == set()
    (tmp_path / "reports/latest").symlink_to("20260110T000000Z", target_is_directory=True)
    (tmp_path / "skilldemand.toml").write_text("[keep]\nreports = 8\n")
    assert names(tmp_path) == {"reports/20260111T000000Z"}  # the 10th is what `latest` shows


def test_mentions_of_the_present_reader_always_stay(tmp_path: Path) -> None:
    present = mentions_folder(tmp_path / "mentions")
    touch(present / "skills.jsonl")
    for number in range(3):
        touch(tmp_path / f"mentions/old-{number}/skills.jsonl")
    (tmp_path / "skilldemand.toml").write_text("[keep]\nreaders = 1\n")
    assert names(tmp_path) == {f"mentions/old-{number}" for number in range(3)}


def test_a_dry_run_removes_nothing_and_the_real_one_what_it_said(tmp_path: Path) -> None:
    touch(tmp_path / "landing/greenhouse/20260101T000000Z/postings.jsonl.gz.part")
    assert invoke(["--workspace", str(tmp_path), "gc", "--dry-run"]) == 0
    assert names(tmp_path) == {"landing/greenhouse/20260101T000000Z"}
    assert invoke(["--workspace", str(tmp_path), "gc"]) == 0
    assert not (tmp_path / "landing/greenhouse/20260101T000000Z").exists()


def test_young_and_imported_runs_stay(tmp_path: Path) -> None:
    young = (datetime.now(UTC) - timedelta(days=5)).strftime("%Y%m%dT%H%M%SZ")
    for run in (f"greenhouse/{young}", "import/20200101T000000Z"):
        touch(tmp_path / "landing" / run / "boards.jsonl.gz")
    assert names(tmp_path) == set()
