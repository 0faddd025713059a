"""The cleaned text of a posting, whatever it was published as."""

import re

from skilldemand.crawler.fields.characters import repair_characters, undo_string_escapes
from skilldemand.crawler.fields.html_blocks import decode_markup
from skilldemand.crawler.fields.line_breaks import restore_line_breaks
from skilldemand.crawler.fields.markdown import mark_bullets, strip_markdown
from skilldemand.crawler.fields.wrapped import join_wrapped_lines

_ROUNDS = 5
_SPACES = re.compile(r"[ \t]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")
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
    for _ in range(_ROUNDS):
        cleaned = _clean_once(text)
        if cleaned == text:
            return cleaned
        text = cleaned
    return _tidy(_clean_once(_SIGNALS.sub(" ", text)))


def _clean_once(text: str) -> str:
    text = repair_characters(text)
    if "<" in text or "&" in text:
        text = repair_characters(decode_markup(text))
    if "\\n" in text:
        text = repair_characters(undo_string_escapes(text))
    if "\n" in text:
        text = join_wrapped_lines(text)
    text = _tidy(strip_markdown(text))
    return _tidy(mark_bullets(restore_line_breaks(text)))


def _tidy(text: str) -> str:
    if "  " in text or "\t" in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _AROUND_BREAK.sub("\n", text)
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    text = text.strip()
    while (end := text.rfind("\n")) > 0 and text[end + 1 :].lower() in _BUTTONS:
        text = text[:end].rstrip()
    return text
