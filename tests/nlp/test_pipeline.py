"""The components work in any English pipeline and survive the disk."""

import tomllib
from pathlib import Path

import spacy
from spacy import displacy
from spacy.tokens import Doc

from skilldemand.nlp.pipeline import SECTIONS, SKILLS, build_nlp

TEXT = "Requirements:\n- 3+ years of Python or C/C++\n- PyTorch\nNice to have:\n- Go, Rust"


def test_mentions_stand_in_spans_with_what_is_known_of_them() -> None:
    doc = build_nlp()(TEXT)
    spans = {span.label_: span for span in doc.spans["skills"]}
    assert {"python", "c", "cpp", "pytorch", "go", "rust"} == set(spans)
    assert spans["python"]._.skill_strength == "required"
    assert spans["rust"]._.skill_strength == "preferred"
    assert spans["c"]._.skill_any_of
    assert spans["c"].text == spans["cpp"].text == "C/C++"
    assert [TEXT[m.start : m.end] for m in doc._.skill_mentions] == [m.surface for m in doc._.skill_mentions]
    assert {span.label_ for span in doc.spans["sections"]} == {"requirements", "preferred"}


def test_the_matcher_works_alone_in_another_pipeline_with_settings() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(SKILLS, config={"spans_key": "asked", "counted_only": True})
    doc = nlp(TEXT)
    assert {"python", "pytorch"} <= {span.label_ for span in doc.spans["asked"]}


def test_the_pipeline_survives_disk_and_bytes(tmp_path: Path) -> None:
    nlp = build_nlp()
    nlp.to_disk(tmp_path / "model")
    said = nlp(TEXT)._.skill_mentions
    assert spacy.load(tmp_path / "model")(TEXT)._.skill_mentions == said
    assert build_nlp().from_bytes(nlp.to_bytes())(TEXT)._.skill_mentions == said


def test_a_doc_carries_its_mentions_through_bytes_and_into_displacy() -> None:
    nlp = build_nlp()
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.skill_mentions == doc._.skill_mentions
    assert "pytorch" in displacy.render(doc, style="span", options={"spans_key": "skills"})


DOTTED = {"skilldemand.posting_sections", "skilldemand.skill_matcher"}


def test_the_factories_are_entry_points() -> None:
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["project"]["entry-points"]["spacy_factories"]) == {SECTIONS, SKILLS, *DOTTED}


def test_the_dotted_name_works_in_any_english_pipeline_and_on_disk_under_a_name_of_its_own(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("skilldemand.skill_matcher", name="skills")
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    doc = loaded("You know Python well.")
    assert [span.label_ for span in doc.spans["skills"]] == ["python"]
    assert spacy.blank("en").add_pipe("skilldemand.skill_matcher") is not None
