"""From a workspace, options and environment to what the crawler is asked to do."""

import os
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from skilldemand.cli import clock
from skilldemand.cli.errors import UsageError
from skilldemand.cli.session import Session

if TYPE_CHECKING:
    from skilldemand.crawler.crawl import CrawlRequest


def crawl_request(session: Session, run_id: str, **more: Any) -> "CrawlRequest":
    """Return the request of one run in this workspace.

    SKILLDEMAND_REHOST (with SKILLDEMAND_REGISTRY) sends it to a server of one's own, without pauses.
    """
    from skilldemand.crawler.crawl import CrawlRequest

    workspace, now = session.workspace, clock.fixed()
    rehost = os.environ.get("SKILLDEMAND_REHOST")
    if rehost:
        more = {"rehost": rehost, "registry": os.environ.get("SKILLDEMAND_REGISTRY"), "pace_scale": 0.001, **more}
    return CrawlRequest(
        landing=str(workspace.landing),
        state=str(workspace.state),
        own_boards=str(workspace.boards),
        run_id=run_id,
        allow_private=session.settings.allow_private,
        now=None if now is None else now.isoformat(timespec="seconds"),
        **more,
    )


def fresh_run_id(session: Session) -> str:
    """Return the id of a crawl to come: its UTC time to the second, or the first second after it that no run took.

    Two crawls may begin within one second; landing folders are never written twice.
    """
    moment = clock.now()
    while any(session.workspace.landing.glob(f"*/{clock.run_id(moment)}*")):
        moment += timedelta(seconds=1)
    return clock.run_id(moment)


def parse_boards(entries: list[str]) -> dict[str, list[str]]:
    """Return {source: [slug]} of SOURCE/SLUG entries; raises UsageError on an entry of another form."""
    boards: dict[str, list[str]] = {}
    for entry in entries:
        source, slash, slug = entry.partition("/")
        if not slash or not source or not slug:
            raise UsageError(f"--board {entry!r}: expected SOURCE/SLUG, for example --board greenhouse/anthropic.")
        boards.setdefault(source, []).append(slug)
    return boards


def parse_shard(entry: str | None) -> tuple[int, int] | None:
    """Return (k, n) of "k/n", 1-based; raises UsageError on another form."""
    if entry is None:
        return None
    found = re.fullmatch(r"(\d+)/(\d+)", entry)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"--shard {entry!r}: expected K/N with K from 1 to N, for example --shard 2/8.")
    return int(found[1]), int(found[2])


def parse_options(entries: list[str]) -> dict[str, str]:
    """Return {name: value} of NAME=VALUE entries; raises UsageError on an entry of another form."""
    options = {}
    for entry in entries:
        name, equals, value = entry.partition("=")
        if not equals or not name or not value:
            raise UsageError(f"--option {entry!r}: expected NAME=VALUE, for example --option site=Careers.")
        options[name] = value
    return options
