"""Nothing counts that a legal notice or a list of benefits names, however plainly it names it."""

from pathlib import Path

import pytest

from skilldemand.crawler.fields.html_text import clean_text
from skilldemand.nlp.reader import Reader

ASKED = "Requirements\n- Three years of TensorFlow.\n"
CLOSED = [
    "Equal Opportunity Employer\nWe hire without regard to race, sex, age or knowledge of Python.",
    "We are an equal opportunity employer and use machine learning tools to screen applications.",
    "Benefits\n- Kubernetes and AWS certification paid for\n- 28 days of leave\n- Python conference budget",
    "What we offer\n- Deep learning reading group\n- Dental insurance and a pension plan\n- Free courses on Spark",
    "Perks and benefits: gym, paid time off, PyTorch meetups.",
    "Our benefits:\n• Health insurance\n• Mentoring programme\n• Parental leave\n• Docker stickers",
    "Privacy notice\nYour data are kept in AWS and Snowflake for the time that the law allows.",
    "Reasonable accommodation\nTell us when you need an accommodation to sit the SQL test.",
    "E-Verify\nThe company takes part in E-Verify; statistics are on the website of the authority.",
    "Notice to applicants in California: the fair chance ordinance and the CCPA apply, databases included.",
]


@pytest.mark.parametrize("notice", CLOSED)
@pytest.mark.parametrize("layout", ["before", "behind"])
def test_a_notice_beside_requirements_does_not_count(reader: Reader, notice: str, layout: str) -> None:
    text = f"{ASKED}\n{notice}\n" if layout == "behind" else f"{notice}\n\n{ASKED}"
    mentions = reader.read(text, "Engineer", "Tidewater").mentions
    assert {m.skill_id for m in mentions if m.counts} == {"tensorflow"}


@pytest.mark.parametrize("notice", CLOSED[2:6])
def test_benefits_that_lost_their_line_breaks_do_not_count(reader: Reader, notice: str) -> None:
    text = " ".join(f"{ASKED} {notice}".split())
    mentions = reader.read(text, "Engineer", "Tidewater").mentions
    assert {m.skill_id for m in mentions if m.counts} == {"tensorflow"}


@pytest.mark.shared
def test_no_mention_in_legal_notices_or_benefits_of_real_postings_counts(reader: Reader, shared: Path) -> None:
    import pyarrow.parquet as pq

    closed = 0
    for file in sorted((shared / "data").glob("*_postings.parquet")):
        table = pq.read_table(file, columns=["title", "company", "description"])
        for row in table.take(list(range(0, table.num_rows, 50))).to_pylist():
            with reader.matcher.nlp.memory_zone():
                mentions = reader.read(clean_text(row["description"]), row["title"], row["company"] or None).mentions
            inside = [m for m in mentions if m.section in ("legal", "benefits")]
            assert not any(m.counts for m in inside)
            assert all(m.reason for m in inside)
            closed += len(inside)
    assert closed > 50
