"""Names that the taxonomy lacks are found by the company they keep; what is no skill stays down."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.nlp.discovery import Discovery, Source, company_key, places, without
from skilldemand.nlp.discovery_names import names, phrases
from skilldemand.nlp.discovery_output import (
    Decisions,
    load_decisions,
    proposals,
    rank,
    save_decisions,
    suggested,
)
from skilldemand.nlp.discovery_records import Candidate
from skilldemand.nlp.errors import InputError
from skilldemand.nlp.skill_entry import Skill
from skilldemand.nlp.taxonomy import Taxonomy

ASKS = "Requirements\n- Experience with {0}, Python and Rust.\n"
EMPLOYERS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir")


def found(
    taxonomy: Taxonomy, text: str, *, companies: tuple[str, ...] = EMPLOYERS, decided: frozenset[str] = frozenset()
) -> list[Candidate]:
    discovery = Discovery(taxonomy)
    for _ in discovery.read(Source("Engineer", text, company) for company in companies):
        pass
    return rank(discovery, decided=decided)


def test_a_list_mate_of_known_skills_is_found_with_section_kind_and_evidence(small_taxonomy: Taxonomy) -> None:
    (best, *_) = found(small_taxonomy, ASKS.format("Quibblr"))
    assert (best.name, best.employers, best.list_share) == ("Quibblr", 6, 1.0)
    assert set(best.mates) == {"python", "rust"}
    assert suggested(best, small_taxonomy) == ("programming", "language")
    assert len(best.evidence) == 3
    assert "Quibblr, Python and Rust" in best.evidence[0]


def test_employers_count_not_postings(small_taxonomy: Taxonomy) -> None:
    assert found(small_taxonomy, ASKS.format("Quibblr"), companies=("Alder",) * 9) == []
    assert found(small_taxonomy, ASKS.format("Quibblr"), companies=("Alder", "Alder Inc.", "ALDER, LLC") * 3) == []


def test_items_of_their_own_are_list_mates_too(small_taxonomy: Taxonomy) -> None:
    (best, *_) = found(small_taxonomy, "Requirements\n- Python\n- Rust\n- Quibblr\n")
    assert (best.name, set(best.mates)) == ("Quibblr", {"python", "rust"})


def test_a_lower_case_item_between_two_known_skills_is_a_candidate(small_taxonomy: Taxonomy) -> None:
    assert found(small_taxonomy, "Requirements\n- Python, sand casting, and Rust.\n")[0].name == "sand casting"


@pytest.mark.parametrize(
    "text",
    [
        "Benefits\n- Quibblr, Python and Rust for all.\n",
        "Equal opportunity\nQuibblr, Python and Rust: we hire regardless of race or gender.\n",
        ASKS.format("Berlin"),
        ASKS.format("German"),
        ASKS.format("Product Manager"),
        "Requirements\n- BS in Quibblrics, Python or Rust.\n",
        "Requirements\n- Python and Rust at Quibblr.\n",
    ],
)
def test_boilerplate_places_languages_titles_degrees_and_companies_are_no_skills(
    small_taxonomy: Taxonomy, text: str
) -> None:
    companies = (*EMPLOYERS, "Quibblr") if text.endswith("at Quibblr.\n") else EMPLOYERS
    assert [c.name for c in found(small_taxonomy, text, companies=companies)] == []


def test_an_ordinary_word_is_no_name_for_being_capitalised(small_taxonomy: Taxonomy) -> None:
    text = ASKS.format("Weaving") + "- We value good weaving, and fine weaving, and fast weaving.\n"
    assert found(small_taxonomy, text) == []


def test_hidden_skills_are_found_again(small_taxonomy: Taxonomy) -> None:
    text = "Requirements\n- Kafka, Python or AWS.\n- Power BI, SageMaker, Python.\n"
    hidden = without(small_taxonomy, ["powerbi"])
    assert [c.name for c in found(small_taxonomy, text)] == ["Kafka"]
    assert {c.name for c in found(hidden, text)} == {"Kafka", "Power BI"}


def test_growth_compares_employers_of_two_windows(small_taxonomy: Taxonomy) -> None:
    discovery = Discovery(small_taxonomy, since=date(2026, 1, 1))
    postings = [Source("E", ASKS.format("Oldlib"), name, date(2025, 3, 1)) for name in EMPLOYERS]
    postings += [Source("E", ASKS.format("Newlib"), name + " Labs", date(2026, 3, 1)) for name in EMPLOYERS]
    for _ in discovery.read(postings):
        pass
    growth = {c.name: c.growth for c in rank(discovery)}
    assert growth["Newlib"] > 0 > growth["Oldlib"]
    assert growth["Newlib"] == pytest.approx(-growth["Oldlib"], abs=0.01)


def test_spellings_are_one_candidate_and_decisions_cover_all_of_them(small_taxonomy: Taxonomy) -> None:
    text = ASKS.format("QuibDB") + ASKS.format("Quib DB") + ASKS.format("Quib-DB")
    (best,) = found(small_taxonomy, text)
    assert set(best.surfaces) == {"QuibDB", "Quib DB", "Quib-DB"}
    assert found(small_taxonomy, text, decided=Decisions(rejected=["quib db"]).keys()) == []


def test_proposals_are_valid_skills_and_guard_short_and_ordinary_names(small_taxonomy: Taxonomy) -> None:
    plain = Candidate(
        name="Quibblr", score=1, employers=6, list_share=1, growth=0, mates={"python": 4}, surfaces=("Quibblr",),
        evidence=("Quibblr, Python: # 'quoted'",),
    )  # fmt: skip
    short = Candidate(
        name="Q#", score=1, employers=6, list_share=1, growth=0, mates={}, surfaces=("Q#",), evidence=()
    )  # fmt: skip
    ordinary = Candidate(
        name="Anchor", score=1, employers=6, list_share=1, growth=0, mates={}, surfaces=("Anchor",), evidence=()
    )  # fmt: skip
    skills = [yaml.safe_load(text)[0] for text in proposals([plain, short, ordinary], small_taxonomy)]
    assert [s["id"] for s in skills] == ["quibblr", "qsharp", "anchor"]
    assert skills[0]["aliases"] == ["Quibblr"]
    for guarded in skills[1:]:
        assert guarded["aliases"][0]["context"] == "required"
        assert msgspec.convert(guarded, Skill).context.has_positive


def test_decisions_are_kept_and_the_newest_holds(tmp_path: Path) -> None:
    path = tmp_path / "discover.yml"
    assert load_decisions(path) == Decisions()
    decisions = Decisions(accepted=["Trino"], rejected=["CPU"], alias_of={"HDFS": "hadoop"})
    save_decisions(path, decisions)
    assert load_decisions(path) == decisions
    decisions.forget("trino")
    assert decisions.accepted == []


@pytest.mark.parametrize("text", ["rejected: CPU", "refused: [x]", "[", "- a"])
def test_a_malformed_file_of_decisions_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "discover.yml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"discover\.yml: cannot be used"):
        load_decisions(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use KServe, n8n and Node.js.", ["KServe", "n8n", "Node.js"]),
        ("in C++/CLI with FFmpeg", ["C++", "CLI", "FFmpeg"]),
        ("with Apache Quib Server", ["Apache Quib Server"]),
        ("the 3rd of 2026, 40k, at 10am", []),
        ("A Very Long Line Of Title Words", []),
        ("You'd be the first. We\u2019re small. Don't wait.", []),
    ],
)
def test_names_are_known_by_their_form(text: str, expected: list[str]) -> None:
    assert [text[n.start : n.end] for n in names(text, [])][-len(expected) or 99 :] == expected


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_names_inside_it(text: str) -> None:
    for name in (*names(text, []), *phrases(text, [])):
        assert 0 <= name.start < name.end <= len(text)


def test_helpers_know_places_and_legal_forms() -> None:
    assert {"berlin", "united states", "north america"} <= places()
    assert company_key("Acme, Inc.") == company_key("ACME") == "acme"
    assert company_key(None) == ""
