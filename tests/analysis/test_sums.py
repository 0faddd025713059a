"""Sums over employers, held against a count over plain lists."""

from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.analysis.columns import asked_matrix, employer_blocks, owners
from skilldemand.analysis.histogram import Histogram
from skilldemand.analysis.sums import Groups, Sums, asking

ITEMS, CELLS = 4, 3
vacancies = st.lists(
    st.tuples(st.integers(0, 5), st.sets(st.integers(0, CELLS - 1)), st.sets(st.integers(0, ITEMS - 1))), max_size=25
)


@settings(max_examples=80, deadline=None)
@given(vacancies, st.integers(1, 8))
def test_sums_are_those_of_a_plain_count_however_the_groups_are_cut(
    market: list[tuple[int, set[int], set[int]]], size: int
) -> None:
    market = sorted(market, key=lambda vacancy: vacancy[0])
    employer = np.array([e for e, *_ in market], dtype=np.int32)
    placed = [(row, cell) for row, (_, cells, _) in enumerate(market) for cell in sorted(cells)]
    row, cell = np.array(placed, dtype=np.int64).reshape(-1, 2).T
    wanted = [(row, item) for row, (*_, items) in enumerate(market) for item in items]
    rows, items = np.array(wanted, dtype=np.int64).reshape(-1, 2).T
    asked = asked_matrix(rows, items, (len(market), ITEMS)).astype(np.int32)
    groups, sums, halves = Groups.of(row, cell, employer), Sums(CELLS, ITEMS), Sums(CELLS, ITEMS)
    sums.add_groups(groups)
    for part in groups.parts(size):
        sums.add(asking(part, asked), part.sizes)
    single, several = groups.split()
    halves.add_single(single, asked)
    halves.add(asking(several, asked), several.sizes)
    n = Counter((c, e) for e, cells, _ in market for c in cells)
    k = Counter((c, e, i) for e, cells, wants in market for c in cells for i in wants)
    counted = {(c, size): times for c, size, times in zip(*map(np.ndarray.tolist, sums.sizes.rows()), strict=True)}
    assert counted == Counter((c, size) for (c, _), size in n.items())
    for c in range(CELLS):
        for i in range(ITEMS):
            asks = [(k[c, e, i], n[c, e]) for e in range(6) if k[c, e, i]]
            expected = (sum(x for x, _ in asks), len(asks), sum(x * x for x, _ in asks), sum(x * y for x, y in asks))
            for found in (sums, halves):
                assert (found.k[i, c], found.asking[i, c], found.kk[i, c], found.kn[i, c]) == expected


sized = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 200)), max_size=30)


@given(sized, sized)
def test_what_is_added_to_a_histogram_and_taken_away_leaves_what_was_there(
    stay: list[tuple[int, int]], go: list[tuple[int, int]]
) -> None:
    found, gone = Histogram(4), Histogram(4)
    for histogram, rows in ((found, stay), (found, go), (gone, go)):
        key, size = np.array(rows, dtype=np.int64).reshape(-1, 2).T
        histogram.add(key, size)
    found.add_rows(*gone.rows(), -1)
    expected = sorted((key, size, times) for (key, size), times in Counter(stay).items())
    assert list(zip(*map(np.ndarray.tolist, found.rows()), strict=True)) == expected


@given(st.lists(st.integers(0, 6), max_size=30), st.integers(1, 10))
def test_blocks_hold_whole_employers_and_every_row_once(numbers: list[int], size: int) -> None:
    employer = np.array(sorted(numbers), dtype=np.int64)
    seen: list[int] = []
    for rows, starts in employer_blocks(employer, size):
        part = employer[rows]
        assert [set(part[a:b]) for a, b in pairwise(starts)] == [{e} for e in np.unique(part)]
        seen += part.tolist()
    assert seen == employer.tolist()


def test_an_employer_is_counted_once_for_each_skill() -> None:
    asked = asked_matrix(np.array([0, 1, 2, 2]), np.array([0, 0, 0, 1]), (3, 2))
    assert owners(asked, np.array([0, 0, 4])).tolist() == [2, 1]
