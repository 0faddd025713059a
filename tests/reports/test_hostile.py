"""Hostile postings through the real pipeline: whatever strangers write stays text in every form of the report."""

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.cli.app import invoke
from skilldemand.reports.strangers import LONGEST, sheet_text, tame
from tests.reports import hostile
from tests.reports.browser import needs_browser, opened_page

HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
EPOCH = "1790000000"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Import, extract, build and report by the command line, the last one twice with the clock fixed."""
    root = tmp_path_factory.mktemp("hostile")
    source = hostile.write(root / "=cmd'<script>alert(9)<|.jsonl")
    base = ["--workspace", str(root / "workspace")]
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        for command in (["import", str(source)], ["extract"], ["build"]):
            assert invoke([*base, *command]) == 0, command
        for name in ("one", "two"):
            assert invoke([*base, "report", "--population", "all"]) == 0
            (report,) = (
                path for path in (root / "workspace" / "reports").iterdir() if path.is_dir() and not path.is_symlink()
            )
            found.append(report.rename(root / name))
    return found[0], found[1]


@pytest.fixture(scope="module")
def folder(reports: tuple[Path, Path]) -> Path:
    return reports[0]


def texts(folder: Path, *endings: str) -> list[tuple[Path, str]]:
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in endings]
    assert found, endings
    return [(path, path.read_bytes().decode("utf-8")) for path in found]


class Markup(HTMLParser):
    """Collects what a browser would run or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.scripts += tag == "script"
        self.handlers += [name for name, _ in attributes if name.startswith("on") or name == "style"]
        self.addresses += [value or "" for name, value in attributes if name in {"href", "src", "action", "xlink:href"}]


def test_the_pages_have_no_element_handler_or_address_of_a_stranger(folder: Path) -> None:
    for path, page in texts(folder, ".html"):
        found = Markup()
        found.feed(page)
        allowed = {"explorer.html": 2}
        assert found.scripts <= allowed.get(path.name, 1), path
        assert found.handlers == [], path
        assert not found.names & {"img", "iframe", "object", "embed", "base", "form"} - (
            {"form"} if found.scripts else set()
        ), path
        for address in found.addresses:
            parts = urlsplit(address)
            assert parts.scheme in {"", "https", "data"}, (path, address)
            assert not parts.username
            assert address.startswith("data:,") or parts.scheme != "data", (path, address)
        assert "7*7 }}" not in page or "49 {" not in page, "a stranger's text was read as a template"


def test_every_text_is_free_of_hidden_signs_and_of_endless_names(folder: Path) -> None:
    for path, text in texts(folder, ".html", ".md", ".csv", ".json", ".xml"):
        assert HIDDEN.search(text) is None, (path, HIDDEN.search(text))
        if path.name != "explorer.html":  # its packed columns may well hold such a run
            assert "A" * (LONGEST + 1) not in text, path


def test_no_cell_of_a_table_is_a_formula(folder: Path) -> None:
    for path, text in texts(folder, ".csv"):
        rows = list(csv.reader(text.splitlines()))
        for row in rows:
            assert len(row) == len(rows[0]), path
            for cell in row:
                plain = re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)
                assert plain or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (path, cell)
    boards = [
        row
        for path, text in texts(folder, ".csv")
        if path.stem == "source_mix"
        for row in csv.DictReader(text.splitlines())
    ]
    assert [board["board"][:5] for board in boards] == ["'=cmd"]


def test_json_and_feed_are_well_formed(folder: Path) -> None:
    for _, text in texts(folder, ".json"):
        json.loads(text)
    for _, text in texts(folder, ".xml"):
        ET.fromstring(text.encode("utf-8"))


def test_markdown_holds_no_markup_and_no_address_of_a_stranger(folder: Path) -> None:
    for path, text in texts(folder, ".md"):
        assert re.search(r"(?<!\\)<[a-zA-Z/!]", text) is None, path
        for target in re.findall(r"(?<!\\)\]\(([^)]+)\)", text):
            assert (folder / target.partition("#")[0]).exists() or target.startswith(("#", "https://")), (path, target)


def test_the_same_data_and_the_same_clock_give_the_same_bytes(reports: tuple[Path, Path]) -> None:
    one, two = (
        {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in reports
    )
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert json.loads(one["manifest.json"])["generated_at"] == "2026-09-21T14:13:20+00:00"


class TestInABrowser:
    """Nothing of it runs."""

    pytestmark = needs_browser

    def test_no_page_says_asks_or_runs_anything(self, folder: Path, chromium) -> None:
        pages = sorted(folder.rglob("*.html"))
        with opened_page(chromium, pages[0].as_uri()) as (page, seen):
            page.on("dialog", lambda dialog: seen.console.append(f"dialog {dialog.message}"))
            for path in [folder / "index.html", folder / "explorer.html", *pages[:12]]:
                page.goto(path.as_uri())
            seen.check(*pages)


@given(st.text())
def test_a_tamed_text_is_short_and_has_no_hidden_sign(text: str) -> None:
    assert HIDDEN.search(tame(text)) is None
    assert len(tame(text)) <= LONGEST
    assert tame(tame(text)) == tame(text)
    tame(text).encode("utf-8")


@given(st.text())
def test_a_sheet_text_is_no_formula(text: str) -> None:
    assert not sheet_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))
