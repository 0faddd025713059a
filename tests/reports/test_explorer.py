"""The explorer's numbers are those of the warehouse, and everybody can use it: by keyboard and without script too."""

import random
from pathlib import Path
from typing import Any

import pytest

from skilldemand.reports.numbers import share_with_interval
from tests.reports.browser import needs_browser, opened_page
from tests.reports.vacancies import COUNTRIES, ROLES, SENIORITIES, WORKPLACES

pytestmark = needs_browser
HERE = Path(__file__).parent
POPULATIONS = {"all": None, "ml": ROLES[:2], **{role: (role,) for role in ROLES}}
MONTHS = 14  # of the invented vacancies, from November 2023


def choices(count: int) -> list[dict[str, Any]]:
    """Random choices; the first few are plain, later ones combine several filters."""
    chance = random.Random(11)

    def some(values: tuple[str, ...], most: int, likely: float) -> list[str]:
        return chance.sample(values, chance.randint(0, most) if chance.random() < likely else 0)

    found = []
    for number in range(count):
        strict = number / count
        months = sorted(chance.sample(range(1, MONTHS + 1), 2)) if chance.random() < strict else ["", ""]
        found.append(
            {
                "population": chance.choice(list(POPULATIONS)),
                "seniority": some(SENIORITIES, 3, strict),
                "workplace": some(WORKPLACES, 2, strict),
                "country": chance.choice([*COUNTRIES, "none"]) if chance.random() < strict else "",
                "from": str(months[0]),
                "to": str(months[1]),
            }
        )
    return found


def where(choice: dict[str, Any]) -> str:
    """The choice as a condition on core.vacancy."""

    def among(column: str, values: Any) -> str:
        return f"{column} in ({', '.join(repr(value) for value in values)})" if values else "true"

    parts = [among("v.role", POPULATIONS[choice["population"]])]
    parts += [among(f"v.{name}", choice[name]) for name in ("seniority", "workplace")]
    places = "from core.place as p where p.vacancy_id = v.vacancy_id"
    if choice["country"] == "none":
        parts.append(f"not exists ({places})")
    elif choice["country"]:
        parts.append(f"exists ({places} and p.country = '{choice['country']}')")
    if choice["from"]:
        start, end = (f"date '2023-11-01' + interval {int(month)} month" for month in (choice["from"], choice["to"]))
        parts.append(f"v.opened_on >= {start} - interval 1 month and v.opened_on < {end}")
    return " and ".join(parts)


def records(connection: Any, name: str, choice: dict[str, Any], **parameters: Any) -> list[dict[str, Any]]:
    query = (HERE / name).read_text(encoding="utf-8").replace("{where}", where(choice))
    found = connection.execute(query, parameters)
    columns = [column[0] for column in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def explorer(chromium, real_report):
    with opened_page(chromium, (real_report.folder / "explorer.html").as_uri()) as (page, seen):
        yield page
        seen.check(real_report.folder / "explorer.html")


def set_form(page: Any, choice: dict[str, Any]) -> None:
    page.get_by_role("button", name="Start again").click()
    for name in ("population", "country", "from", "to"):
        page.select_option(f"select[name='{name}']", choice[name])
    for name in ("seniority", "workplace"):
        for value in choice[name]:
            page.check(f"input[name='{name}'][value='{value}']")


def test_twenty_random_choices_give_the_numbers_of_the_warehouse(explorer, warehouse) -> None:
    with warehouse() as connection:
        for choice in choices(20):
            expected = records(connection, "explorer.sql", choice)
            found = explorer.evaluate("choice => window.explorer.rank(choice)", choice)
            assert [row["skill"]["id"] for row in found["rows"]] == [row["skill_id"] for row in expected], choice
            assert found["base"]["n"] == expected[0]["n"]
            assert found["base"]["employers"] == expected[0]["employers"]
            for mine, theirs in zip(found["rows"], expected, strict=True):
                assert (mine["k"], mine["employers_asking"]) == (theirs["k"], theirs["employers_asking"])
                for bound in ("share", "lo", "hi"):
                    assert mine[bound] == (
                        theirs[bound] if theirs[bound] is None else pytest.approx(theirs[bound], abs=1e-12)
                    )


def test_the_form_shows_what_the_warehouse_says(explorer, warehouse) -> None:
    limits = {"min_vacancies": 100, "min_employers": 10, "min_asking": 5, "max_half_width": 0.15}
    with warehouse() as connection:
        for choice in choices(20)[::3]:
            expected = [row for row in records(connection, "explorer.sql", choice) if row["k"]]
            set_form(explorer, choice)
            cells = explorer.locator("#ranking tr").all_inner_texts()
            assert len(cells) == min(20, len(expected))
            for text, row in zip(cells, expected, strict=False):
                assert text.split("\t")[0].strip() == row["name"]
                silent = (
                    row["n"] < limits["min_vacancies"]
                    or row["employers"] < limits["min_employers"]
                    or row["k"] < limits["min_asking"]
                    or row["hi"] - row["lo"] > 2 * limits["max_half_width"]
                )
                assert (share_with_interval(row) in text.replace("\u00a0", " ")) == (not silent), (text, row)
            if expected:
                assert f"{expected[0]['n']:,} vacanc" in explorer.locator("#result").inner_text()
    explorer.get_by_role("button", name="Start again").click()


@pytest.mark.parametrize("part", ["1", "0.8"])
@pytest.mark.parametrize("count", ["tools", "all"])
def test_what_is_open_is_what_the_warehouse_says(explorer, warehouse, part: str, count: str) -> None:
    chance = random.Random(part + count)
    with warehouse() as connection:
        skills = connection.execute("select skill_id, catalogue from core.skill order by 1").fetchall()
        counting = [skill for skill, kind in skills if count == "all" or kind == "tool"]
        for choice in choices(6):
            held = chance.sample([skill for skill, _ in skills], 12)
            expected = records(
                connection, "openings.sql", choice, held=held, counting=counting, part=round(100 * float(part))
            )
            found = explorer.evaluate(
                "([choice, held]) => window.explorer.openTo(choice, held)",
                [choice | {"part": part, "count": count}, held],
            )
            assert found["base"]["n"] == (expected[0]["n"] if expected else 0)
            assert found["open"]["k"] == (expected[0]["open"] if expected else 0)
            gains = {row["skill_id"]: row["gain"] for row in expected if row["gain"] >= 10}
            assert {row["skill"]["id"]: row["k"] for row in found["next"]} == gains


def test_adding_the_next_skill_opens_as_many_as_was_said(explorer) -> None:
    explorer.check("input[name='have'][value='python']")
    before = explorer.evaluate("window.explorer.openTo({}, ['python'])")
    best = before["next"][0]
    explorer.locator("[data-add]").first.click()
    after = explorer.evaluate("([held]) => window.explorer.openTo({}, held)", [["python", best["skill"]["id"]]])
    assert after["open"]["k"] == before["open"]["k"] + best["k"]
    assert f"{after['open']['k']} of" in explorer.locator("#open-result").inner_text()
    assert explorer.evaluate("document.activeElement.id") == "open-result"
    assert "have=python" in explorer.url
    explorer.get_by_role("button", name="Start again").click()
    assert "have" not in explorer.url


def test_an_address_brings_the_choice_back_and_ignores_what_it_does_not_know(chromium, real_report) -> None:
    page_file = real_report.folder / "explorer.html"
    address = (
        page_file.as_uri() + "#population=all&seniority=senior,emperor&have=python,no-such-skill&country=XX&part=0.8"
    )
    with opened_page(chromium, address) as (page, seen):
        assert page.locator("select[name=population]").input_value() == "all"
        assert page.locator("input[name=seniority]:checked").evaluate_all("boxes => boxes.map(box => box.value)") == [
            "senior"
        ]
        assert page.locator("#held button").count() == 1
        assert page.locator("select[name=country]").input_value() == ""
        assert page.locator("input[name=part][value='0.8']").is_checked()
        seen.check(page_file)


def test_the_page_can_be_used_by_keyboard(explorer) -> None:
    explorer.reload()
    reached = []
    explorer.keyboard.press("Tab")
    assert explorer.evaluate("document.activeElement.className") == "skip"
    for _ in range(60):
        explorer.keyboard.press("Tab")
        reached.append(explorer.evaluate("document.activeElement.name || document.activeElement.id"))
    for name in (
        "population",
        "seniority",
        "workplace",
        "country",
        "from",
        "to",
        "shown",
        "part",
        "count",
        "find-skill",
        "have",
    ):
        assert name in reached, f"{name} cannot be reached by keyboard: {reached}"
    explorer.focus("input[name='have'][value='sql']")
    explorer.keyboard.press("Space")
    assert explorer.locator("#held").inner_text().split("\n")[:2] == ["Take back", "SQL ×"]
    explorer.get_by_role("button", name="Start again").click()


def test_without_script_the_ranking_and_the_ways_to_all_tables_are_there(chromium, real_report) -> None:
    page_file = real_report.folder / "explorer.html"
    with opened_page(chromium, page_file.as_uri(), java_script_enabled=False) as (page, seen):
        assert not page.locator("#explorer").is_visible()
        assert page.get_by_role("rowheader", name="Python").is_visible()
        for path in page.locator(".files a").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
            assert (real_report.folder / path).is_file()
        seen.check(page_file)
