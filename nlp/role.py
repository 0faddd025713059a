"""The role a posting is for: the title's trade first, what the text speaks of where the title leaves it open."""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, fold, load

ROLES = (
    "ml-engineer", "mlops-engineer", "ai-engineer", "data-scientist", "research-scientist", "data-engineer",
    "data-analyst", "software-engineer", "manager", "other",
)  # fmt: skip
"""The roles of the labelling guide."""

_AI_SHARE = 0.6
"""An open title ("AI/ML Engineer") is an AI engineer's when this share of the signals speaks of language models."""
_ACRONYM = re.compile(r"\s\((?:ml|ai|nlp|cv|dl|llm|genai)\)\s")
_CLEAR = 5
"""So many signals of one field make it a topic of the posting rather than a passing word."""


class _Rules(NamedTuple):
    first: Phrases
    trades: Phrases
    fields: Phrases
    signals: Phrases


@cache
def _rules() -> _Rules:
    content = load("role")
    return _Rules(*(Phrases(content[part], where="role") for part in ("first", "trades", "fields", "signals")))


def role_signals(folded: str) -> Counter[str]:
    """Return how many phrases of each role's field the folded text holds."""
    return Counter(label for label, _, _ in _rules().signals.find(folded))


def role_of(title: str, folded: str) -> str:
    """Return the role (one of ROLES) of a posting with `title` and folded text `folded`."""
    rules = _rules()
    name = _ACRONYM.sub(" ", fold(title))
    first = rules.first.labels_in(name)
    if first:
        return "mlops-engineer" if "mlops-engineer" in first else "manager"
    trades = [label for label, _, _ in rules.trades.find(name)]
    fields = rules.fields.labels_in(name)
    trade = next((label for label in trades if label != "other"), trades[0] if trades else "")
    if trade in ("", "software-engineer") and fields & {"ai-engineer", "ml-engineer"}:
        return _by_field(trade, fields, role_signals(folded))
    if trade == "open":
        return _open(role_signals(folded))
    if trade == "platform":
        signals = role_signals(folded)
        return "mlops-engineer" if signals["mlops-engineer"] > 2 * signals["ai-engineer"] else "ai-engineer"
    if trade == "ml-engineer":
        return _ml(role_signals(folded))
    return trade or next(iter(sorted(fields)), "other")


def _open(signals: Counter[str]) -> str:
    """Decide a title that names both AI and ML by what the text speaks of."""
    language, learning = signals["ai-engineer"], signals["ml-engineer"]
    if language >= _CLEAR and language >= _AI_SHARE * (language + learning):
        return "ai-engineer"
    return "ml-engineer"


def _ml(signals: Counter[str]) -> str:
    """Tell a machine-learning engineer whose text speaks of operations alone."""
    operations = signals["mlops-engineer"]
    others = signals["ml-engineer"] + signals["ai-engineer"]
    return "mlops-engineer" if operations >= _CLEAR and operations > 3 * others else "ml-engineer"


def _by_field(trade: str, fields: set[str], signals: Counter[str]) -> str:
    """Decide a title without a trade, or with that of software, by the field it names."""
    if trade == "software-engineer" and "ml-engineer" not in fields:
        clear = signals["ai-engineer"] >= 2 * _CLEAR and signals["ai-engineer"] > signals["mlops-engineer"]
        return "ai-engineer" if clear else "software-engineer"
    if fields >= {"ai-engineer", "ml-engineer"}:
        return _open(signals)
    return "ml-engineer" if "ml-engineer" in fields else "ai-engineer"
