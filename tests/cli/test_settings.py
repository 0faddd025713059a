from datetime import UTC, datetime
from pathlib import Path

import pytest

from skilldemand.cli import clock, settings
from skilldemand.cli.errors import UsageError
from skilldemand.cli.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


def test_every_key_has_a_default(tmp_path: Path) -> None:
    assert settings.load(Workspace(tmp_path)) == settings.Settings()


def test_values_of_the_file_are_taken(tmp_path: Path) -> None:
    (tmp_path / "skilldemand.toml").write_text("jobs = 3\npopulation = 'all'\n")
    loaded = settings.load(Workspace(tmp_path))
    assert (loaded.jobs, loaded.workers(), loaded.population) == (3, 3, "all")


@pytest.mark.parametrize("text", ["jobs = 'many'", "colour = 1", "jobs = ", "\x00"])
def test_a_wrong_file_is_named_with_what_is_known(tmp_path: Path, text: str) -> None:
    (tmp_path / "skilldemand.toml").write_text(text)
    with pytest.raises(UsageError, match=r"skilldemand\.toml"):
        settings.load(Workspace(tmp_path))


def test_an_unknown_key_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    (tmp_path / "skilldemand.toml").write_text("[notify]\nwebhok = 'https://example.org'\n")
    with pytest.raises(UsageError, match=r"notify\.webhok: unknown key; the nearest known one is notify\.webhook"):
        settings.load(Workspace(tmp_path))


def test_every_key_stands_in_the_documents() -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    for key, _ in settings.flat(settings.Settings().model_dump()):
        assert f"| `{key}` |" in page


def test_source_date_epoch_fixes_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert clock.now() == datetime(1970, 1, 1, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        clock.now()
