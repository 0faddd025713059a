"""Finds the spiders, so that a new module joins every contract test without being named in one."""

import importlib
import json
import pkgutil
from pathlib import Path
from typing import Any

from skilldemand.crawler import spiders
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board, Policy, load_registry
from skilldemand.crawler.row import Row
from skilldemand.crawler.run_state import RunState, open_state
from skilldemand.crawler.spiders.base import BoardSpider

NOW = "2026-11-23T00:00:00+00:00"
CONTEXT = Context(run_id="r1", seen_at=NOW)
OPTIONS = {
    "host": "careers.example.com",
    "site": "Careers",
    "domain": "example.com",
    "sitemap": "https://example.com/s",
}

BOARD = Board(slug="acme", company="Acme")
SITE = Board(slug="acme", company="Acme", options={"host": "h.example.com", "site": "CX_1", "domain": "example.com"})


def posting(module: Any, row: dict[str, Any], board: Board = BOARD) -> Posting:
    """Return a spider module's reading of one row."""
    return module.posting(Row(row, "test"), board, CONTEXT)


def listing(module: Any, answer: Any, board: Board = BOARD) -> Listing:
    """Return a spider module's reading of one JSON answer."""
    return module.rows(json.dumps(answer).encode(), board)


def spider_classes() -> dict[str, type[BoardSpider]]:
    """Return {module name: spider class} of every module of the spiders' folder that is no base class."""
    found: dict[str, type[BoardSpider]] = {}
    for entry in pkgutil.iter_modules(spiders.__path__):
        module = importlib.import_module(f"{spiders.__name__}.{entry.name}")
        own = [value for value in vars(module).values() if getattr(value, "__module__", None) == module.__name__]
        for value in own:
            if isinstance(value, type) and issubclass(value, BoardSpider) and getattr(value, "name", None):
                found[entry.name] = value
    return found


def run_state(folder: Path, source: str, boards: list[Board] | None = None, run_id: str = "r1") -> RunState:
    """Return the memory of a run of a registered source."""
    policy: Policy = load_registry()[source].policy
    db = open_state(folder / "state.sqlite")
    return RunState(db, source=source, policy=policy, boards=boards or [], run_id=run_id, clock=lambda: NOW)
