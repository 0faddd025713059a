"""What a run will do: which boards of which sources, at which pace, for which reasons not."""

import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from skilldemand.crawler.crawl import CrawlRequest
from skilldemand.crawler.errors import BoardsError, CrawlError
from skilldemand.crawler.landing import boards_done
from skilldemand.crawler.own_boards import with_own_boards
from skilldemand.crawler.registry import Board, Policy, Source, load_registry, parse_source
from skilldemand.crawler.spider_index import has_spider


class SourcePlan(msgspec.Struct, kw_only=True, frozen=True):
    """One source of a run."""

    source: str
    title: str
    policy: Policy
    boards: list[Board]
    attempt: int = 1
    """2 and more when a resumed run adds what the attempts before it left open."""

    @property
    def least_requests(self) -> int:
        """One request a board and the robots.txt of each host; pages and details come on top."""
        hosts = len(self.policy.hosts)
        shared = hosts and not any("*" in host for host in self.policy.hosts)
        return len(self.boards) + (1 if shared else len(self.boards))

    @property
    def least_seconds(self) -> float:
        """Least time the source takes at its pace."""
        return self.policy.pace_seconds * max(0, self.least_requests - 1)


class Plan(msgspec.Struct, kw_only=True, frozen=True):
    """A whole run."""

    sources: list[SourcePlan]
    skipped: dict[str, str]
    """Sources that were asked for or are on by default and are not read, with the reason."""


def clock_of(request: CrawlRequest) -> Callable[[], str]:
    """Return the run's clock: the machine's, or one that stands still at the request's `now`."""
    if request.now is None:
        return lambda: datetime.now(UTC).isoformat(timespec="seconds")
    fixed = datetime.fromisoformat(request.now).astimezone(UTC).isoformat(timespec="seconds")
    return lambda: fixed


def make_plan(request: CrawlRequest) -> Plan:
    """Return the plan of a request; raises CrawlError for a source or board that the registry does not have."""
    registry = _registry(request)
    sources, skipped = [], {}
    for source in _chosen(registry, request.sources):
        if not has_spider(source.source):
            skipped[source.source] = "this release has no spider for it"
            continue
        missing = [name for name in source.policy.key_env if not os.environ.get(name)]
        if missing:
            skipped[source.source] = f"needs a key: set {' and '.join(missing)} in the environment"
            continue
        boards, attempt = _boards(source, request)
        if boards:
            sources.append(
                SourcePlan(
                    source=source.source, title=source.title, policy=source.policy, boards=boards, attempt=attempt
                )
            )
        else:
            skipped[source.source] = "no board to read in this run"
    return Plan(sources=sources, skipped=skipped)


def _registry(request: CrawlRequest) -> dict[str, Source]:
    shipped = load_registry() if request.registry is None else _from_folder(request.registry)
    return shipped if request.own_boards is None else with_own_boards(shipped, Path(request.own_boards))


def _from_folder(folder: str) -> dict[str, Source]:
    files = sorted(path for path in Path(folder).glob("*.yml") if path.name != "removed.yml")
    if not files:
        raise BoardsError(f"{folder}: no registry file (*.yml) in this folder. Name a folder that has some.")
    sources = [parse_source(path.read_text("utf-8"), path.name) for path in files]
    return {source.source: source for source in sources}


def _chosen(registry: dict[str, Source], names: list[str]) -> Iterator[Source]:
    unknown = [name for name in names if name not in registry]
    if unknown:
        raise CrawlError(f"source {unknown[0]!r}: not in the registry. Known: {', '.join(sorted(registry))}.")
    for name, source in registry.items():
        if name in names or (not names and source.policy.enabled):
            yield source


def _boards(source: Source, request: CrawlRequest) -> tuple[list[Board], int]:
    wanted = request.boards.get(source.source)
    by_slug = {board.slug: board for board in source.boards}
    if wanted is not None:
        unknown = [slug for slug in wanted if slug not in by_slug]
        if unknown:
            raise CrawlError(
                f"board {unknown[0]!r} of {source.source}: not in the registry. "
                f"Add it with `skilldemand crawl add {source.source} {unknown[0]}`."
            )
    boards = source.boards if wanted is None else [by_slug[slug] for slug in wanted]
    boards = [board for board in boards if _in_shard(source, board, request.shard)]
    if not request.resume:
        return boards, 1
    done, attempts = boards_done(Path(request.landing), source.source, request.run_id)
    return [board for board in boards if board.slug not in done], attempts + 1


def _in_shard(source: Source, board: Board, shard: tuple[int, int] | None) -> bool:
    """Tell whether a board is this machine's.

    A service goes whole to one machine, because its pace holds for all machines together; boards that stand on hosts
    of their own (no hosts in the policy) are dealt out one by one.
    """
    if shard is None:
        return True
    key = source.policy.service if source.policy.hosts else f"{source.source}:{board.slug}"
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    return number % shard[1] == shard[0] - 1
