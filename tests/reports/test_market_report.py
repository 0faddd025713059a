"""The report as files: complete, the same twice, never half visible, and marked as sample data where it is."""

import csv
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from skilldemand.reports.errors import OutputError, PopulationError, WarehouseError
from skilldemand.reports.market_report import summary_lines, write_report


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def table_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_same_warehouse_and_time_give_the_same_bytes(write, tmp_path: Path) -> None:
    first = contents(write(tmp_path / "one").folder)
    second = contents(write(tmp_path / "two").folder)
    assert first == second
    assert {"index.html", "report.md", "report.json", "manifest.json", "charts/technology_demand.png"} <= set(first)


def test_manifest_states_every_file_with_its_checksum(real_report) -> None:
    stated = json.loads(real_report.manifest.read_text(encoding="utf-8"))
    found = contents(real_report.folder)
    del found["manifest.json"]
    assert stated["outputs"] == {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in found.items()
    }
    assert stated["versions"]["taxonomy"] == "t1"
    assert stated["rows"]["skill_demand"] == 38
    blank = stated["suppressed"]["cloud_demand"]
    assert [cell["id"] for cell in blank["cells"]] == ["ibm-cloud"]
    assert (blank["count"], blank["by_rule"]) == (1, {"fewer than # vacancies ask for it": 1})
    assert stated["run_id"] == "20241003T080000Z"
    assert stated["sql"]["marts/skill_demand.sql"] == hashlib.sha256(_sql("marts/skill_demand.sql")).hexdigest()
    assert stated["inputs"]["postings"]["rows"] == 900
    assert stated["thresholds"]["min_vacancies"] == 100
    assert (stated["window"], stated["sources"]) == ({"from": "2024-02-05", "to": "2024-09-28"}, ["import"])


def _sql(name: str) -> bytes:
    return (files("skilldemand.analysis") / "sql" / name).read_bytes()


def test_sample_data_is_named_in_every_file(sample_report) -> None:
    html = sample_report.html.read_text(encoding="utf-8")
    assert "SAMPLE DATA" in html.split("<h1>")[0]
    assert html.count("<figcaption>") == html.count('<span class="chip">Sample data</span>') == 7
    assert "SAMPLE DATA" in sample_report.markdown.read_text(encoding="utf-8").split("\n##")[0]
    assert json.loads(sample_report.data.read_text(encoding="utf-8"))["data"] == "sample data"
    assert json.loads(sample_report.manifest.read_text(encoding="utf-8"))["data"] == "sample data"
    for table in sample_report.tables:
        rows = table_rows(table)
        assert rows
        assert {row["data"] for row in rows} == {"sample data"}


def test_real_data_is_never_called_sample_data(real_report) -> None:
    for path in (real_report.html, real_report.markdown, real_report.data, *real_report.tables):
        assert "sample data" not in path.read_text(encoding="utf-8").lower()


def test_suppressed_shares_are_blank_with_their_reason_and_counts(real_report) -> None:
    table = next(path for path in real_report.tables if path.name == "skill_demand.csv")
    rows = {row["skill_id"]: row for row in table_rows(table)}
    theano = rows["theano"]
    assert (theano["share"], theano["lo"], theano["rank_lo"], theano["required_share"]) == ("", "", "", "")
    assert (theano["k"], theano["n"]) == ("2", "2480")
    assert theano["suppressed_reason"] == "fewer than 5 vacancies ask for it (k = 2)"
    assert rows["python"]["suppressed_reason"] == ""
    published = json.loads(real_report.data.read_text(encoding="utf-8"))["tables"]["skill_demand"]
    assert set(published[0]) == set(rows["python"]) - {"data"}
    assert next(row for row in published if row["skill_id"] == "theano")["hi"] is None


def test_without_a_crawl_nothing_is_said_of_the_life_of_postings(write, tmp_path: Path) -> None:
    report = write(tmp_path / "imported", crawled=False)
    assert 'id="life"' not in report.html.read_text(encoding="utf-8")
    assert "Life of the postings" not in report.markdown.read_text(encoding="utf-8")


def test_a_source_that_fails_is_named_before_any_number_by_month(real_report) -> None:
    html = real_report.html.read_text(encoding="utf-8")
    assert (
        "lever is left out of every count by month: 210 postings listed where 860 are usual" in html.split("<main")[0]
    )


def test_empty_warehouse_gives_a_readable_report(write, tmp_path: Path) -> None:
    report = write(tmp_path / "empty", n=0, employers=0)
    html = report.html.read_text(encoding="utf-8")
    assert "no vacancy has been read" in html
    assert "<figure" not in html
    assert report.charts == ()
    assert "Nothing to report yet" in report.markdown.read_text(encoding="utf-8")


def test_too_few_vacancies_still_show_every_row_greyed(write, tmp_path: Path) -> None:
    html = write(tmp_path / "few", n=60, employers=30).html.read_text(encoding="utf-8")
    assert "What employers ask for, and how sure we are" in html
    assert "fewer than 100 vacancies (n = 60)" in html
    assert '<tr class="muted"><th scope="row">Python</th>' in html
    assert "No share is published: only 60 vacancies" in html
    links = [link for link in re.findall(r'href="([^"#:]+)"', html) if link]
    assert [link for link in links if not (tmp_path / "few" / link).is_file()] == []


def test_postings_without_dates_say_so(write, tmp_path: Path) -> None:
    report = write(tmp_path / "undated", dated=False)
    html = report.html.read_text(encoding="utf-8")
    assert "No posting carries a date" in html
    assert "undated postings" in html
    assert "month_flow" not in {path.stem for path in report.charts}


def test_a_report_replaces_the_one_before_it_as_a_whole(write, tmp_path: Path) -> None:
    out = tmp_path / "report"
    write(out, n=0, employers=0)
    (out / "left-over.txt").write_text("old", encoding="utf-8")
    write(out, n=0, employers=0, sample=True)
    assert not (out / "left-over.txt").exists()
    assert "SAMPLE DATA" in (out / "index.html").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_folder_with_other_files_is_refused_and_kept(write, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"no manifest\.json"):
        write(tmp_path, n=0, employers=0)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused(write, tmp_path: Path) -> None:
    (tmp_path / "report").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file, expected a folder"):
        write(tmp_path / "report", n=0, employers=0)


def test_unknown_population_names_the_known_ones(write, tmp_path: Path) -> None:
    with pytest.raises(PopulationError, match=r"'baker', expected one of: all, ml"):
        write(tmp_path / "report", population="baker")
    assert not (tmp_path / "report").exists()


def test_a_missing_column_is_named_before_anything_is_written(warehouse, generated_at, tmp_path: Path) -> None:
    with warehouse() as connection:
        connection.execute("alter table marts.cloud_demand drop column sole_share")
        with pytest.raises(WarehouseError, match=r"marts\.cloud_demand lacks sole_share"):
            write_report(connection, tmp_path / "report", generated_at=generated_at, skilldemand_version="0.1.0")
    assert list(tmp_path.iterdir()) == []


def test_summary_has_at_most_ten_lines_with_n_and_intervals(warehouse) -> None:
    with warehouse(sample=True) as connection:
        lines = summary_lines(connection, "ml")
    assert 6 <= len(lines) <= 10
    assert lines[0].startswith("SAMPLE DATA")
    assert "n = 2,480" in lines[2]
    assert "74 % (72–76) of the vacancies ask for Python, more than for any other technology" in lines[2]
    assert all("\n" not in line for line in lines)


def test_a_skill_suppressed_for_its_wide_interval_keeps_its_place(warehouse, generated_at, tmp_path: Path) -> None:
    reason = "interval wider than ±10 points (±12.0)"
    with warehouse() as connection:
        for mart in ("skill_demand", "framework_demand"):
            connection.execute(f"update marts.{mart} set suppressed_reason = ? where skill_id = 'python'", [reason])
        lines = summary_lines(connection, "ml")
        report = write_report(connection, tmp_path / "r", generated_at=generated_at, skilldemand_version="0.1.0")
    assert "Python (share not published), SQL 43 %" in lines[2]
    html = report.html.read_text(encoding="utf-8")
    assert "<h1>What employers ask for, and how sure we are</h1>" in html
    chart = html[html.index('<svg class="plot wide"') :]
    assert chart.index(f">{reason}") < chart.index(">66 % (")
    listed = (report.folder / "pages.html").read_text(encoding="utf-8")
    assert '<tr class="muted"><th scope="row">Python<small>' in listed


def test_summary_of_nothing_says_so(warehouse) -> None:
    with warehouse(n=0, employers=0) as connection:
        assert any("nothing can be reported" in line for line in summary_lines(connection, "ml"))
