"""Texts and paragraphs that differ in case, spaces and punctuation only have one fingerprint, others have not."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.analysis.sqlfiles import folder
from skilldemand.analysis.text_prints import MIN_PARAGRAPH, folded, paragraph_letters, write_text_prints

LINE = "We build models that people trust, and we measure what they do before anybody relies on them every day"

Print = tuple[int, int, list[int], list[int]]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(
            "ATTACH ':memory:' AS staging; CREATE SCHEMA raw; CREATE TABLE raw.text (text_hash TEXT, text TEXT)"
        )
        for sql in (*folder("macros"), *folder("staging")):
            if sql.table in ("macros.text_number", "staging.text_print"):
                con.execute(sql.text)
        yield con


def prints(con: duckdb.DuckDBPyConnection, *texts: str) -> list[Print]:
    con.execute("DELETE FROM raw.text; DELETE FROM staging.text_print")
    con.executemany("INSERT INTO raw.text VALUES (?, ?)", [[f"{n:03}", text] for n, text in enumerate(texts)])
    write_text_prints(con)
    return con.execute("SELECT * EXCLUDE (text_hash) FROM staging.text_print ORDER BY text_hash").fetchall()


def words(con: duckdb.DuckDBPyConnection, *texts: str) -> list[int]:
    return [found[1] for found in prints(con, *texts)]


def paragraphs(con: duckdb.DuckDBPyConnection, *texts: str) -> list[list[int]]:
    return [found[3] for found in prints(con, *texts)]


def test_case_spaces_and_punctuation_do_not_matter(con: duckdb.DuckDBPyConnection) -> None:
    one, other = words(con, "Join us:\n• Python – 3 years", "JOIN US   python 3 Years!")
    assert one == other
    one_line, other_line = paragraphs(con, LINE, f"— {LINE.upper()}…")
    assert one_line == other_line


def test_letters_and_digits_do(con: duckdb.DuckDBPyConnection) -> None:
    assert len(set(words(con, "Python 3", "Python 2", "jobs/1500000004", "jobs/1200000001"))) == 4
    found = paragraphs(con, LINE, LINE + "s", "é" * MIN_PARAGRAPH, "ü" * MIN_PARAGRAPH)
    assert len({tuple(lines) for lines in found}) == 4


def test_numbers_do_not_part_paragraphs_but_part_texts(con: duckdb.DuckDBPyConnection) -> None:
    (_, one, _, one_line), (_, other, _, other_line) = prints(con, LINE + " 12", LINE + " 480")
    assert one_line == other_line
    assert one != other


def test_short_lines_are_no_paragraphs(con: duckdb.DuckDBPyConnection) -> None:
    ((chars, _, lengths, lines), (_, _, _, alone)) = prints(con, f"About us\n{LINE}\n", LINE)
    assert lines == [0, *alone, 0]
    assert (chars, lengths) == (len(LINE) + 10, [8, len(LINE), 0])


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(max_size=300).filter(lambda text: "\0" not in text), max_size=4))
def test_every_text_has_one_number_a_line_and_its_length(con: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    for text, (chars, _, lengths, lines) in zip(texts, prints(con, *texts), strict=True) if texts else ():
        assert chars == len(text)
        assert lengths == [len(line) for line in text.split("\n")]
        assert [number > 0 for number in lines] == [length >= MIN_PARAGRAPH for length in lengths]
        assert [bool(kept) for kept in paragraph_letters(text)] <= [length >= MIN_PARAGRAPH for length in lengths]


def test_texts_one_after_another_fold_as_each_of_them_does() -> None:
    texts = ["Größe: “zwölf”…", "日本語、です 42", "", "Déjà-vu\nno. 7"]
    assert folded("\n".join(texts).encode()) == b"\n".join(folded(text.encode()) for text in texts)
    assert folded("größe: “zwölf”…".encode()).decode() == "größezwölf"
