import datetime as dt
import re
import shutil
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from skilldemand.crawler.errors import SampleError
from skilldemand.crawler.sample_market import (
    load_market,
    postings_at,
    read_market,
    sample_rows,
)
from skilldemand.crawler.sample_records import FIRST_DAY, LAST_DAY, Pay, SamplePosting

SALARY_FORMS = {
    "thousands with k": r"\$\d+k",
    "year in full": r"^\$\d{3},\d{3}",
    "hour": r"(per|an) hour",
    "day rate": r"per day",
    "month in euros": r"(€.*|€ )(brutto pro Monat|per month)",
    "lakh": r"LPA|lakh",
    "francs with apostrophes": r"CHF \d+'\d{3}",
    "pay scale": r"TV-L",
    "structured": r"^[A-Z]{3} \d+ - \d+ per (year|month)$",
}
MACHINE_LEARNING = re.compile(
    r"machine learning|\bML|\bAI\b|GenAI|LLM|perception|vision|deep learning|research|evaluat|inference|scientist, "
    r"|learning|speech|SLAM|agentic",
    re.IGNORECASE,
)
OTHER_ROLES = re.compile(
    r"data (scientist|engineer|manager)|analyst|backend|software engineer|statistician|product manager", re.IGNORECASE
)


def all_postings() -> list[SamplePosting]:
    return [posting for postings in load_market().postings.values() for posting in postings]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    with_data = tmp_path / "sample"
    shutil.copytree(str(files("skilldemand.crawler").joinpath("sample")), with_data)
    return with_data


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_market_has_thirty_employers_and_enough_postings() -> None:
    market = load_market()
    assert len(market.employers) == 30
    assert len(all_postings()) >= 130
    assert min(len(postings) for postings in market.postings.values()) >= 4


def test_employers_spread_over_systems_formats_kinds_and_countries() -> None:
    employers = load_market().employers.values()
    assert len({employer.ats for employer in employers}) >= 9
    assert {employer.format for employer in employers} == {"html", "escaped-html", "markdown", "plain"}
    assert len({employer.kind for employer in employers}) >= 15
    assert len({employer.country for employer in employers}) >= 10
    assert any(employer.line_breaks == "lost" for employer in employers)


def test_every_month_has_openings_and_the_board_is_never_empty() -> None:
    months = Counter(posting.opened.month for posting in all_postings())
    assert sorted(months) == list(range(3, 11))
    assert min(months.values()) >= 10
    for month in range(3, 11):
        assert sum(map(len, postings_at(dt.date(2026, month, 28)).values())) >= 20


def test_postings_change_close_reopen_return_and_stand_in_several_cities() -> None:
    postings = all_postings()
    assert sum(posting.changed is not None for posting in postings) >= 4
    assert sum(posting.closed is not None for posting in postings) >= 60
    assert sum(posting.reopened is not None for posting in postings) >= 4
    assert sum(posting.repost_of is not None for posting in postings) >= 5
    assert sum(bool(posting.cities) for posting in postings) >= 10
    assert sum(posting.company is not None for posting in postings) >= 20


def test_three_quarters_of_the_titles_are_machine_learning_roles() -> None:
    titles = [posting.title for posting in all_postings()]
    kept = [title for title in titles if MACHINE_LEARNING.search(title) and not OTHER_ROLES.search(title)]
    assert 0.65 <= len(kept) / len(titles) <= 0.85


@pytest.mark.parametrize(("form", "pattern"), SALARY_FORMS.items(), ids=SALARY_FORMS)
def test_salaries_come_in_many_forms(form: str, pattern: str) -> None:
    salaries = [row["salary"] for row in sample_rows() if row["salary"]]
    assert any(re.search(pattern, salary) for salary in salaries), form


def test_structured_pay_reads_as_a_range() -> None:
    assert str(Pay(min=5200, max=6400, currency="EUR", period="month")) == "EUR 5200 - 6400 per month"


def test_rows_are_one_per_advert_with_unique_ids_and_urls_nobody_owns() -> None:
    rows = list(sample_rows())
    assert len(rows) == sum(1 + len(posting.cities) for posting in all_postings())
    assert len({row["id"] for row in rows}) == len({row["url"] for row in rows}) == len(rows)
    assert all(re.match(r"https://jobs\.[a-z-]+\.example/\S+$", row["url"] or "") for row in rows)
    assert all(FIRST_DAY <= dt.date.fromisoformat(row["posted_on"] or "") <= LAST_DAY for row in rows)
    assert min(len(row["description"] or "") for row in rows) > 500


def test_rows_spell_an_employer_in_several_ways() -> None:
    companies = {row["company"] for row in sample_rows() if ".nordhavn-bank." in (row["url"] or "")}
    assert companies == {"Nordhavn Bank", "NORDHAVN BANK A/S", "Nordhavn Bank A/S"}


def test_texts_hold_no_address_or_number_of_a_person_and_link_only_to_example_hosts() -> None:
    for row in sample_rows():
        text = row["description"] or ""
        assert not re.search(r"[\w.]+@[\w.]+|\+\d[\d ()-]{7,}|\(\d{3}\) ?\d{3}-\d{4}", text), row["id"]
        assert all(host.endswith(".example") for host in re.findall(r"https?://([\w.-]+)", text)), row["id"]


def test_no_two_postings_share_a_body() -> None:
    bodies = Counter(posting.body for posting in all_postings() if posting.body is not None)
    assert bodies.most_common(1)[0][1] == 1


def test_boilerplate_returns_in_each_posting_and_traps_are_present() -> None:
    texts = [row["description"] or "" for row in sample_rows() if ".brightwater-mutual." in (row["url"] or "")]
    assert all("proud to run on AWS" in text for text in texts)
    everything = " ".join(row["description"] or "" for row in sample_rows())
    for trap in ("ttention to detail", "R&amp;D", "Go-to-market", "xcel at", "recall", "â€™"):
        assert trap in everything, trap


def test_posting_stands_from_opening_to_the_day_before_closing_and_again_after_reopening() -> None:
    posting = SamplePosting(
        id="x",
        title="Engineer",
        location="Here",
        opened=dt.date(2026, 4, 1),
        closed=dt.date(2026, 5, 1),
        reopened=dt.date(2026, 6, 1),
    )
    days = [dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2026, 4, 30), dt.date(2026, 5, 1), dt.date(2026, 6, 1)]
    assert [posting.stands_on(day) for day in days] == [False, True, True, False, True]


def test_board_shows_the_text_of_the_day() -> None:
    def text(day: dt.date) -> str:
        return next(advert.description for advert in postings_at(day)["nordhavn-bank"] if advert.id == "JR-20466")

    assert "Model Context Protocol" not in text(dt.date(2026, 9, 13))
    assert "Model Context Protocol" in text(dt.date(2026, 9, 14))


def test_repost_carries_the_text_of_its_original() -> None:
    rows = {row["id"]: row["description"] for row in sample_rows()}
    assert rows["JR-20471"] == rows["JR-20317"]


def test_format_decides_how_a_text_is_published() -> None:
    texts = {slug: adverts[0].description for slug, adverts in postings_at(dt.date(2026, 3, 31)).items() if adverts}
    assert texts["kettlewright"].startswith("&lt;p&gt;")
    assert "\n" not in texts["storm-ridge-power"]
    assert "<" not in texts["tarnbeck-university"]
    assert "## Your quest" in texts["moonquarry-games"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("postings/quillstone.yml", "id: qs-ml-platform", "id: R0041187", "'R0041187' also stands in postings/"),
        (
            "postings/quillstone.yml",
            "opened: 2026-03-16",
            "opened: 2027-03-16",
            "qs-ml-platform: opened, closed, reopened",
        ),
        (
            "postings/quillstone.yml",
            "workplace: hybrid",
            "workplace: office",
            "quillstone.yml: Invalid enum value 'office'",
        ),
        (
            "postings/quillstone.yml",
            "company: Quillstone GmbH",
            "company: Quill",
            "company is 'Quill'; expected one of",
        ),
        ("postings/nordhavn-bank.yml", "repost_of: JR-20317", "repost_of: JR-1", "repost_of is 'JR-1'"),
        (
            "postings/nordhavn-bank.yml",
            "repost_of: JR-20317",
            "title_raw: x",
            "Object contains unknown field `title_raw`",
        ),
        ("postings/nordhavn-bank.yml", "old: <li>Experience", "old: <li>Expertise", "changed.edits.old is"),
        ("employers.yml", "slug: quillstone", "slug: quillston", "postings/quillstone.yml: no employer"),
        ("employers.yml", "ats: ashby", "ats: [ashby", "employers.yml: while parsing"),
    ],
)
def test_wrong_data_is_refused_with_file_and_field(copy: Path, file: str, old: str, new: str, message: str) -> None:
    replace(copy / file, old, new)
    with pytest.raises(SampleError, match=re.escape(message)):
        read_market(copy)


def test_missing_postings_file_is_named(copy: Path) -> None:
    (copy / "postings" / "quillstone.yml").unlink()
    with pytest.raises(SampleError, match=r"quillstone\.yml"):
        read_market(copy)
