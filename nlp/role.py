"""The role a posting is for: the title's trade first, what the text speaks of where the title leaves it open."""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from skilldemand.nlp import role_body
from skilldemand.nlp.cues import Phrases, fold, load
from skilldemand.nlp.passage import Passage, cue_list

ROLES = (
    "ml-engineer", "mlops-engineer", "ai-engineer", "data-scientist", "research-scientist", "data-engineer",
    "data-analyst", "software-engineer", "manager", "other",
)  # fmt: skip
"""The roles of the labelling guide."""

_AI_SHARE = 0.6
"""An open title ("AI/ML Engineer") is an AI engineer's when this share of the signals speaks of language models."""
_GLUED = re.compile(r"(?<=[a-z]{4})(?=[A-Z][a-z]{2})")
"""A place where a title lost the blank before what stood beside it ("ResearcherAnywhere")."""
_ACRONYM = re.compile(r"\s\((?:ml|ai|nlp|cv|dl|llm|genai)\)\s")
_CLEAR = 5
"""So many signals of one field make it a topic of the posting rather than a passing word."""
_OPERATIONS = 3
"""So many signals make a software engineer of a platform one of operations."""
_DUTIES = 2
"""So many duties of a manager make one of somebody whose title leads without a trade ("ML Lead")."""
_SOFTWARE = 1.5
"""A software engineer for AI is an AI engineer when language models outweigh software so many times."""
_RESEARCH = 3
"""Fewer signals of research leave a scientist to what else the text speaks of."""
_FIELDS = frozenset({"ai-engineer", "ml-engineer"})
_TITLE = 1.25
"""Logits by which the body must speak for another role before it overrules the title."""
_TWICE = 0.75
"""Added when the title also names the role's field ("Backend Software Engineer")."""
_DATA = ("data-scientist", "data-engineer", "research-scientist")
"""Trades that a platform or infrastructure in the title does not change."""


class _Rules(NamedTuple):
    first: Phrases
    trades: Phrases
    fields: Phrases


class Title(NamedTuple):
    """What the words of a title say."""

    name: str
    """The title, folded."""
    first: set[str]
    """Labels of the words that tell whatever the trade."""
    trade: str
    """The trade that stands first and has a role, or "open", "platform", "other" or nothing."""
    trades: set[str]
    fields: set[str]
    """The roles that its field would speak for."""


@cache
def _rules() -> _Rules:
    content = load("role")
    return _Rules(*(Phrases(content[part], where="role") for part in ("first", "trades", "fields")))


@cue_list
def _signals() -> Phrases:
    return Phrases(load("role")["signals"], where="role")


@cue_list
def _more() -> Phrases:
    return Phrases(load("role")["more"], where="role")


@cue_list
def _people() -> Phrases:
    return Phrases({"people": load("role")["people"]}, where="role")


def role_signals(posting: Passage, *, more: bool = False) -> Counter[str]:
    """Return how many phrases the posting holds of the fields of AI, ML and operations.

    With `more` those of software, research and data science too.
    """
    counts = Counter(label for label, _, _ in posting.find(_signals()))
    if more:
        counts.update(label for label, _, _ in posting.find(_more()))
    return counts


def role_of(title: str, posting: Passage) -> str:
    """Return the role (one of ROLES) of a posting with `title`."""
    told = read_title(title)
    role = _by_words(told, posting) or _by_trade(told, posting)
    return _by_body(told, posting, role) if role in role_body.ROLES else role


def read_title(title: str) -> Title:
    """Return what a title says before the text is looked at."""
    rules = _rules()
    name = _ACRONYM.sub(" ", fold(_GLUED.sub(" ", title)))
    trades = [label for label, _, _ in rules.trades.find(name)]
    trade = next((label for label in trades if label != "other"), trades[0] if trades else "")
    fields = rules.fields.labels_in(name)
    if "ai/ml" in name or "ml/ai" in name:
        fields.add("ml-engineer")
    return Title(name, rules.first.labels_in(name), trade, set(trades), fields)


def _by_words(told: Title, posting: Passage) -> str | None:
    """Decide by words that tell whatever the trade: managers, operations, platforms."""
    if _manages(told, posting):
        return "manager"
    if "business" in told.first:
        return "other"
    if "mlops-engineer" in told.first:
        return "mlops-engineer"
    if "platform" not in told.first or told.trade in _DATA:
        return None
    operations = told.trade != "software-engineer" or role_signals(posting)["mlops-engineer"] >= _OPERATIONS
    return "mlops-engineer" if operations else None


def _manages(told: Title, posting: Passage) -> bool:
    """Say whether a title is a manager's: by its words, by a rank without a trade, by leading with duties of one."""
    if "manager" in told.first:
        return True
    if "business" in told.first or told.trade:
        return False
    return "rank" in told.first or ("lead" in told.first and len(posting.find(_people())) >= _DUTIES)


def _by_trade(told: Title, posting: Passage) -> str:
    """Decide by the trade, and by the text where the trade is open."""
    name, trade, fields = told.name, told.trade, told.fields
    learning = bool(fields & {"ai-engineer", "ml-engineer"})
    if trade == "data-analyst" and learning:
        return "data-scientist"
    if trade == "research-scientist" and "research scientist" not in name:
        return _research(name, role_signals(posting, more=True))
    if trade in ("open", "platform", "ml-engineer") or (trade in ("", "software-engineer") and learning):
        return _by_text(told, role_signals(posting, more=trade == "software-engineer"))
    return trade or next(iter(sorted(fields)), "other")


def _by_text(told: Title, signals: Counter[str]) -> str:
    """Decide a title that leaves the role open by what the text speaks of."""
    if told.trade == "open":
        return _open(signals)
    if told.trade == "ml-engineer":
        return _ml(signals)
    if told.trade == "platform":
        return "mlops-engineer" if signals["mlops-engineer"] > 2 * signals["ai-engineer"] else "ai-engineer"
    return _by_field(told, signals)


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


def _by_body(told: Title, posting: Passage, role: str) -> str:
    """Let the whole text overrule what the title of a software engineer leaves open, when it speaks clearly."""
    possible = {role}
    if told.trade == "software-engineer" and "mlops-engineer" not in told.first:
        possible |= {"software-engineer"} | (told.fields & _FIELDS)
        possible |= {"mlops-engineer"} if "platform" in told.first else set()
    elif told.trade == "platform":
        possible |= {"software-engineer", "ai-engineer", "mlops-engineer"}
    if len(possible) == 1:
        return role
    weighed = role_body.shipped().weigh(posting.folded)
    margin = _TITLE + (_TWICE if role in told.fields else 0.0)
    return max(sorted(possible), key=lambda one: weighed[one] + (margin if one == role else 0.0))


def _research(name: str, signals: Counter[str]) -> str:
    """Decide a scientist or research engineer whose text speaks of research, or else of something more."""
    if signals["research-scientist"] >= _RESEARCH:
        return "research-scientist"
    for role in ("ai-engineer", "data-scientist"):
        if signals[role] >= _CLEAR:
            return role
    return "ml-engineer" if "engineer" in name else "research-scientist"


def _by_field(told: Title, signals: Counter[str]) -> str:
    """Decide a title without a trade, or with that of software, by the field it names."""
    fields = told.fields
    if told.trade == "software-engineer":
        if "machine learning" in told.name and "software-engineer" not in fields:
            return "ml-engineer"
        language = signals["ai-engineer"]
        others = max(_SOFTWARE * signals["software-engineer"], signals["mlops-engineer"])
        clear = language >= _CLEAR and language > others
        return "ai-engineer" if clear and "ai-engineer" in fields else "software-engineer"
    if fields >= {"ai-engineer", "ml-engineer"}:
        return _open(signals)
    return "ml-engineer" if "ml-engineer" in fields else "ai-engineer"
