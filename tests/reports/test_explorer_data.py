"""What the explorer's page holds: packed numbers that come back, nobody's name, and a size that fits a mail."""

import base64
import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.reports.explorer.data import explorer_data
from skilldemand.reports.explorer.packing import LARGEST, differences, lengths, packed


def unpacked(text: str) -> list[int]:
    """What codec.js does."""
    found, value, shift = [], 0, 0
    for byte in base64.b64decode(text):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            found.append(value)
            value = shift = 0
    return found


@given(st.lists(st.integers(0, LARGEST)))
def test_packed_numbers_come_back(values: list[int]) -> None:
    assert unpacked(packed(np.array(values, dtype=np.int64))) == values


def test_small_numbers_take_one_byte() -> None:
    assert len(base64.b64decode(packed(np.arange(128)))) == 128


@pytest.mark.parametrize("value", [-1, LARGEST + 1])
def test_a_number_that_does_not_fit_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match=f"expected 0 to {LARGEST}"):
        packed(np.array([value]))


@given(st.lists(st.lists(st.integers(0, 600), unique=True).map(sorted), max_size=8))
def test_lists_come_back_from_their_lengths_and_differences(lists: list[list[int]]) -> None:
    owners = np.array([number for number, members in enumerate(lists) for _ in members], dtype=np.int64)
    values = np.array([value for members in lists for value in members], dtype=np.int64)
    sizes = unpacked(packed(lengths(owners, len(lists))))
    steps = unpacked(packed(differences(values, owners)))
    found = []
    for size in sizes:
        part, steps = steps[:size], steps[size:]
        found.append([int(value) for value in np.cumsum(part)])
    assert found == lists


def test_every_counted_vacancy_is_there_and_nobody_is_named(warehouse) -> None:
    with warehouse() as connection:
        data = explorer_data(connection)
        counted = connection.execute("select count(*) from core.vacancy where counted").fetchone()[0]
        asked = connection.execute("select count(*) from core.vacancy_skill").fetchone()[0]
    assert data["count"] == data["counted"] == counted
    lists = [set() for _ in range(counted)]
    columns = {name: unpacked(text) for name, text in data["columns"].items() if name != "t"}
    for name in ("single", "other"):
        assert len(columns[f"{name}_n"]) == counted
        assert sum(columns[f"{name}_n"]) == len(columns[name])
    assert sum(columns["group_n"]) == len(columns["group_size"])
    assert sum(columns["group_size"]) == len(columns["group"])
    assert len(columns["single"]) + len(columns["other"]) <= asked
    assert len(lists) == len(columns["employer"])
    text = json.dumps(data)
    assert not re.search(r"employer \d|Opening \d|import:here", text)


def test_beyond_its_limit_the_page_holds_the_latest_vacancies(warehouse) -> None:
    with warehouse() as connection:
        data = explorer_data(connection, most=100)
        latest = connection.execute(
            "select min(opened_on) from (from core.vacancy where counted order by opened_on desc nulls last limit 100)"
        ).fetchone()[0]
    assert (data["count"], data["counted"] > 100) == (100, True)
    assert data["first_month"] == 12 * latest.year + latest.month - 1
    assert min(unpacked(data["columns"]["month"])) == 1


def test_twenty_thousand_vacancies_take_less_than_three_megabytes(real_report) -> None:
    page = (real_report.folder / "explorer.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="explorer-data">(.+?)</script>', page)
    assert found is not None
    held = json.loads(found[1])["count"]
    words = len(json.dumps({key: value for key, value in json.loads(found[1]).items() if key != "columns"}))
    assert (len(found[1]) - words) / held * 20_000 + words < 3_000_000


def test_an_empty_warehouse_gives_an_empty_explorer(warehouse) -> None:
    with warehouse(n=0, employers=0) as connection:
        data = explorer_data(connection)
    assert (data["count"], data["months"], data["columns"]["employer"]) == (0, 0, "")


def test_the_page_allows_its_own_script_and_no_other(real_report) -> None:
    page = (real_report.folder / "explorer.html").read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1].replace("&#39;", "'")
    assert "unsafe" not in policy[1]
    assert re.findall(r"\son[a-z]+=|\sstyle=|\ssrc=", page.split("<script")[0]) == []
    assert page.count("<script") == 2
