from typing import Any

from skilldemand.crawler.workday_facets import Slice, board_size, slices_of


def facet(parameter: str, **counts: int) -> dict[str, Any]:
    values = [{"descriptor": name.upper(), "id": name, "count": count} for name, count in counts.items()]
    return {"facetParameter": parameter, "values": values}


def test_the_largest_sum_of_a_facet_that_parts_the_board_is_its_size() -> None:
    facets = [facet("timeType", full=4000, part=376), facet("jobFamilyGroup", tech=1074), facet("locations", x=9000)]
    assert board_size(facets) == 4376
    assert board_size([facet("distance", near=5)]) == 0
    assert board_size(None) == 0


def test_a_board_is_parted_by_a_facet_that_is_whole_and_has_no_part_at_the_cap() -> None:
    facets = [facet("timeType", full=2191), facet("Job_Family_Group", shop=1902, tech=259, none=0, hq=30)]
    assert slices_of(facets) == [
        Slice("Job_Family_Group", "shop", 1902),
        Slice("Job_Family_Group", "tech", 259),
        Slice("Job_Family_Group", "hq", 30),
    ]


def test_a_facet_inside_another_is_found() -> None:
    facets = [{"facetParameter": "mainGroup", "values": [facet("jobFamily", a=1500, b=1500)]}]
    assert [part.value for part in slices_of(facets)] == ["a", "b"]


def test_a_board_that_nothing_parts_has_no_parts() -> None:
    assert slices_of([facet("jobFamilyGroup", tech=25, sales=4564)]) == []
    assert slices_of([facet("timeType", full=4589), facet("jobFamilyGroup", tech=25)]) == []
    assert slices_of([{"facetParameter": "jobFamily", "values": None}, 3, {"values": [{"count": 1}]}]) == []
