"""The market as numpy reads it, whatever the order in which its rows stand."""

import random

import duckdb
import numpy as np
import pytest

from skilldemand.analysis.market import Market

ROWS = {
    (1 << 24) + 1: {1: (1, True), 3: (2, False)},
    (1 << 24) + 2: {},
    (2 << 24) + 1: {2: (3, False)},
    (5 << 24) + 1: {1: (2, True), 2: (1, True), 3: (1, False)},
}
"""Vacancy -> skill -> strength and sole."""


@pytest.mark.parametrize("seed", range(4))
def test_blocks_hold_what_each_vacancy_asks_for_however_the_rows_were_shuffled(seed: int) -> None:
    rng = random.Random(seed)
    vacancies = rng.sample([(v, v >> 24, f"role{v % 2}") for v in ROWS], len(ROWS))
    asked = [(v, v >> 24, s, *how) for v, skills in ROWS.items() for s, how in skills.items()]
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA staging; CREATE SCHEMA core")
        con.execute("CREATE TABLE core.population AS SELECT 'all' AS population, '*' AS role")
        con.execute("CREATE TABLE staging.skill_number AS SELECT unnest(range(1, 4))::SMALLINT AS s")
        con.execute("CREATE TABLE staging.market (v BIGINT, e INTEGER, role VARCHAR)")
        con.execute(
            "CREATE TABLE staging.market_skill (v BIGINT, e INTEGER, s SMALLINT, strength TINYINT, sole BOOLEAN)"
        )
        con.executemany("INSERT INTO staging.market VALUES (?, ?, ?)", vacancies)
        con.executemany("INSERT INTO staging.market_skill VALUES (?, ?, ?, ?, ?)", rng.sample(asked, len(asked)))
        market = Market(con)
        blocks = list(market.blocks(size=2))
        chosen = market.asked(np.array(sorted(ROWS)[::-1])).toarray().tolist()
    assert [block.v.tolist() for block in blocks] == [list(ROWS)[:2], list(ROWS)[2:]]
    found = {}
    for block in blocks:
        for row, v in enumerate(block.v.tolist()):
            ones = range(block.asked.indptr[row], block.asked.indptr[row + 1])
            found[v] = [(block.asked.indices[i] + 1, (block.strength[i], block.sole[i])) for i in ones]
    assert found == {v: sorted(skills.items()) for v, skills in ROWS.items()}
    assert chosen == [[int(s in ROWS[v]) for s in (1, 2, 3)] for v in sorted(ROWS)[::-1]]
    assert [market.role.values[code] for code in market.role.codes] == [f"role{v % 2}" for v in ROWS]
