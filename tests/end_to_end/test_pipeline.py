"""A file of postings in, a published report out, by the commands that a person types."""

import csv
import json
from pathlib import Path

import pytest

from skilldemand.cli.app import invoke

TITLES = ["Machine Learning Engineer", "Senior ML Engineer", "MLOps Engineer", "AI Engineer", "Data Analyst"]
ASKS = [
    "You have production experience with Python and PyTorch.",
    "Strong Python; AWS or Google Cloud; Kubernetes is a plus.",
    "You build data pipelines in Spark and deploy models with Docker.",
    "Solid SQL and TensorFlow, and you explain results to non-technical colleagues.",
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pipeline")
    source = folder / "jobs.csv"
    with source.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["job_title", "company_name", "job_description", "datePosted", "job_url"])
        for number in range(60):
            text = (
                f"About team {number}: we plan timetables for ferries of line {number * 7}.\n\nRequirements\n"
                f"- {ASKS[number % 4]}\n- {ASKS[(number + 1) % 4]}\n"
            )
            row = [TITLES[number % 5], f"Employer {number % 17}", text, f"2026-0{number % 8 + 1}-10"]
            writer.writerow([*row, f"https://jobs.example/{number}"])
        writer.writerow(["Empty", "Employer 1", "", "2026-01-01", "https://jobs.example/none"])
    root = folder / "workspace"
    assert invoke(["--workspace", str(root), "import", str(source)]) == 0
    assert invoke(["--workspace", str(root), "run"]) == 0
    return root


def ask(workspace: Path, query: str, capfd: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capfd.readouterr()
    assert invoke(["--workspace", str(workspace), "sql", query, "--format", "json"]) == 0
    return json.loads(capfd.readouterr().out)


def test_every_row_is_accounted_for(workspace: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = workspace.glob("landing/*/*/rejected.jsonl")
    rejected = [json.loads(line) for path in files for line in path.read_text().splitlines()]
    (count,) = ask(workspace, "select count(*) n from core.posting", capfd)
    assert len(rejected) == 1
    assert count["n"] == 60
    assert {"file", "row", "reason"} <= rejected[0].keys()


def test_the_shares_are_those_of_the_texts(workspace: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = ask(
        workspace,
        "select skill_id, k, n from marts.skill_demand where population = 'all' "
        "and skill_id in ('python', 'pytorch', 'sql') order by skill_id",
        capfd,
    )
    # Each ask stands in every second posting; Python stands in two of the four.
    assert [(row["skill_id"], row["k"], row["n"]) for row in rows] == [
        ("python", 45, 60),
        ("pytorch", 30, 60),
        ("sql", 30, 60),
    ]


def test_the_report_stands_and_is_the_latest(workspace: Path) -> None:
    page = (workspace / "reports/latest/index.html").read_text(encoding="utf-8")
    assert "Python" in page
    assert "sample data" not in page.lower()
    assert (workspace / "reports/latest/report.md").is_file()


def test_importing_the_same_file_again_changes_nothing(workspace: Path) -> None:
    def landing() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in workspace.glob("landing/**/*") if path.is_file()}

    before = landing()
    assert invoke(["--workspace", str(workspace), "import", str(workspace.parent / "jobs.csv")]) == 0
    assert landing() == before


@pytest.mark.parametrize(
    "query",
    [
        "insert into core.skill select * from core.skill",
        "drop table core.posting",
        "select * from read_csv('/etc/passwd')",
        "copy (select 1) to 'out.csv'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
        "install httpfs",
        "selec 1",
    ],
)
def test_queries_can_neither_write_nor_read_files(
    workspace: Path, query: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert invoke(["--workspace", str(workspace), "sql", query]) == 2
    assert "Traceback" not in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_results_come_in_every_format(workspace: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    query = "select 'a|b' as text, 1.5 as number, null as nothing"
    base = ["--workspace", str(workspace), "sql", query]
    capfd.readouterr()
    assert invoke([*base, "--format", "csv"]) == 0
    assert capfd.readouterr().out == "text,number,nothing\na|b,1.5,\n"
    assert invoke([*base, "--format", "md"]) == 0
    assert "| a\\|b | 1.5 |  |" in capfd.readouterr().out
    assert invoke([*base, "--format", "parquet"]) == 2
    assert invoke([*base, "--format", "parquet", "--output", str(tmp_path / "x.parquet")]) == 0
    assert (tmp_path / "x.parquet").stat().st_size > 100


def test_a_long_result_is_cut_and_says_so(workspace: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert invoke(["--workspace", str(workspace), "sql", "select * from range(50)", "--limit", "10"]) == 0
    captured = capfd.readouterr()
    assert "cut at 10" in captured.err


def test_a_second_run_publishes_the_same_tables(workspace: Path, capfd: pytest.CaptureFixture[str]) -> None:
    query = "select * exclude (deff) from marts.skill_demand order by population, skill_id"
    before = ask(workspace, query, capfd)
    assert invoke(["--workspace", str(workspace), "run"]) == 0
    assert ask(workspace, query, capfd) == before
