"""Registry files for the embedded server: the policies that ship, the boards of the invented employers."""

from pathlib import Path
from typing import Any

import msgspec
import yaml

from skilldemand.crawler.embedded.server import APIS
from skilldemand.crawler.registry import Board, Source, load_registry
from skilldemand.crawler.sample_market import load_market
from skilldemand.crawler.sample_records import Employer

FEEDS = frozenset({"arbeitnow", "himalayas", "hacker_news"})
"""Sources of one board that shows many employers; they keep the boards that ship."""
ATS = {"json_ld": "jsonld"}
"""How employers.yml calls a source whose name differs."""


def write_registry(folder: Path) -> list[str]:
    """Write one registry file for each source that the embedded server speaks; return the sources' names.

    A source without a spider in this release is left out.
    """
    shipped = load_registry()
    names = sorted(name for name in APIS if name in shipped)
    for name in names:
        source = msgspec.structs.replace(shipped[name], boards=_boards(shipped[name]))
        text = yaml.safe_dump(msgspec.to_builtins(source), sort_keys=False, allow_unicode=True)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return names


def _boards(source: Source) -> list[Board]:
    if source.source in FEEDS:
        return [msgspec.structs.replace(board, expect=type(board.expect)()) for board in source.boards]
    ats = ATS.get(source.source, source.source)
    employers = [employer for employer in load_market().employers.values() if employer.ats == ats]
    return [Board(slug=employer.slug, company=employer.name, options=_options(employer)) for employer in employers]


def _options(employer: Employer) -> dict[str, Any]:
    if employer.ats == "workday":
        return {"host": f"{employer.slug}.wd3.myworkdayjobs.com", "site": "Careers"}
    if employer.ats == "jsonld":
        return {"host": f"careers.{employer.slug}.example"}
    return {}
