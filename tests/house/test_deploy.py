"""What stands in deploy/ is tried as far as a machine without a service manager can."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SYSTEMD = shutil.which("systemd-analyze")
HADOLINT = shutil.which("hadolint")
COMMAND = Path(sys.executable).with_name("skilldemand")


@pytest.mark.skipif(SYSTEMD is None, reason="systemd-analyze is not on this machine")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    assert SYSTEMD is not None
    units = [path for path in DEPLOY.iterdir() if path.suffix in {".service", ".timer"}]
    for unit in units:
        text = unit.read_text(encoding="utf-8").replace("/usr/local/bin/skilldemand", str(COMMAND))
        (tmp_path / unit.name).write_text(text.replace("/usr/bin/logger", shutil.which("true") or "/bin/true"))
    done = subprocess.run(
        [SYSTEMD, "verify", *(str(tmp_path / unit.name) for unit in units)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(HADOLINT is None, reason="hadolint is not on this machine")
def test_the_container_file_is_clean() -> None:
    assert HADOLINT is not None
    done = subprocess.run([HADOLINT, DEPLOY / "Containerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_container_runs_without_rights() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    assert lines[[n for n, line in enumerate(lines) if line.startswith("FROM")][-1] :].index("USER 10001") > 0
    assert "--read-only" in (DEPLOY / "container.md").read_text(encoding="utf-8")


def test_the_cron_line_runs(tmp_path: Path) -> None:
    lines = [line for line in (DEPLOY / "skilldemand.cron").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    (schedule,) = [line for line in lines if re.match(r"[\d*]", line)]
    command = schedule.split(maxsplit=5)[5].replace("/var/lib/skilldemand", str(tmp_path))
    environment = {"PATH": f"{COMMAND.parent}:/usr/bin:/bin", "SKILLDEMAND_WORKSPACE": str(tmp_path)}
    done = subprocess.run(["/bin/sh", "-c", command], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")  # an empty workspace has nothing to read
    assert '"event": "run", "status": "failed"' in (tmp_path / "run.log").read_text()


def test_the_schedule_of_a_code_host_is_valid_and_does_not_overlap() -> None:
    job = yaml.safe_load((DEPLOY / "schedule.yml").read_text(encoding="utf-8"))
    assert job["concurrency"]["cancel-in-progress"] is False
    commands = [step["run"] for step in job["jobs"]["run"]["steps"] if "run" in step]
    assert any(command.startswith("skilldemand run") for command in commands)


@pytest.mark.parametrize("page", sorted(DEPLOY.glob("*.md")), ids=lambda path: path.name)
def test_every_command_and_option_on_the_pages_exists(page: Path) -> None:
    from typer.main import get_command

    from skilldemand.cli.app import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, rest in re.findall(r"\bskilldemand (?:--workspace \S+ )?([a-z]+)\b([^\n`|;>]*)", page.read_text("utf-8")):
        if name not in commands:
            assert name not in {"import", "run", "status"}
            continue
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known | {"--help"}, f"{page.name}: {name} {rest}"
