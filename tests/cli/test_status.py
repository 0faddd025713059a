"""Age, sources and disk, in a table, in JSON and for Prometheus."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from skilldemand.cli import ledger
from skilldemand.cli.app import invoke
from skilldemand.cli.health import SourceHealth, gather
from skilldemand.cli.prometheus import text
from skilldemand.cli.session import make_session
from skilldemand.cli.workspace import Workspace


def built(root: Path, days_ago: float) -> None:
    ledger.write(Workspace(root), "r1", "build", "ok", datetime.now(UTC) - timedelta(days=days_ago), postings=7)


@pytest.mark.parametrize(("days_ago", "code"), [(13, 0), (15, 4)])
def test_twice_the_cadence_is_stale(tmp_path: Path, days_ago: float, code: int) -> None:
    built(tmp_path, days_ago)
    assert invoke(["--workspace", str(tmp_path), "status"]) == code


def test_finding_nothing_new_is_a_success_and_the_counts_of_the_last_work_stay(tmp_path: Path) -> None:
    built(tmp_path, 20)
    ledger.write(Workspace(tmp_path), "r2", "build", "unchanged", datetime.now(UTC))
    health = gather(make_session(tmp_path, debug=False))
    assert not health.stale
    (build,) = [step for step in health.steps if step.step == "build"]
    assert build.counts == {"postings": 7}


def test_json_is_for_programs(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    built(tmp_path, 1)
    capfd.readouterr()
    assert invoke(["--workspace", str(tmp_path), "status", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["stale"] is False


def test_prometheus_reads_names_labels_and_numbers(tmp_path: Path) -> None:
    built(tmp_path, 1)
    target = tmp_path / "skilldemand.prom"
    assert invoke(["--workspace", str(tmp_path), "status", "--prometheus", str(target)]) == 0
    lines = [line for line in target.read_text().splitlines() if not line.startswith("#")]
    values = dict(line.rsplit(" ", 1) for line in lines)
    assert float(values["skilldemand_stale"]) == 0
    assert float(values['skilldemand_last_success_timestamp_seconds{step="build"}']) > 1.7e9


def test_labels_of_strangers_are_escaped(tmp_path: Path) -> None:
    import msgspec

    health = gather(make_session(tmp_path, debug=False))
    odd = SourceHealth('a"b\n', None, 1, 0, True, "x")
    assert 'source_quarantined{source="a\\"b\\n"} 1' in text(msgspec.structs.replace(health, sources=[odd]))
