import pytest

from skilldemand.crawler.roles import load_role_filter

FILTER = load_role_filter()


@pytest.mark.parametrize("title", [title for family in FILTER.families for title in family.examples.keep])
def test_every_example_of_a_family_is_kept(title: str) -> None:
    assert FILTER.family_of(title) is not None


@pytest.mark.parametrize("title", [title for family in FILTER.families for title in family.examples.drop])
def test_what_a_family_drops_no_other_family_keeps(title: str) -> None:
    assert FILTER.family_of(title) is None


@pytest.mark.parametrize("title", ["Accountant", "Frontend Engineer", "", "Nurse", "Email Marketing", "HTML5 dev"])
def test_unrelated_titles_are_dropped(title: str) -> None:
    assert FILTER.family_of(title) is None
