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
    first = rules.first.labels_in(name) - {"leads"}
    if first:
        return "manager" if "manager" in first else "mlops-engineer"
    trades = [label for label, _, _ in rules.trades.find(name)]
    trade = next((label for label in trades if label != "other"), trades[0] if trades else "")
    fields = rules.fields.labels_in(name)
    learning = bool(fields & {"ai-engineer", "ml-engineer"})
    if trade == "data-analyst" and learning:
        return "data-scientist"
    if trade in ("open", "platform", "ml-engineer") or (trade in ("", "software-engineer") and learning):
        return _by_text(trade, fields, name, role_signals(folded))
    return trade or next(iter(sorted(fields)), "other")


def _by_text(trade: str, fields: set[str], name: str, signals: Counter[str]) -> str:
    """Decide a title that leaves the role open by what the text speaks of."""
    if trade == "open":
        return _open(signals)
    if trade == "ml-engineer":
        return _ml(signals)
    if trade == "platform":
        return "mlops-engineer" if signals["mlops-engineer"] > 2 * signals["ai-engineer"] else "ai-engineer"
    return _by_field(trade, fields, name, signals)


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


def _by_field(trade: str, fields: set[str], name: str, signals: Counter[str]) -> str:
    """Decide a title without a trade, or with that of software, by the field it names."""
    if trade == "software-engineer":
        if "machine learning" in name and "software-engineer" not in fields:
            return "ml-engineer"
        language = signals["ai-engineer"]
        clear = language >= 2 * _CLEAR and language > signals["mlops-engineer"]
        return "ai-engineer" if clear and "ai-engineer" in fields else "software-engineer"
    if fields >= {"ai-engineer", "ml-engineer"}:
        return _open(signals)
    return "ml-engineer" if "ml-engineer" in fields else "ai-engineer"
