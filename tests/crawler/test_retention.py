"""An old run goes only when no younger run relies on its texts."""

from datetime import UTC, datetime
from pathlib import Path

from skilldemand.crawler.landing import LandingWriter
from skilldemand.crawler.posting import Posting, Sighting, content_hash
from skilldemand.crawler.retention import removable_runs

LIMIT = datetime(2026, 1, 1, tzinfo=UTC)


def write_run(landing: Path, run_id: str, stored: list[str], seen: list[str]) -> Path:
    with LandingWriter(landing, "greenhouse", run_id) as run:
        for number in stored:
            run.write_posting(
                Posting(
                    posting_key=f"greenhouse:acme:{number}",
                    source="greenhouse",
                    board="acme",
                    native_id=number,
                    title="Engineer",
                    description_text="We build rosters.",
                    content_hash=content_hash("Engineer", None, "We build rosters."),
                    seen_at="2026-01-01T00:00:00+00:00",
                    run_id=run_id,
                )
            )
        for number in seen:
            run.write_sighting(
                Sighting(
                    posting_key=f"greenhouse:acme:{number}",
                    board="acme",
                    content_hash="0" * 32,
                    seen_at="2026-01-01T00:00:00+00:00",
                )
            )
    return landing / "greenhouse" / run_id


def test_a_run_goes_when_its_postings_are_no_longer_listed(tmp_path: Path) -> None:
    first = write_run(tmp_path, "20250101T000000Z", stored=["1"], seen=["1"])
    second = write_run(tmp_path, "20250201T000000Z.2", stored=["2"], seen=["1", "2"])
    write_run(tmp_path, "20260201T000000Z", stored=["3"], seen=["2", "3"])
    assert removable_runs(tmp_path, LIMIT) == [first]  # 2 is still listed, its text stands in the second run
    write_run(tmp_path, "20260301T000000Z", stored=[], seen=["3"])
    assert second not in removable_runs(tmp_path, LIMIT)


def test_imported_files_never_go(tmp_path: Path) -> None:
    with LandingWriter(tmp_path, "import", "20200101T000000Z"):
        pass
    assert removable_runs(tmp_path, LIMIT) == []
