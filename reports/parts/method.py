"""How the numbers were made: rows at each step, rules, words, and the files beside the page."""

from collections.abc import Sequence

from skilldemand.reports.content import Heading, Part, Table, Terms
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.tables import Cells, build_table, counted
from skilldemand.reports.texts import entry, say


def method_part(market: Market) -> Part:
    """Return the part on method, with the account of every row."""
    return Part(
        "method",
        say("method.heading"),
        (
            Terms(rules(market)),
            Heading(say("method.accounting_heading"), say("method.accounting_lead")),
            accounting_table(market.accounting),
        ),
        group="data",
    )


def glossary_part() -> Part:
    """Return the words of the report with their meaning."""
    return Part("glossary", say("glossary.heading"), (Terms(entry("glossary.terms")),), group="data")


def rules(market: Market) -> list[dict[str, str]]:
    """Return the rules of method with the thresholds of this warehouse set in."""
    limits = {name: f"{value:g}" for name, value in market.thresholds.items()}
    limits["max_half_width"] = f"{market.thresholds['max_half_width'] * 100:g}"
    known = range(len(entry("method.rules")))
    return [{part: say(f"method.rules.{number}.{part}", **limits) for part in ("term", "text")} for number in known]


def accounting_table(rows: Sequence[Row]) -> Table:
    """Build the table that accounts for every row of the input."""
    cells: Cells = [
        ("stage", lambda row: _shown("stages", row["stage"])),
        ("reason", lambda row: _shown("reasons", row["reason"])),
        ("rows", counted("rows")),
    ]
    return build_table(say("method.accounting_caption"), cells, rows, text=2)


def _shown(kind: str, word: str) -> str:
    """Return how a word of meta.accounting is shown; a word without an entry in texts.yml stands as it is."""
    words: dict[str, str] = entry(f"accounting.{kind}")
    return words.get(word, word)
