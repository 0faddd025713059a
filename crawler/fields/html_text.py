"""The cleaned text of a posting, whatever it was published as."""

import re

from skilldemand.crawler.fields.characters import repair_characters, undo_string_escapes
from skilldemand.crawler.fields.html_blocks import decode_markup
from skilldemand.crawler.fields.line_breaks import restore_line_breaks
from skilldemand.crawler.fields.markdown import mark_bullets, strip_markdown
from skilldemand.crawler.fields.wrapped import join_wrapped_lines

_ROUNDS = 5
# Buttons of a page that stand behind the text of a posting.
_BUTTONS = frozenset({"show more", "show less", "read more", "read less", "see more", "report", "show more show less"})
_SIGNALS = re.compile(r"[<&\\*_`#]")


def clean_text(raw: str) -> str:
    """Return the text of a posting published as HTML, escaped HTML, Markdown or plain text.

    Headings, items (beginning '- ') and paragraphs stand on lines of their own, paragraphs parted by at most one blank
    line; there is no space at either end of a line. Entities, mojibake, invisible characters and hard-wrapped lines are
    repaired, and breaks that were lost are given back where they can be known. The result is stable:
    clean_text(clean_text(x)) == clean_text(x). The time is linear in the length of the input; nothing is raised.
    """
    text = raw
    parted: dict[str, str] = {}
    for _ in range(_ROUNDS):
        cleaned = _clean_once(text, parted)
        if cleaned == text:
            return cleaned
        text = cleaned
    return _tidy(_clean_once(_SIGNALS.sub(" ", text), parted))


def _clean_once(text: str, parted: dict[str, str]) -> str:
    """Clean a text once; `parted` keeps what became of tidy lines, for most come back unchanged to be proved stable."""
    text = repair_characters(text)
    if "<" in text or "&" in text:
        text = repair_characters(decode_markup(text))
    if "\\n" in text:
        text = repair_characters(undo_string_escapes(text))
    if "\n" in text:
        text = join_wrapped_lines(text)
    text = _tidy(strip_markdown(text))
    if text not in parted:
        parted[text] = _tidy(mark_bullets(restore_line_breaks(text)))
    return parted[text]


def _tidy(text: str) -> str:
    text = text.replace("\t", " ")
    while "  " in text:  # each turn halves the longest run: linear in all
        text = text.replace("  ", " ")
    text = text.replace(" \n", "\n").replace("\n ", "\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    text = text.strip()
    while (end := text.rfind("\n")) > 0 and text[end + 1 :].lower() in _BUTTONS:
        text = text[:end].rstrip()
    return text
