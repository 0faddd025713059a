"""The forms beside the pages: Parquet like the CSV, a feed that a reader takes, a PDF where WeasyPrint is."""

import csv
import json
import shutil
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest

from skilldemand.reports import pdf
from skilldemand.reports.errors import OutputError
from skilldemand.reports.feed import MOST_ENTRIES, Entry, feed_xml, write_feed

ATOM = "{http://www.w3.org/2005/Atom}"
WHEN = datetime(2024, 10, 3, 8, 0, tzinfo=UTC)


def test_each_table_stands_as_csv_and_as_parquet_with_the_same_rows(real_report) -> None:
    for table in real_report.tables:
        found = pq.read_table(table.with_suffix(".parquet"))
        rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
        assert found.column_names == rows[0]
        assert found.num_rows == len(rows) - 1


def test_parquet_keeps_types_blanks_and_the_kind_of_data(sample_report) -> None:
    found = pq.read_table(sample_report.folder / "tables" / "skill_demand.parquet").to_pylist()
    theano = next(row for row in found if row["skill_id"] == "theano")
    assert (theano["share"], theano["k"], theano["data"]) == (None, 2, "sample data")
    assert isinstance(found[0]["share"], float)


def test_the_feed_names_the_report(sample_report) -> None:
    feed = ET.fromstring((sample_report.folder / "feed.xml").read_bytes())
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title", "").startswith("SAMPLE DATA")
    assert entry.findtext(f"{ATOM}updated") == "2024-10-03T08:00:00Z"
    assert entry.find(f"{ATOM}link").attrib["href"] == "index.html"
    assert len(entry.findtext(f"{ATOM}content", "").splitlines()) >= 6
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")


def test_the_feed_of_a_workspace_has_one_entry_a_report_newest_first(sample_report, real_report, tmp_path) -> None:
    for name, report in (("20241001T000000Z", sample_report), ("20241002T000000Z", real_report)):
        shutil.copytree(report.folder, tmp_path / name)
    (tmp_path / "latest").symlink_to("20241002T000000Z")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{", encoding="utf-8")
    write_feed(tmp_path)
    feed = ET.fromstring((tmp_path / "feed.xml").read_bytes())
    links = [entry.find(f"{ATOM}link").attrib["href"] for entry in feed.findall(f"{ATOM}entry")]
    assert links == ["20241002T000000Z/index.html", "20241001T000000Z/index.html"]
    own = ET.fromstring((tmp_path / "20241002T000000Z" / "feed.xml").read_bytes())
    assert own.findtext(f"{ATOM}entry/{ATOM}id") == feed.findtext(f"{ATOM}entry/{ATOM}id")


def test_the_feed_is_cut_to_its_newest_entries_and_cleaned_of_what_xml_forbids() -> None:
    entries = [
        Entry(f"{day}/index.html", "\x00<b>&\x0b\ud800", WHEN + timedelta(days=day), "ml", ["]]>"]) for day in range(60)
    ]
    feed = ET.fromstring(feed_xml(entries).encode("utf-8"))
    found = feed.findall(f"{ATOM}entry")
    assert len(found) == MOST_ENTRIES
    assert found[0].find(f"{ATOM}link").attrib["href"] == "59/index.html"
    assert found[0].findtext(f"{ATOM}title") == "<b>&"
    assert len({entry.findtext(f"{ATOM}id") for entry in found}) == MOST_ENTRIES


def test_report_json_holds_every_table_and_what_the_page_says(real_report) -> None:
    whole = json.loads(real_report.data.read_text(encoding="utf-8"))
    assert set(whole["tables"]) == {table.stem for table in real_report.tables}
    assert whole["title"]
    assert whole["summary"]


def test_without_weasyprint_the_pdf_is_refused_with_the_remedy(monkeypatch) -> None:
    monkeypatch.setattr(pdf.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(OutputError, match=r"pip install 'skilldemand\[pdf\]'"):
        pdf.check_available()


@pytest.mark.skipif(find_spec("weasyprint") is None, reason="WeasyPrint is not installed (extra pdf)")
def test_the_pdf_is_the_same_twice_and_fetches_nothing() -> None:
    page = '<!doctype html><title>t</title><img src="https://example.com/a.png" alt=""><h1>Python</h1>'
    first = pdf.pdf_bytes(page)
    assert first.startswith(b"%PDF-")
    assert first == pdf.pdf_bytes(page)
