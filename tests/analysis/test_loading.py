"""Files that do not fit are refused with file, field, value, expectation and remedy."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skilldemand.analysis.errors import InputUnreadableError, NothingToBuildError, SchemaMismatchError
from tests.analysis.conftest import Market


def edit_first_line(path: Path, **changes: object) -> None:
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    lines[0] = json.dumps({**json.loads(lines[0]), **changes})
    path.write_bytes(gzip.compress("\n".join(lines).encode() + b"\n"))


def test_no_landing_says_which_command_to_run(tmp_path: Path) -> None:
    with pytest.raises(NothingToBuildError, match=r"no complete run with postings.*skilldemand import FILE"):
        Market(tmp_path).build()


@pytest.mark.parametrize("missing", ["skills.jsonl", "attributes/part-0.parquet"])
def test_texts_that_were_never_read_say_which_command_to_run(missing: str, make_market: Callable[..., Market]) -> None:
    market = make_market()
    (market.mentions / missing).unlink()
    with pytest.raises(NothingToBuildError, match="skilldemand extract"):
        market.build()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"schema_version": 2}, r"import/i1/postings\.jsonl\.gz: schema_version: '2', expected 1\. Crawl or import"),
        ({"posting_key": None}, "posting_key: None, expected a text"),
        ({"content_hash": "xyz"}, "content_hash: 'xyz', expected 32 hex digits"),
        ({"seen_at": "yesterday"}, "seen_at: 'yesterday', expected an ISO 8601 date"),
    ],
)
def test_a_landing_line_of_another_form_is_refused(
    changes: dict[str, object], message: str, make_market: Callable[..., Market]
) -> None:
    market = make_market()
    market.build()
    published = (market.warehouse / "skilldemand.duckdb").read_bytes()
    edit_first_line(market.landing / "import" / "i1" / "postings.jsonl.gz", **changes)
    with pytest.raises(SchemaMismatchError, match=message):
        market.build()
    assert (market.warehouse / "skilldemand.duckdb").read_bytes() == published


@pytest.mark.parametrize("content", [b"not gzip at all", gzip.compress(b'{"posting_key": "cut', mtime=0)])
def test_a_damaged_landing_file_is_named(content: bytes, make_market: Callable[..., Market]) -> None:
    market = make_market()
    (market.landing / "import" / "i1" / "postings.jsonl.gz").write_bytes(content)
    with pytest.raises(InputUnreadableError, match=r"i1/postings\.jsonl\.gz"):
        market.build()


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        ("{broken", InputUnreadableError, r"skills\.jsonl"),
        ('{"id": "ray", "section": "mlops"}', SchemaMismatchError, r"skills\.jsonl: ray: name: None, expected a text"),
    ],
)
def test_a_skill_of_another_form_is_refused(
    line: str, error: type[Exception], message: str, make_market: Callable[..., Market]
) -> None:
    market = make_market()
    with (market.mentions / "skills.jsonl").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(error, match=message):
        market.build()


def test_more_skills_than_can_be_numbered_are_refused(make_market: Callable[..., Market]) -> None:
    market = make_market()
    line = '{{"id": "skill-{0}", "name": "Skill {0}", "section": "s", "section_title": "S", "section_order": 1}}\n'
    with (market.mentions / "skills.jsonl").open("a") as file:
        file.writelines(line.format(number) for number in range(4_095))
    with pytest.raises(SchemaMismatchError, match=r"skills\.jsonl: number of skills: '41\d\d', expected at most 4095"):
        market.build()


def test_a_mentions_file_without_a_column_is_refused(make_market: Callable[..., Market]) -> None:
    market = make_market()
    path = market.mentions / "part-0.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["counts"]), path)
    with pytest.raises(SchemaMismatchError, match=r"part-0\.parquet: column counts: missing, expected BOOLEAN"):
        market.build()


def test_a_mentions_column_of_another_type_is_refused(make_market: Callable[..., Market]) -> None:
    market = make_market()
    path = market.mentions / "attributes" / "part-0.parquet"
    table = pq.read_table(path).drop_columns(["text_chars"])
    pq.write_table(table.append_column("text_chars", pa.array(["long"] * len(table))), path)
    with pytest.raises(SchemaMismatchError, match="column text_chars: VARCHAR, expected an integer"):
        market.build()


def test_a_parquet_file_cut_in_half_is_named(make_market: Callable[..., Market]) -> None:
    market = make_market()
    path = market.mentions / "part-0.parquet"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(InputUnreadableError, match=r"part-0\.parquet: not a readable Parquet file"):
        market.build()


def test_runs_without_sightings_are_read(make_market: Callable[..., Market]) -> None:
    market = make_market()
    for path in market.landing.glob("*/*/sightings.jsonl.gz"):
        path.unlink()
    assert market.build().postings == 24


def test_a_run_in_which_no_text_changed_still_tells_what_was_seen(make_market: Callable[..., Market]) -> None:
    market = make_market()
    (market.landing / "greenhouse" / "a6" / "postings.jsonl.gz").unlink()
    assert market.build().runs == 7
