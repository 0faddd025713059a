"""`discover` on a workspace: YAML to paste, and decisions that are remembered."""

from pathlib import Path

import pytest
import yaml

from skilldemand.cli.app import invoke

ROWS = "id,title,company,description\n" + "".join(
    f'{n},ML Engineer,Employer {n},"Requirements\n- Experience with PyTorch, Quibblr, and Kafka.\n'
    f'- Five years of Python and good manners towards harbour masters and their dogs."\n'
    for n in range(6)
)


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    source = tmp_path / "jobs.csv"
    source.write_text(ROWS)
    assert invoke(["--workspace", str(tmp_path / "ws"), "import", str(source)]) == 0
    return str(tmp_path / "ws")


def test_a_name_is_proposed_until_it_is_decided_on(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new.yml"
    assert invoke(["--workspace", workspace, "discover", "--output", str(out)]) == 0
    assert [skill["name"] for skill in yaml.safe_load(out.read_text())] == ["Quibblr"]
    assert invoke(["--workspace", workspace, "discover", "--reject", "quibblr", "--alias", "PyTorch3000=pytorch"]) == 0
    assert yaml.safe_load(Path(workspace, "state", "discover.yml").read_text())["rejected"] == ["quibblr"]
    capsys.readouterr()
    assert invoke(["--workspace", workspace, "discover"]) == 0
    assert capsys.readouterr().out.strip() == ""


def test_hidden_skills_are_proposed(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert invoke(["--workspace", workspace, "discover", "--hide", "kafka"]) == 0
    assert {skill["name"] for skill in yaml.safe_load(capsys.readouterr().out)} == {"Quibblr", "Kafka"}


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--hide", "no-such"], "no such skill"),
        (["--alias", "HDFS"], "expected NAME=ID"),
        (["--alias", "HDFS=no-such"], "no such skill"),
        (["--since", "soon"], "expected a day"),
    ],
)
def test_wrong_arguments_are_explained(
    workspace: str, arguments: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["--workspace", workspace, "discover", *arguments]) == 2
    assert part in " ".join(capsys.readouterr().err.split())
