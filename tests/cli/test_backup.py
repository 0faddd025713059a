"""A backup is whole and verified, or there is none; what comes back is what went in."""

import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from skilldemand.cli import archive
from skilldemand.cli.app import invoke
from skilldemand.cli.errors import BackupError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "ws"
    for name in (
        "landing/import/r1/boards.jsonl.gz", "state/ledger.jsonl", "reports/r1/index.html",
        "warehouse/skilldemand.duckdb",
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(name.encode() * 100)
    (root / "reports/latest").symlink_to("r1", target_is_directory=True)
    (root / "warehouse/publications").mkdir()
    (root / "warehouse/publications/r1.duckdb").hardlink_to(root / "warehouse/skilldemand.duckdb")
    return root


def content(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and path.name != "run.lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def quiet(_done: int, _total: int | None) -> None:
    pass


def test_what_comes_back_is_what_went_in(root: Path, tmp_path: Path) -> None:
    assert invoke(["--workspace", str(root), "backup", str(tmp_path / "b.tar")]) == 0
    assert invoke(["--workspace", str(tmp_path / "new"), "restore", str(tmp_path / "b.tar")]) == 0
    assert content(tmp_path / "new") == content(root)
    assert (tmp_path / "new/reports/latest").readlink() == Path("r1")
    assert (tmp_path / "new/warehouse/publications/r1.duckdb").samefile(tmp_path / "new/warehouse/skilldemand.duckdb")


def test_a_damaged_backup_is_refused_and_nothing_is_left(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.tar"
    archive.pack(root, target, quiet)
    data = bytearray(target.read_bytes())
    data[data.index(b"state/ledger.jsonlstate")] ^= 1
    target.write_bytes(data)
    with pytest.raises(BackupError, match=r"ledger\.jsonl differs from its checksum"):
        archive.unpack(target, tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "ws"]


def test_a_backup_that_was_cut_is_refused(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.tar"
    archive.pack(root, target, quiet)
    target.write_bytes(target.read_bytes()[:2500])
    with pytest.raises(BackupError, match="Use another backup"):
        archive.check(target)


def test_a_backup_cannot_write_outside_the_workspace(tmp_path: Path) -> None:
    target = tmp_path / "evil.tar"
    body = b"x"
    digest = sha256(body).hexdigest()
    listing = json.dumps([{"path": "../escaped", "sha256": digest}, {"path": "a", "link": "../../etc"}]).encode()
    with tarfile.open(target, "w") as tar:
        for name, data in ((archive.LIST, listing), ("../escaped", body)):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    with pytest.raises(BackupError, match="Nothing was changed"):
        archive.unpack(target, tmp_path / "new")
    assert not (tmp_path / "escaped").exists()
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("aim", ["../../etc/hostname", "/etc/hostname", "not-there", "way-out"])
def test_a_hard_link_to_what_is_no_listed_file_is_refused(tmp_path: Path, aim: str) -> None:
    target = tmp_path / "evil.tar"
    listing = json.dumps([{"path": "a", "sha256": sha256(b"x").hexdigest()}]).encode()
    with tarfile.open(target, "w") as tar:
        for name, kind, data, link in (
            (archive.LIST, tarfile.REGTYPE, listing, ""), ("out", tarfile.REGTYPE, b"x", ""),
            ("way-out", tarfile.SYMTYPE, b"", "out"), ("a", tarfile.LNKTYPE, b"", aim),
        ):  # fmt: skip
            member = tarfile.TarInfo(name)
            member.type, member.size, member.linkname = kind, len(data), link
            tar.addfile(member, io.BytesIO(data))
    with pytest.raises(BackupError, match="a differs from its checksum"):
        archive.unpack(target, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_nothing_is_overwritten(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.tar"
    archive.pack(root, target, quiet)
    with pytest.raises(BackupError, match="never overwritten"):
        archive.pack(root, target, quiet)
    with pytest.raises(BackupError, match="holds files already"):
        archive.unpack(target, root)


def test_something_else_is_no_backup(root: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "x.tar", "w") as tar:
        tar.add(root / "state/ledger.jsonl", "ledger.jsonl")
    with pytest.raises(BackupError, match="is no backup"):
        archive.check(tmp_path / "x.tar")
    assert invoke(["--workspace", str(root), "backup", str(root / "b.tar")]) == 2
