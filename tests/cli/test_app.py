"""The command line from outside: help, exit codes, one-paragraph errors."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.text import Text

from skilldemand.cli.app import app, invoke

COMMANDS = [
    "demo",
    "explain",
    "crawl",
    "import",
    "extract",
    "build",
    "report",
    "run",
    "sql",
    "gap",
    "export",
    "taxonomy",
    "discover",
    "evaluate",
    "status",
    "doctor",
    "gc",
    "backup",
    "restore",
    "merge",
    "config",
]
HEAVY = ("spacy", "duckdb", "pandas", "matplotlib", "scrapy", "pyarrow", "numpy", "pydantic", "msgspec")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke([command, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


def test_every_registered_command_is_in_this_list() -> None:
    names = [command.name for command in app.registered_commands] + [group.name for group in app.registered_groups]
    assert set(COMMANDS) == set(names)


def helps(command: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the help of a command, its options and its own commands."""
    yield name, command.help or ""
    yield from ((f"{name} {option.name}", getattr(option, "help", None) or "") for option in command.params)
    for inner, one in getattr(command, "commands", {}).items():
        yield from helps(one, f"{name} {inner}")


def test_no_word_of_a_help_text_is_taken_for_markup() -> None:
    texts = list(helps(typer.main.get_command(app), "skilldemand"))
    assert len(texts) > 100
    for name, text in texts:
        assert Text.from_markup(text).plain == text.replace("\\[", "["), name


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from skilldemand.cli.app import invoke; invoke(['--help']);"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_help_answers_within_a_few_tenths_of_a_second() -> None:
    # The promise is 0.4 s; a loaded machine gets three tries, the best one counts.
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "skilldemand.cli.app", "--help"], capture_output=True, check=True)
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 1.0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["import", "no-such-file.csv"], 2, "no-such-file.csv"),
        (["import", "x.csv", "--map", "description"], 2, "--map"),
        (["extract"], 2, "import FILE` or "),
        (["extract", "--input", "x.jsonl"], 2, "--output"),
        (["build"], 2, "import FILE"),
        (["report"], 1, "skilldemand run"),
        (["sql", "select 1"], 1, "skilldemand run"),
        (["sql", "select 1", "--format", "xml"], 2, "expected one of"),
        (["taxonomy", "show", "pytorhc"], 2, "pytorch"),
        (["taxonomy", "list", "--section", "clouds"], 2, "expected one of"),
        (["status", "--max-age", "1"], 4, "nothing was ever built"),
        (["evaluate", "no-such-gold.jsonl"], 1, "no-such-gold.jsonl"),
        (["no-such-command"], 2, "No such command"),
        (["report", "--colour"], 2, "No such option"),
    ],
)
def test_an_error_is_one_paragraph_with_its_exit_code(
    tmp_path: Path, arguments: list[str], code: int, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["--workspace", str(tmp_path / "ws"), *arguments]) == code
    captured = capfd.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err + captured.out


def test_a_workspace_that_is_a_file_is_a_clear_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ws").write_text("")
    (tmp_path / "x.csv").write_text("description\n" + "word " * 40 + "\n")
    assert invoke(["--workspace", str(tmp_path / "ws"), "import", str(tmp_path / "x.csv")]) == 2
    assert "cannot be used as a folder" in capfd.readouterr().err


def test_debug_shows_the_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    invoke(["--debug", "--workspace", str(tmp_path), "report"])
    assert "Traceback" in capfd.readouterr().err


def test_a_terminal_without_unicode_is_served(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("description\n" + "word " * 40 + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(tmp_path / "ws"), "import", "x.csv"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"recognised" in done.stdout


def test_ctrl_c_inside_a_query_is_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr("skilldemand.cli.app.app", lambda **_options: interrupted())
    assert invoke(["build"]) == 130
