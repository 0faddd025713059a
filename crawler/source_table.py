"""The table of sources for the README, made from the registry and the spiders' docstrings.

`python -m skilldemand.crawler.source_table crawler/README.md` writes it anew between its two marks.
"""

import inspect
import re
import sys
from pathlib import Path

from skilldemand.crawler.registry import Source, load_registry
from skilldemand.crawler.spider_index import spider_of

START, END = "<!-- sources: written by crawler/source_table.py -->", "<!-- end of sources -->"
METHODS = {
    "whole_board": "whole board, one request",
    "paged": "pages with texts",
    "list_detail": "list, then a request a posting",
    "feed": "feed of many employers",
    "thread": "threads, one request each",
    "sitemap": "sitemap, then a page a posting",
}
EACH = {"hour": "an hour", "day": "a day"}
_HEADING = re.compile(r"^(Source|API documentation|Terms|Caveats)$", re.MULTILINE)


def docstring_parts(source: str) -> dict[str, str]:
    """Return {heading: text} of the docstring of a source's spider, each text on one line."""
    pieces = _HEADING.split(inspect.getdoc(spider_of(source)) or "")
    return {heading: " ".join(text.split()) for heading, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def source_table() -> str:
    """Return the tables of all sources as Markdown, those that are on first."""
    sources = list(load_registry().values())
    on = [source for source in sources if source.policy.enabled]
    off = [source for source in sources if not source.policy.enabled]
    return "\n\n".join(
        [
            "On by default:",
            _access(on, why=False),
            "Off by default; `skilldemand crawl --source NAME` reads one all the same:",
            _access(off, why=True),
            "Terms, attribution and caveats:",
            _terms([*on, *off]),
        ]
    )


def _access(sources: list[Source], *, why: bool) -> str:
    heads = ["source", "boards", "access", "pace", "requests", "robots.txt", *(["why it is off"] if why else [])]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for source in sources:
        policy = source.policy
        quota = f"{policy.quota.requests} {EACH[policy.quota.per]}" if policy.quota else "no limit known"
        robots = "obeyed, must be readable" if policy.robots == "obey" else "obeyed"
        keys = f"Needs {' and '.join(f'`{name}`' for name in policy.key_env)}." if policy.key_env else ""
        boards = str(len(source.boards)) if source.boards else f"none ships; `crawl add {source.source} SLUG`"
        cells = [_name(source), boards, METHODS[policy.family], f"{policy.pace_seconds:g} s", quota, robots]
        reason = " ".join(part for part in (policy.disabled_reason, keys) if part)
        lines.append(f"| {' | '.join([*cells, reason] if why else cells)} |")
    return "\n".join(lines)


def _terms(sources: list[Source]) -> str:
    lines = ["| source | documentation | terms (checked) | attribution | caveats |", "|---|---|---|---|---|"]
    for source in sources:
        parts, terms = docstring_parts(source.source), source.policy.terms
        address = parts["API documentation"]
        linked = f"<{address}>" if address.startswith("http") else address
        note = f"[{terms.note}]({terms.url})" if terms.url else terms.note
        attribution = source.policy.attribution or "none asked for"
        lines.append(
            f"| `{source.source}` | {linked} | {note} ({terms.checked_on}) | {attribution} | {parts['Caveats']} |"
        )
    return "\n".join(lines)


def _name(source: Source) -> str:
    return f"`{source.source}` {source.title}"


def published(text: str) -> str:
    """Return the table that a README shows; empty when it has no marks."""
    return text.partition(START)[2].partition(END)[0].strip()


def with_table(text: str, table: str) -> str:
    """Return a README with the table between its marks."""
    before, _, rest = text.partition(START)
    return f"{before}{START}\n\n{table}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    readme = Path(sys.argv[1])
    readme.write_text(with_table(readme.read_text("utf-8"), source_table()), encoding="utf-8")
