"""Reports of a made-up warehouse, pinned files, and a browser."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from skilldemand.reports.market_report import ReportFiles, write_report
from tests.reports.browser import opened_browser
from tests.reports.made_market import market

GENERATED_AT = datetime(2024, 10, 3, 8, 0, tzinfo=UTC)


class Golden:
    """Compare a text with its pinned file. To pin a changed text: delete the file, run, read what was written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def check(self, name: str, text: str) -> None:
        path = self.folder / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
            pytest.fail(f"{path.name} did not exist and was written: read it, then run again")
        assert text + "\n" == path.read_text(encoding="utf-8")


@pytest.fixture
def golden() -> Golden:
    return Golden(Path(__file__).parent / "golden")


@pytest.fixture(scope="session")
def warehouse() -> Callable[..., duckdb.DuckDBPyConnection]:
    """A function that builds a warehouse: sample, n, employers and dated are its arguments."""
    return market


@pytest.fixture(scope="session")
def generated_at() -> datetime:
    return GENERATED_AT


@pytest.fixture(scope="session")
def write(generated_at: datetime) -> Callable[..., ReportFiles]:
    """A function that writes a report of a fresh warehouse into a folder."""

    def _write(out: Path, *, population: str = "ml", **options: Any) -> ReportFiles:
        with market(**options) as connection:
            return write_report(
                connection, out, population=population, generated_at=generated_at, skilldemand_version="0.1.0"
            )

    return _write


@pytest.fixture(scope="session")
def sample_report(write: Callable[..., ReportFiles], tmp_path_factory: pytest.TempPathFactory) -> ReportFiles:
    return write(tmp_path_factory.mktemp("sample") / "report", sample=True)


@pytest.fixture(scope="session")
def real_report(write: Callable[..., ReportFiles], tmp_path_factory: pytest.TempPathFactory) -> ReportFiles:
    return write(tmp_path_factory.mktemp("real") / "report")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A running Chromium; one a module, because the event loop that drives it must not outlive its tests."""
    with opened_browser() as browser:
        yield browser
