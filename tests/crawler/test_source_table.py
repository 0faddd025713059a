"""The README says of each source what the registry and its spider say."""

from pathlib import Path

from skilldemand.crawler.registry import load_registry
from skilldemand.crawler.source_table import docstring_parts, published, source_table, with_table

README = Path(__file__).resolve().parents[2] / "crawler" / "README.md"


def test_the_readme_shows_the_table_of_today() -> None:
    text = README.read_text("utf-8")
    hint = "run `python -m skilldemand.crawler.source_table crawler/README.md`"
    assert published(text) == source_table(), hint
    assert with_table(text, source_table()) == text


def test_every_source_is_named_with_the_reason_why_it_is_off_and_with_its_keys() -> None:
    table = source_table()
    for name, source in load_registry().items():
        assert table.count(f"| `{name}` ") == 2
        assert source.policy.enabled or str(source.policy.disabled_reason) in table
        for key in source.policy.key_env:
            assert f"`{key}`" in table


def test_no_cell_breaks_the_table() -> None:
    for line in source_table().splitlines():
        if line.startswith("|"):
            assert line.count("|") in {6, 7, 8}, line


def test_the_parts_of_a_docstring_are_read() -> None:
    parts = docstring_parts("remotive")
    assert list(parts) == ["Source", "API documentation", "Terms", "Caveats"]
    assert parts["API documentation"] == "https://github.com/remotive-com/remote-jobs-api"
