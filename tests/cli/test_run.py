"""`skilldemand run`: done once, skipped when nothing changed, taken up when cut short, and honest to its scheduler."""

import json
import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from skilldemand.cli import ledger, run_plan
from skilldemand.cli.app import invoke
from skilldemand.cli.errors import UsageError
from skilldemand.cli.notify import notify
from skilldemand.cli.session import make_session
from skilldemand.cli.workspace import Workspace

TEXT = "We plan timetables for ferries. Requirements: you have production experience with Python and PyTorch. " * 2


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which one whole run succeeded."""
    folder = tmp_path_factory.mktemp("run")
    rows = [{"title": "ML Engineer", "company": f"Employer {n}", "description": f"{TEXT} {n}"} for n in range(4)]
    (folder / "jobs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    root = folder / "ws"
    assert invoke(["--workspace", str(root), "import", str(folder / "jobs.jsonl")]) == 0
    assert invoke(["--workspace", str(root), "run"]) == 0
    return root


def steps_of_last_run(root: Path) -> dict[str, str]:
    lines = ledger.read(Workspace(root))
    begun = max(n for n, line in enumerate(lines) if (line["step"], line["status"]) == ("run", "started"))
    return {line["step"]: line["status"] for line in lines[begun + 1 :]}


def test_a_second_run_finds_nothing_to_do_and_touches_nothing(done: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in done.rglob("*") if path.is_file() and "state" not in path.parts}
    assert invoke(["--workspace", str(done), "run"]) == 0
    expected = {"extract": "unchanged", "build": "unchanged", "report": "unchanged", "publish": "ok", "run": "ok"}
    assert steps_of_last_run(done) == expected
    assert {path: path.stat().st_mtime_ns for path in done.rglob("*") if path in before} == before


def test_a_run_that_was_cut_short_is_taken_up_under_its_own_name(done: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ledger.write(Workspace(done), "20260101T000000Z", "run", "started", datetime.now(UTC))
    assert invoke(["--workspace", str(done), "run"]) == 0
    assert "Going on with run 20260101T000000Z" in capfd.readouterr().err
    assert ledger.unfinished(ledger.read(Workspace(done)), datetime.now(UTC)) is None


def test_a_run_that_was_cut_short_long_ago_is_not_taken_up(tmp_path: Path) -> None:
    ledger.write(Workspace(tmp_path), "r1", "run", "started", datetime.now(UTC))
    lines = ledger.read(Workspace(tmp_path))
    assert ledger.unfinished(lines, datetime.now(UTC)) == "r1"
    assert ledger.unfinished(lines, datetime.now(UTC) + timedelta(hours=25)) is None


def test_json_lines_tell_every_step_to_other_programs(done: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert invoke(["--workspace", str(done), "run", "--log-format", "json"]) == 0
    events = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["run", "extract", "build", "report", "publish", "run"]
    assert events[-1]["exit_code"] == 0


@pytest.mark.parametrize(
    ("only", "skip", "crawls", "expected"),
    [
        ([], [], True, run_plan.NAMES),
        ([], [], False, ("extract", "build", "report", "publish")),
        (["build", "extract"], [], True, ("extract", "build")),
        (["crawl"], [], False, ("crawl",)),
        ([], ["report", "publish"], True, ("crawl", "extract", "build")),
    ],
)
def test_steps_are_chosen_in_their_order(only, skip, crawls, expected) -> None:
    assert run_plan.chosen(only, skip, crawls=crawls) == expected


def test_a_wrong_or_empty_choice_of_steps_is_refused() -> None:
    with pytest.raises(UsageError, match=r"--only 'bild': expected one of crawl, extract"):
        run_plan.chosen(["bild"], [], crawls=True)
    with pytest.raises(UsageError, match="no step to do"):
        run_plan.chosen(["build"], ["build"], crawls=True)


def test_postings_that_were_all_refused_are_said_where_they_stand(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "jobs.jsonl").write_text('{"title": "ML Engineer", "company": "Employer", "description": "short"}\n')
    base = ["--workspace", str(tmp_path / "ws")]
    assert invoke([*base, "import", str(tmp_path / "jobs.jsonl")]) == 0
    assert invoke([*base, "run"]) == 2
    assert "rejected.jsonl" in capfd.readouterr().err


def test_a_failure_starts_the_program_that_the_settings_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    heard = tmp_path / "heard.json"
    script = f"import sys, pathlib; pathlib.Path({str(heard)!r}).write_text(sys.stdin.read())"
    root = tmp_path / "ws"
    root.mkdir()
    (root / "skilldemand.toml").write_text(f"[notify]\ncommand = {json.dumps([sys.executable, '-c', script])}\n")
    assert invoke(["--workspace", str(root), "run"]) == 2
    told = json.loads(heard.read_text())
    assert (told["occasion"], told["exit_code"]) == ("failure", 2)
    assert "nothing there yet" in told["error"]


def test_a_webhook_gets_the_summary_and_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str | None, bytes]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append((self.headers["Authorization"], self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        Thread(target=server.handle_request).start()
        (tmp_path / "skilldemand.toml").write_text(f"[notify]\nwebhook = 'http://127.0.0.1:{server.server_port}/x'\n")
        monkeypatch.setenv("SKILLDEMAND_WEBHOOK_TOKEN", "secret")
        assert notify(make_session(tmp_path, debug=False), "stale", {"age_days": 9}) == []
    assert heard[0][0] == "Bearer secret"
    assert json.loads(heard[0][1])["age_days"] == 9


def test_a_notice_that_fails_is_a_warning_and_names_no_secret(tmp_path: Path) -> None:
    (tmp_path / "skilldemand.toml").write_text(
        "[notify]\ncommand = ['no-such-program']\nwebhook = 'http://127.0.0.1:1/secret-path'\n"
    )
    faults = notify(make_session(tmp_path, debug=False), "failure", {})
    assert len(faults) == 2
    assert "no-such-program" in faults[0]
    assert "secret-path" not in faults[1]


def test_an_occasion_that_is_not_asked_for_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "skilldemand.toml").write_text("[notify]\ncommand = ['no-such-program']\non = ['stale']\n")
    assert notify(make_session(tmp_path, debug=False), "failure", {}) == []
