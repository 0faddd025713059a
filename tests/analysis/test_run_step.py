"""The ledger of the workspace stands in the database too, up to the step before the build."""

import json
from collections.abc import Callable
from pathlib import Path

from skilldemand.analysis.warehouse import open_published
from tests.analysis.conftest import Market

CRAWL = {
    "run_id": "one", "step": "crawl", "status": "ok", "started_at": "2026-05-01T02:00:00+02:00", "seconds": 4.5,
    "peak_mb": 92, "version": "0.1.0", "inputs": "ab12", "new": 3, "sources": {"lever": {"boards": 2}},
}  # fmt: skip
FAILED = {"run_id": "two", "step": "build", "status": "failed", "started_at": "2026-05-02T00:00:00Z", "error": "/home"}


def steps(market: Market) -> list[tuple[object, ...]]:
    with open_published(market.warehouse) as con:
        return con.execute(
            "SELECT line, run_id, step, status, started_at::VARCHAR, seconds, peak_mb, version, told FROM meta.run_step"
        ).fetchall()


def test_every_whole_line_of_the_ledger_stands_with_its_counts(
    make_market: Callable[..., Market], tmp_path: Path
) -> None:
    market, ledger = make_market(), tmp_path / "ledger.jsonl"
    ledger.write_text(f'{json.dumps(CRAWL)}\n{{"run_id": "cut by a cra\n{json.dumps(FAILED)}\n', encoding="utf-8")
    market.build(ledger=ledger)
    first, second = steps(market)
    assert first[:-1] == (1, "one", "crawl", "ok", "2026-05-01 00:00:00", 4.5, 92, "0.1.0")
    assert json.loads(str(first[-1])) == {"new": 3, "sources": {"lever": {"boards": 2}}}
    assert second == (3, "two", "build", "failed", "2026-05-02 00:00:00", None, None, None, "{}")


def test_an_addition_tells_the_steps_that_came_since(make_market: Callable[..., Market], tmp_path: Path) -> None:
    market, ledger = make_market(), tmp_path / "ledger.jsonl"
    ledger.write_text(json.dumps(CRAWL) + "\n", encoding="utf-8")
    market.build(ledger=ledger)
    with ledger.open("a", encoding="utf-8") as file:
        file.write(json.dumps(FAILED) + "\n")
    assert market.build(ledger=ledger).rebuilt_because is None
    assert [row[1] for row in steps(market)] == ["one", "two"]


def test_without_a_ledger_the_table_is_empty(make_market: Callable[..., Market], tmp_path: Path) -> None:
    market = make_market()
    market.build(ledger=tmp_path / "none.jsonl")
    assert steps(market) == []
