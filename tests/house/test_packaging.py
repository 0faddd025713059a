"""The layout holds: packages listed, layers kept, one import name a module, dependencies reasoned."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("crawler", "nlp", "analysis", "reports", "cli")
MAY_IMPORT = {
    "crawler": {"crawler"},
    "nlp": {"nlp"},
    "analysis": {"analysis"},
    "reports": {"reports", "analysis"},
    "cli": set(STAGES),
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def python_files() -> Iterator[tuple[str, Path]]:
    for stage in STAGES:
        for path in sorted((ROOT / stage).rglob("*.py")):
            yield stage, path


def imported_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def test_every_package_folder_is_listed() -> None:
    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    found = {
        "skilldemand." + ".".join(init.parent.relative_to(ROOT).parts)
        for stage in STAGES
        for init in (ROOT / stage).rglob("__init__.py")
    }
    assert found == listed


def test_stages_import_only_what_the_design_allows() -> None:
    for stage, path in python_files():
        for name in imported_names(path):
            if name.startswith("skilldemand."):
                assert name.split(".")[1] in MAY_IMPORT[stage], f"{path} imports {name}"


def test_nothing_imports_a_stage_by_its_bare_name() -> None:
    files = [path for _, path in python_files()]
    files += [path for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    for path in files:
        for name in imported_names(path):
            assert name.split(".")[0] not in STAGES, f"{path} imports {name}"


PUBLIC = {ROOT / stage / "__init__.py" for stage in ("crawler", "nlp", "analysis")}
"""They hold the public names, see docs/api.md."""


def test_init_files_hold_a_docstring_and_nothing_else() -> None:
    for stage in STAGES:
        for init in set((ROOT / stage).rglob("__init__.py")) - PUBLIC:
            body = ast.parse(init.read_text(encoding="utf-8")).body
            assert len(body) == 1, init


def test_every_data_file_is_in_the_wheel_patterns() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    for stage in STAGES:
        folder = ROOT / stage
        packages = {init.parent for init in folder.rglob("__init__.py")}
        for path in folder.rglob("*"):
            if not path.is_file() or path.suffix in {".py", ".pyc", ".md"} or path.name == "py.typed":
                continue
            if path.parent.name == "_compiled":  # made on this machine by `make compiled`, for this machine
                continue
            assert any(
                path in set(package.glob(pattern))
                for package in packages
                for pattern in patterns.get("skilldemand." + ".".join(package.relative_to(ROOT).parts), [])
            ), f"{path.relative_to(ROOT)} would be missing from the wheel"


def test_every_dependency_has_its_reason() -> None:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {re.split(r"[<>=~! \[]", dependency)[0].lower() for dependency in wanted}
    text = (ROOT / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    reasoned = {match.lower() for match in re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)}
    assert reasoned == names


def test_constraints_name_versions_and_no_hosts() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line


@pytest.mark.parametrize("word", ["make demo", "make test"])
def test_readme_gives_the_two_commands(word: str) -> None:
    assert word in (ROOT / "README.md").read_text(encoding="utf-8")
