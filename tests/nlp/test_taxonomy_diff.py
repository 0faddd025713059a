"""Two releases of the taxonomy are compared skill by skill, whatever form they are kept in."""

from pathlib import Path

import msgspec
import pytest

from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.tables import skill_rows
from skilldemand.nlp.taxonomy import load_taxonomy
from skilldemand.nlp.taxonomy_diff import Change, compare, read_release

HEAD = "schema: 1\nsection: {0}\nguide: programming\ntitle: {0}\norder: {1}\nskills:\n"
OLD = {
    "programming": "- {id: go, name: Go, kind: language, aliases: [golang]}\n"
    "- {id: ruby, name: Ruby, kind: language, aliases: [Ruby]}\n",
    "mlops": "- {id: vertex, name: Vertex, kind: platform, aliases: [Vertex AI]}\n"
    "- {id: serving, name: Serving, kind: concept, aliases: [serving], patterns: ['serve ..2 model']}\n",
}
NEW = {
    "programming": "- {id: go, name: Golang, kind: language, aliases: [golang, {text: Go, case: exact}]}\n"
    "- {id: zig, name: Zig, kind: language, aliases: [zig lang]}\n"
    "- {id: serving, name: Serving, kind: practice, aliases: [serving], parents: [go], status: deprecated}\n",
    "mlops": "- {id: vertex-ai, name: Vertex, kind: platform, aliases: [Vertex AI], renamed_from: vertex}\n",
}


def folder(path: Path, sections: dict[str, str]) -> Path:
    path.mkdir()
    for order, (name, skills) in enumerate(sections.items(), 1):
        (path / f"{name}.yml").write_text(HEAD.format(name, order) + skills)
    return path


def jsonl(path: Path, taxonomy_folder: Path) -> Path:
    rows = skill_rows(load_taxonomy(taxonomy_folder))
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return path


def test_every_kind_of_change_is_told_once(tmp_path: Path) -> None:
    changes = compare(read_release(folder(tmp_path / "a", OLD)), read_release(folder(tmp_path / "b", NEW)))
    assert changes == [
        Change("added", "zig", after=("Zig",)),
        Change("removed", "ruby", before=("Ruby",)),
        Change("id renamed", "vertex-ai", ("vertex",), ("vertex-ai",)),
        Change("name", "go", ("Go",), ("Golang",)),
        Change("aliases", "go", (), ("Go (exact case)",)),
        Change("section", "serving", ("mlops",), ("programming",)),
        Change("kind", "serving", ("concept",), ("practice",)),
        Change("status", "serving", ("active",), ("deprecated",)),
        Change("parents", "serving", (), ("go",)),
        Change("patterns", "serving", ("serve ..2 model",), ()),
    ]


def test_the_list_beside_the_mentions_can_stand_on_either_side(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "a", OLD), folder(tmp_path / "b", NEW)
    told = compare(read_release(jsonl(tmp_path / "old.jsonl", old)), read_release(new))
    assert {c.what for c in told} == {"added", "removed", "id renamed", "name", "section", "kind", "status", "parents"}


def test_a_release_does_not_differ_from_itself(tmp_path: Path) -> None:
    old = folder(tmp_path / "a", OLD)
    assert compare(read_release(old), read_release(old)) == []
    assert compare(read_release(old), read_release(jsonl(tmp_path / "old.jsonl", old))) == []


@pytest.mark.parametrize(
    ("content", "part"), [("", "holds no skill"), ("{}\n", "b.jsonl:1: not a skill"), (None, "Name a folder")]
)
def test_what_is_no_release_is_refused(tmp_path: Path, content: str | None, part: str) -> None:
    path = tmp_path / "b.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(TaxonomyError, match=part):
        read_release(path)
