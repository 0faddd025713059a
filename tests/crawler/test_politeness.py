"""What a server sees of us, by its own log: pace, quota, robots.txt, Crawl-delay, Retry-After, who we say we are."""

import datetime as dt
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import pytest
import yaml

from skilldemand.crawler.crawl import CrawlRequest, crawl
from skilldemand.crawler.embedded.http import Answer, text_answer
from skilldemand.crawler.landing import complete_runs, read_boards
from skilldemand.crawler.middlewares.private_addresses import is_private, refuse_literal
from skilldemand.crawler.refusals import PrivateAddress
from skilldemand.crawler.registry import Board, Quota, load_registry
from tests.crawler.fault_matrix import board
from tests.fakeserver import faults
from tests.fakeserver.market import make_market, market_days
from tests.fakeserver.server import FakeServer

DAY, NEXT = dt.date(2026, 3, 10), dt.date(2026, 3, 11)
LONG = faults.once(faults.status(429, Retry_After="600"))
NO_WAY = text_answer("User-agent: *\nDisallow: /v1/boards/secret/\n", "text/plain")


@dataclass(frozen=True)
class Scene:
    """One source with its boards, asked on its own server; `policy` changes what ships."""

    source: str
    boards: tuple[str, ...]
    policy: dict
    faults: dict
    robots: dict
    days: tuple[dt.date, ...] = (DAY,)
    size: int = 2


def scene(source, *boards, faults=None, robots=None, days=(DAY,), size=2, **policy):
    return Scene(source, boards, {"pace_seconds": 0.05, **policy}, faults or {}, robots or {}, days, size)


SCENES = {
    "pace": scene("recruitee", "elm", "fir", "oak", pace_seconds=0.4),
    "crawl-delay": scene("lever", "elm", "fir", "oak"),
    "quota": scene("greenhouse", "elm", "fir", "oak", quota=Quota(requests=2, per="day"), days=(DAY, DAY, NEXT)),
    "forbidden": scene("greenhouse", "elm", "secret", robots={"boards-api.greenhouse.io": NO_WAY}),
    "unreadable": scene("recruitee", "elm", robots={"elm.recruitee.com": Answer(500)}),
    "documented": scene("greenhouse", "elm", robots={"boards-api.greenhouse.io": Answer(500)}),
    "seconds": scene("greenhouse", "elm", "fir", faults={"elm": faults.once(faults.status(429, Retry_After="2"))}),
    "unavailable": scene("greenhouse", "elm", "fir", faults={"fir": faults.once(faults.status(503, Retry_After="2"))}),
    "date": scene("greenhouse", "elm", "fir", faults={"elm": faults.once(faults.retry_after_date)}),
    "long": scene("greenhouse", "elm", "fir", "oak", faults={"elm": LONG, "fir": LONG, "oak": LONG}),
    "refused": scene("workday", "elm", "fir", faults={"elm": faults.status(403)}),
    "broken": scene("workday", "elm", faults={"elm": faults.details(faults.status(500))}, size=12),
}


@dataclass
class Seen:
    log: list
    statuses: list[dict[str, str]]
    """Status by board, one dictionary a run."""


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Every scene in one child process, each on a server of its own."""
    folder, asked, servers = tmp_path_factory.mktemp("scenes"), [], {}
    with ExitStack() as stack:
        for name, one in SCENES.items():
            market = make_market(dict.fromkeys(one.boards, one.source), size=one.size)
            server = servers[name] = stack.enter_context(FakeServer(market_days(market), one.faults))
            server.robots = one.robots
            asked += requests(folder / name, one, server)
        crawl(asked)
    return {name: Seen(servers[name].log, statuses(folder / name)) for name in SCENES}


def requests(folder, one, server):
    (folder / "boards").mkdir(parents=True)
    source = load_registry()[one.source]
    policy = msgspec.structs.replace(source.policy, **one.policy)
    changed = msgspec.structs.replace(source, policy=policy, boards=[board(slug, one.source) for slug in one.boards])
    (folder / "boards" / f"{one.source}.yml").write_text(yaml.safe_dump(msgspec.to_builtins(changed)))
    for number, day in enumerate(one.days):
        yield CrawlRequest(
            landing=str(folder / "landing"), state=str(folder / "state"), run_id=f"r{number}", now=f"{day}T06:00:00Z",
            registry=str(folder / "boards"), rehost=server.at(day),
        )  # fmt: skip


def statuses(folder):
    return [{result.board: result.status for result in read_boards(run)} for run in complete_runs(folder / "landing")]


def gaps(log):
    return [later.at - earlier.at for earlier, later in pairwise(log)]


def asked(log):
    return [line for line in log if not line.is_robots]


def test_all_hosts_of_a_service_share_one_pace(seen):
    log = seen["pace"].log
    assert len({line.host for line in log}) == 3
    assert len(log) == 6  # robots.txt of each host and one listing each
    assert min(gaps(log)) >= 0.4


def test_crawl_delay_goes_before_our_own_pace(seen):
    log = seen["crawl-delay"].log
    assert log[0].is_robots
    assert len(asked(log)) == 3
    assert min(gaps(asked(log))) >= 1.0


def test_no_request_goes_past_a_quota_and_restarts_do_not_reset_it(seen):
    days = [line.day for line in asked(seen["quota"].log)]
    assert days == [DAY, DAY, NEXT, NEXT]
    first, second, third = seen["quota"].statuses
    assert sorted(first.values()) == ["complete", "complete", "partial"]
    assert set(second.values()) == {"partial"}
    assert sorted(third.values()).count("partial") == 1


def test_what_robots_txt_forbids_is_never_asked(seen):
    assert not [line for line in seen["forbidden"].log if "secret" in line.target]
    assert seen["forbidden"].statuses == [{"elm": "complete", "secret": "blocked"}]


def test_robots_txt_is_asked_first_and_once_a_host(seen):
    for one in seen.values():
        for day in {line.day for line in one.log}:
            hosts = {line.host for line in one.log}
            for host in hosts:
                lines = [line for line in one.log if line.host == host and line.day == day and line.status != 500]
                assert sum(line.is_robots for line in lines) <= len(one.statuses)
                assert not lines or lines[0].is_robots or one is seen["documented"]


def test_robots_txt_is_kept_for_a_day_across_runs(seen):
    days = [line.day for line in seen["quota"].log if line.is_robots]
    assert len(seen["quota"].statuses) == 3  # two runs on one day, and one exactly 24 hours later
    assert days == [DAY, NEXT]


def test_a_host_whose_robots_txt_fails_is_left_alone_unless_its_api_is_documented(seen):
    assert asked(seen["unreadable"].log) == []
    assert seen["unreadable"].statuses == [{"elm": "error"}]
    assert seen["documented"].statuses == [{"elm": "complete"}]


@pytest.mark.parametrize("name", ["seconds", "unavailable", "date"])
def test_retry_after_is_kept_for_the_whole_service(seen, name):
    log = asked(seen[name].log)
    (place,) = [number for number, line in enumerate(log) if line.status in {429, 503}]
    waited = log[place + 1].at - log[place].at
    # A date has whole seconds, so two seconds from now may be written as one and a bit.
    assert waited >= (1.0 if name == "date" else 2.0)
    assert waited < 6
    assert seen[name].statuses == [{"elm": "complete", "fir": "complete"}]


def test_a_long_retry_after_ends_the_service_for_the_run(seen):
    assert len(asked(seen["long"].log)) == 1
    assert set(seen["long"].statuses[0].values()) == {"error"}


def test_two_refusals_in_a_row_end_a_board(seen):
    log = [line for line in asked(seen["refused"].log) if line.host.startswith("elm")]
    assert [line.status for line in log] == [403, 403]
    assert seen["refused"].statuses == [{"elm": "blocked", "fir": "complete"}]


def test_a_board_that_keeps_failing_is_given_up(seen):
    failed = [line for line in seen["broken"].log if line.status == 500]
    assert len(failed) == 5


def test_every_request_says_who_we_are(seen):
    agents = {line.headers["user-agent"] for one in seen.values() for line in one.log}
    (agent,) = agents
    assert agent.startswith("skilldemand/")
    assert "(+https://" in agent
    assert "contact" in agent


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "x.localhost", "10.1.2.3", "169.254.169.254", "[::1]", "::ffff:10.0.0.1", "0.0.0.0"],
)
def test_local_addresses_are_refused_as_hosts(host):
    with pytest.raises(PrivateAddress, match="local network"):
        refuse_literal(host)


@pytest.mark.parametrize(("host", "private"), [("8.8.8.8", False), ("jobs.example.com", False), ("fe80::1", True)])
def test_public_addresses_and_names_are_not_private(host, private):
    assert is_private(host) is private


NAME = socket.gethostname()


def local_name() -> bool:
    try:
        return is_private(socket.gethostbyname(NAME))
    except OSError:
        return False


@pytest.mark.skipif(not local_name(), reason="this machine's name is not in its own hosts file")
@pytest.mark.parametrize("allowed", [False, True])
def test_a_name_that_leads_to_the_local_network_is_not_asked(tmp_path, allowed):
    market = market_days(make_market({"elm": "greenhouse"}))
    with FakeServer(market) as server:
        port = server.address.rpartition(":")[2]
        shipped = load_registry()["json_ld"]
        local = Board(slug="elm", options={"host": NAME, "sitemap": f"http://{NAME}:{port}/sitemap.xml"})
        policy = msgspec.structs.replace(shipped.policy, pace_seconds=0.05)
        source = msgspec.structs.replace(shipped, boards=[local], policy=policy)
        (tmp_path / "boards").mkdir()
        (tmp_path / "boards" / "json_ld.yml").write_text(yaml.safe_dump(msgspec.to_builtins(source)))
        crawl(
            [
                CrawlRequest(
                    landing=str(tmp_path / "landing"), state=str(tmp_path / "state"), run_id="r",
                    registry=str(tmp_path / "boards"), allow_private=allowed,
                )
            ]
        )  # fmt: skip
        assert bool(server.log) is allowed
