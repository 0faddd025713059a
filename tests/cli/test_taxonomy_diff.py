"""The comparison of two releases as it is printed."""

from pathlib import Path

import pytest

from skilldemand.cli.app import invoke

HEAD = "schema: 1\nsection: programming\nguide: programming\ntitle: T\norder: 1\nskills:\n"


def release(folder: Path, skills: str) -> str:
    folder.mkdir()
    (folder / "programming.yml").write_text(HEAD + skills)
    return str(folder)


def test_changes_stand_under_their_heading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = release(tmp_path / "a", "- {id: go, name: Go, kind: language, aliases: [golang]}\n")
    new = release(
        tmp_path / "b",
        "- {id: go, name: Go, kind: language, aliases: ['[go]']}\n"
        "- {id: zig, name: Zig, kind: language, aliases: [zig]}\n",
    )
    assert invoke(["taxonomy", "diff", old, new]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Added (1)",
        "  zig  Zig",
        "Aliases (1)",
        "  go  + [go]  - golang",
    ]
    assert invoke(["taxonomy", "diff", old, new, "--json"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == '{"what":"added","skill":"zig","before":[],"after":["Zig"]}'
    assert invoke(["taxonomy", "diff", new, new]) == 0
    assert capsys.readouterr().out == "No difference.\n"


def test_a_wrong_path_is_one_readable_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["taxonomy", "diff", str(tmp_path), str(tmp_path / "none")]) == 1
    assert "expected one a section" in " ".join(capsys.readouterr().err.split())
