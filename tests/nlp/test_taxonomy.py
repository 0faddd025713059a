"""The taxonomy is refused with a message that names the place, and its version follows its content."""

import csv
from pathlib import Path

import pytest

from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.taxonomy import GUIDE_SECTIONS, load_taxonomy, parse_taxonomy

HEAD = "schema: 1\nsection: programming\nguide: programming\ntitle: T\norder: 1\nskills:\n"


def parse(skills: str, head: str = HEAD) -> str:
    return parse_taxonomy({"programming.yml": (head + skills).encode()}).version


@pytest.mark.parametrize(
    ("skills", "parts"),
    [
        ("- {id: go, name: Go, kind: tongue, aliases: [go]}", ["programming.yml", "'go'", "kind", "tongue"]),
        ("- {id: go, name: Go, kind: language, aliases: [on]}", ["'go'", "aliases", "Quote"]),
        ("- {id: go, name: Go, kind: language, alias: [go]}", ["'go'", "alias"]),
        ("- {id: go, name: Go, kind: language}", ["'go'", "Add an alias"]),
        ("- {name: Go, kind: language, aliases: [go]}", ["number 1", "id"]),
        ("- [", ["programming.yml", "not valid YAML"]),
        (
            "- {id: go, name: Go, kind: language, aliases: [go]}\n- {id: go, name: G, kind: language, aliases: [g]}",
            ["'go'", "already used", "Rename"],
        ),
    ],
)
def test_a_wrong_file_is_refused_with_file_skill_field_and_remedy(skills: str, parts: list[str]) -> None:
    with pytest.raises(TaxonomyError) as error:
        parse(skills)
    for part in parts:
        assert part in str(error.value)


def test_a_wrong_guide_section_is_refused() -> None:
    with pytest.raises(TaxonomyError, match="guide: 'cooking', expected one of programming"):
        parse("", HEAD.replace("guide: programming", "guide: cooking").replace("skills:", "skills: []"))


def test_the_version_changes_with_the_content_and_only_with_it() -> None:
    one = "- {id: go, name: Go, kind: language, aliases: [golang]}"
    assert parse(one) == parse(one)
    assert parse(one) != parse(one.replace("golang", "go-lang"))


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match=r"no \*\.yml file"):
        load_taxonomy(tmp_path)


def test_the_shipped_taxonomy_covers_the_guide_in_order() -> None:
    taxonomy = load_taxonomy()
    assert {s.guide for s in taxonomy.sections} == set(GUIDE_SECTIONS)
    assert [s.order for s in taxonomy.sections] == list(range(1, len(taxonomy.sections) + 1))
    assert len(taxonomy.entries) >= 450


@pytest.mark.shared
def test_every_id_of_the_catalogue_is_there_under_its_section_and_kind(shared: Path) -> None:
    entries = load_taxonomy().entries
    with (shared / "gold" / "skills.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            entry = entries[row["id"]]
            assert (entry.section, entry.catalogue) == (row["section"], row["kind"]), row["id"]
