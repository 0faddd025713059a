"""A user's own skills are read beside the shipped ones, in every process, and stand in the version."""

from pathlib import Path

import pytest

from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.own_skills import FOLDER, reading_own_skills
from skilldemand.nlp.taxonomy import load_taxonomy, parse_taxonomy

QUIBBLR = "skills:\n- {id: quibblr, name: Quibblr, kind: platform, aliases: [quibblr]}\n"
LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))


def test_own_skills_join_their_section_and_change_the_version(tmp_path: Path) -> None:
    shipped = load_taxonomy()
    (tmp_path / "mlops.yml").write_text(QUIBBLR)
    with reading_own_skills(tmp_path):
        own = load_taxonomy()
        assert own.entries["quibblr"].section == "mlops"
        assert own.version != shipped.version
        assert own.sections == shipped.sections
        assert [m.skill_id for m in Matcher().find("Experience with Quibblr and Kafka.")] == ["quibblr", "kafka"]
        (tmp_path / "mlops.yml").write_text(QUIBBLR.replace("Quibblr", "Qb"))
        assert load_taxonomy().version != own.version
    assert load_taxonomy() is shipped


def test_an_own_skill_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "cloud.yml").write_text(
        "skills:\n- {id: pandas, name: Bamboo, kind: library, aliases: [bamboo eater]}\n"
    )
    with reading_own_skills(tmp_path):
        entry = load_taxonomy().entries["pandas"]
    assert (entry.skill.name, entry.section, entry.file) == ("Bamboo", "cloud", "workspace/skills/cloud.yml")


def test_a_pipeline_carries_own_skills_along(tmp_path: Path) -> None:
    (tmp_path / "mlops.yml").write_text(QUIBBLR)
    with reading_own_skills(tmp_path):
        taxonomy = load_taxonomy()
    assert parse_taxonomy(taxonomy.files).version == taxonomy.version


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("mine.yml", QUIBBLR, "no section is called 'mine'; known are big-data, cloud"),
        (
            "mlops.yml",
            QUIBBLR + QUIBBLR.removeprefix("skills:\n"),
            "workspace/skills/mlops.yml: skill 'quibblr': id is already",
        ),
        (
            "mlops.yml",
            "skill: []\n",
            "workspace/skills/mlops.yml: Object contains unknown field `skill`. Expected skills.",
        ),
        ("mlops.yml", "skills: [", "workspace/skills/mlops.yml: not valid YAML"),
        (
            "mlops.yml",
            LAUGHS,
            "workspace/skills/mlops.yml: not valid YAML: line 2: an alias is not read; write out what &a0",
        ),
        ("mlops.yml", "x: {<<: [&a {k: 1}, *a]}", "write out what &a holds"),
    ],
)
def test_a_wrong_own_file_is_refused_with_its_remedy(tmp_path: Path, name: str, text: str, part: str) -> None:
    (tmp_path / name).write_text(text)
    with reading_own_skills(tmp_path), pytest.raises(TaxonomyError) as error:
        load_taxonomy()
    assert part in str(error.value)


def test_a_folder_named_by_the_environment_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mlops.yml").write_text(QUIBBLR)
    monkeypatch.setenv(FOLDER, str(tmp_path))
    with reading_own_skills(tmp_path / "elsewhere"):
        assert "quibblr" in load_taxonomy().entries
    assert "quibblr" in load_taxonomy().entries


def test_a_text_with_the_signs_of_aliases_is_read(tmp_path: Path) -> None:
    (tmp_path / "mlops.yml").write_text(QUIBBLR.replace("name: Quibblr", "name: 'R&D * &co *co'"))
    with reading_own_skills(tmp_path):
        assert load_taxonomy().entries["quibblr"].skill.name == "R&D * &co *co"
