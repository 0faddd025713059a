"""Where the work is done, as a field of a posting states it."""

import re

from skilldemand.crawler.fields.identity import present
from skilldemand.crawler.posting import Workplace

_HYBRID = re.compile(
    r"\bhybrid|\bpartly remote|\bpartial(?:ly)? remote|\bflexible\b.*\bremote|\bremote[/ ]+on-?site", re.IGNORECASE
)
_NOT_REMOTE = re.compile(r"\b(?:no|not|non)[- ]?(?:\w+ )?remote|\bremote\s*[:=]\s*(?:no|false)\b", re.IGNORECASE)
_REMOTE = re.compile(
    r"\bremote(?:ly)?\b|\btele(?:commut|work)|\bwork(?:ing)? from (?:home|anywhere)|\bwfh\b|\banywhere\b|"
    r"\bhome[- ]?(?:office|based)\b|\bdistributed\b|\bworldwide\b", re.IGNORECASE
)  # fmt: skip
_ONSITE = re.compile(
    r"\bon-?\s?site\b|\bin[- ](?:the )?office\b|\bin[- ]person\b|\boffice[- ]based\b|\bpresence\b", re.IGNORECASE
)


def parse_workplace(raw: object) -> Workplace | None:
    """Return remote, hybrid or onsite from a workplace, location or "remote?" field; null when it says none of them.

    A yes in a "remote?" field is remote; a no says only that it is not, so it stays null.
    """
    text = "yes" if raw is True else present(raw)
    if text is None:
        return None
    text = text[:2000].replace("_", " ")
    if text.lower() in ("true", "yes", "y", "1", "1.0", "fully remote", "full"):
        return "remote"
    remote = _REMOTE.search(text) and not _NOT_REMOTE.search(text)
    onsite = _ONSITE.search(text)
    if _HYBRID.search(text) or (remote and onsite):
        return "hybrid"
    if remote:
        return "remote"
    return "onsite" if onsite or _NOT_REMOTE.search(text) else None
