"""Words that strangers wrote: employers, boards, titles. What could do harm in page, sheet or feed is taken out."""

import re

from skilldemand.analysis.sheet import no_formula

LONGEST = 2000
"""Signs of one value in any form; nothing of ours is longer, and a longer name is no name."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls: illegal in XML, escape codes in a terminal
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of the words around them
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"  # no characters at all, and half ones
)
_BREAKS = re.compile("[\u2028\u2029]")


def tame(text: str) -> str:
    """Return the text without hidden signs, its odd line breaks as spaces, cut to LONGEST."""
    clean = _BREAKS.sub(" ", _HIDDEN.sub("", text))
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "\u2026"


def sheet_text(text: str) -> str:
    """Return a text for a CSV cell, tame and no formula."""
    return no_formula(tame(text))
