"""A workspace that a stranger prepared makes no command write, delete, start or read anything outside of it."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import duckdb
import pytest

from skilldemand.cli import archive
from skilldemand.cli.app import invoke
from skilldemand.cli.errors import BackupError
from skilldemand.cli.notify import notify
from skilldemand.cli.session import make_session

Captured = pytest.CaptureFixture[str]
TEXT = "Requirements: you have used Python and PyTorch in production, and you like to explain what you do."
JOBS = f'{{"title": "ML Engineer", "company": "Employer", "description": "{TEXT}"}}\n'


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A folder outside of the workspace, of the form that `gc` clears up inside."""
    file = tmp_path / "home/documents/letter.txt"
    file.parent.mkdir(parents=True)
    file.write_text("keep me")
    (tmp_path / "jobs.jsonl").write_text(JOBS)
    return file


@pytest.mark.parametrize(
    "command", [["gc"], ["import", "jobs.jsonl"], ["extract"], ["build"], ["run"], ["backup", "b"]]
)
@pytest.mark.parametrize("place", ["landing/evil", "warehouse/build", "state", "mentions", "reports"])
def test_a_link_that_leads_out_is_refused_before_anything_is_done(  # noqa: PLR0917  (fixtures)
    tmp_path: Path, precious: Path, command: list[str], place: str, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    link = tmp_path / "ws" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "home")
    assert invoke(["--workspace", "ws", *command]) == 2
    assert "outside of the workspace" in capfd.readouterr().err
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == [precious]


def test_the_lock_is_no_way_to_another_file(tmp_path: Path, precious: Path) -> None:
    (tmp_path / "ws/state").mkdir(parents=True)
    (tmp_path / "ws/state/run.lock").symlink_to(precious)
    assert invoke(["--workspace", str(tmp_path / "ws"), "gc"]) == 2
    assert precious.read_text() == "keep me"


def test_the_workspace_itself_may_be_reached_through_a_link_and_links_inside_stay(tmp_path: Path) -> None:
    (tmp_path / "disk/ws/reports/r1").mkdir(parents=True)
    (tmp_path / "disk/ws/reports/latest").symlink_to("r1", target_is_directory=True)
    (tmp_path / "ws").symlink_to(tmp_path / "disk/ws")
    assert invoke(["--workspace", str(tmp_path / "ws"), "gc"]) == 0


def test_the_doctor_names_a_link_that_leads_out(tmp_path: Path, precious: Path, capfd: Captured) -> None:
    (tmp_path / "ws/state").mkdir(parents=True)
    (tmp_path / "ws/landing").symlink_to(precious.parent)
    assert invoke(["--workspace", str(tmp_path / "ws"), "doctor"]) == 1
    assert "landing" in capfd.readouterr().out


def settings_with_a_program(tmp_path: Path) -> Path:
    script = f"import pathlib; pathlib.Path({str(tmp_path / 'started')!r}).touch()"
    path = tmp_path / "ws/skilldemand.toml"
    path.parent.mkdir()
    path.write_text(f"[notify]\ncommand = ['{sys.executable}', '-c', \"{script}\"]\n")
    return path


def test_a_program_named_in_a_file_that_everybody_may_write_is_not_started(tmp_path: Path) -> None:
    settings = settings_with_a_program(tmp_path)
    session = make_session(settings.parent, debug=False)
    assert notify(session, "failure", {}) == []
    (tmp_path / "started").unlink()
    settings.chmod(0o666)
    (fault,) = notify(session, "failure", {})
    assert "every user of the machine" in fault
    assert not (tmp_path / "started").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
def test_a_program_named_in_a_file_of_another_user_is_not_started(tmp_path: Path) -> None:
    settings = settings_with_a_program(tmp_path)
    os.chown(settings, 12345, 12345)
    (fault,) = notify(make_session(settings.parent, debug=False), "failure", {})
    assert "belongs to user 12345" in fault
    assert not (tmp_path / "started").exists()


def test_files_are_not_written_by_others_however_wide_the_mask_is(tmp_path: Path, precious: Path) -> None:
    root = tmp_path / "ws"
    for arguments in (["import", str(tmp_path / "jobs.jsonl")], ["run"]):
        command = [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(root), *arguments]
        subprocess.run(command, umask=0, check=True, capture_output=True)
    paths = [root, *root.rglob("*")]
    assert len(paths) > 20
    wide = [path for path in paths if not path.is_symlink() and path.stat().st_mode & 0o022]
    assert wide == []


def test_a_database_made_by_a_stranger_cannot_read_other_files(tmp_path: Path, capfd: Captured) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    (tmp_path / "ws/warehouse").mkdir(parents=True)
    with duckdb.connect(str(tmp_path / "ws/warehouse/skilldemand.duckdb")) as con:
        con.execute("CREATE SCHEMA marts")
        con.execute(f"CREATE VIEW marts.overview AS SELECT content FROM read_text('{secret}')")
    assert invoke(["--workspace", str(tmp_path / "ws"), "sql", "from marts.overview"]) == 2
    assert invoke(["--workspace", str(tmp_path / "ws"), "report"]) != 0
    captured = capfd.readouterr()
    assert "the secret" not in captured.out + captured.err


def test_a_backup_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "bomb.tar"
    hole = tmp_path / "hole"
    with hole.open("wb") as file:
        file.truncate(2**40)
    made = subprocess.run(["tar", "--sparse", "-cf", target, "-C", tmp_path, "hole"], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this machine's tar makes no sparse files")
    with pytest.raises(BackupError, match="is no backup"):
        archive.check(target)
    listing = b'[{"path": "hole", "sha256": "0"}]'
    (tmp_path / archive.LIST).write_bytes(listing)
    whole = ["tar", "--sparse", "-cf", target, "-C", tmp_path, archive.LIST, "hole"]
    subprocess.run(whole, capture_output=True, check=True)
    with tarfile.open(target) as tar:
        assert tar.getmember("hole").size == 2**40
    with pytest.raises(BackupError, match="hole is sparse"):
        archive.unpack(target, tmp_path / "new")
