"""What a crawl would do, before anybody is asked."""

import pytest

from skilldemand.crawler.crawl import CrawlRequest, crawl
from skilldemand.crawler.errors import CrawlError
from skilldemand.crawler.plan import make_plan
from tests.crawler.fault_matrix import board, registry

SERVICES = {"ashby": ["ash"], "greenhouse": [f"elm-{n}" for n in range(12)], "lever": ["oak"], "workday": ["yew"]}


def boards():
    return {source: [board(slug, source) for slug in slugs] for source, slugs in SERVICES.items()}


def test_shards_share_the_boards_and_never_a_service(tmp_path):
    folder = registry(tmp_path / "boards", boards())
    parts = []
    for number in (1, 2, 3):
        request = CrawlRequest(landing="x", state="x", run_id="r", registry=folder, shard=(number, 3))
        parts.append({(plan.policy.service, b.slug) for plan in make_plan(request).sources for b in plan.boards})
    assert sorted(slug for part in parts for _, slug in part) == sorted(
        slug for slugs in SERVICES.values() for slug in slugs
    )
    services = [{service for service, _ in part} for part in parts]
    assert not services[0] & services[1] | services[1] & services[2] | services[0] & services[2]


def test_a_plan_tells_boards_requests_and_least_time(tmp_path):
    folder = registry(tmp_path / "boards", boards())
    plan = make_plan(CrawlRequest(landing="x", state="x", run_id="r", registry=folder))
    by_name = {source.source: source for source in plan.sources}
    assert len(by_name["greenhouse"].boards) == 12
    assert by_name["greenhouse"].least_requests == 13  # robots.txt and one a board
    assert by_name["greenhouse"].least_seconds == 12.0


@pytest.mark.parametrize(
    ("more", "message"),
    [({"sources": ["nowhere"]}, "'nowhere'"), ({"boards": {"greenhouse": ["nobody"]}}, "skilldemand crawl add")],
)
def test_what_the_registry_has_not_is_refused_with_a_remedy(tmp_path, more, message):
    request = CrawlRequest(landing=str(tmp_path), state=str(tmp_path), run_id="r", **more)
    with pytest.raises(CrawlError, match=message):
        crawl([request])
