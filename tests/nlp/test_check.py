"""The shipped taxonomy has no problem, and each kind of problem is found."""

from skilldemand.nlp.check import check, check_examples
from skilldemand.nlp.taxonomy import Taxonomy, load_taxonomy, parse_taxonomy

HEAD = "schema: 1\nsection: {0}\nguide: programming\ntitle: T\norder: {1}\nskills:\n"


def taxonomy(*skills: str) -> Taxonomy:
    files = {f"s{n}.yml": (HEAD.format(f"s{n}", n) + text).encode() for n, text in enumerate(skills, 1)}
    return parse_taxonomy(files)


def messages(*skills: str) -> str:
    return "\n".join(map(str, check(taxonomy(*skills))))


def test_the_shipped_taxonomy_has_no_problem() -> None:
    assert check(load_taxonomy()) == []


def test_all_examples_of_the_shipped_taxonomy_hold() -> None:
    assert check_examples(load_taxonomy()) == []


def test_an_alias_claimed_twice_names_both_files() -> None:
    found = messages(
        "- {id: a, name: A, kind: library, aliases: [scikit-learn]}",
        "- {id: b, name: B, kind: library, aliases: [scikit learn]}",
    )
    assert "s2.yml" in found
    assert "'a' in s1.yml" in found


def test_a_short_or_ordinary_name_needs_case_context_and_examples() -> None:
    found = messages("- {id: go, name: Go, kind: language, aliases: [Go, Spark]}")
    assert found.count("expected {case: exact") == 2
    assert found.count("2 match and 2 reject examples") == 2


def test_parents_must_exist_and_form_no_ring() -> None:
    found = messages(
        "- {id: a, name: A, kind: library, aliases: [aaa], parents: [b]}\n"
        "- {id: b, name: B, kind: library, aliases: [bbb], parents: [a, nowhere]}"
    )
    assert "form a ring: a > b > a" in found
    assert "'nowhere' is not an id" in found


def test_a_malformed_pattern_is_a_problem_of_its_skill() -> None:
    assert "'a': patterns" in messages("- {id: a, name: A, kind: concept, patterns: ['build ..3']}")


def test_an_example_that_does_not_hold_is_a_problem() -> None:
    skill = "- {id: a, name: A, kind: library, aliases: [aaa], examples: {match: [no such], reject: [we use aaa]}}"
    fields = [problem.field for problem in check_examples(taxonomy(skill))]
    assert fields == ["examples.match", "examples.reject"]
