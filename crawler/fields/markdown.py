"""Markdown to plain lines: escapes, emphasis, links and rules go; headings and bullets stay as lines."""

import re

_ESCAPED = re.compile(r"(?<!\\)\\+([-*+.#_&!()\[\]<>~|`{}$=:\"'/@%^,;?])")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{1,1000}(?:\s+\"[^\"\n]{0,200}\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
# A converter that puts every bold phrase on a line of its own cuts sentences: "is the\n**first**\nto do it".
_BEFORE_BOLD = re.compile(r"(?<=[a-z,])[ \t]*\n[ \t]*(?=\*\*[a-z0-9#])")
_BEHIND_BOLD = re.compile(r"(?<=[^\s*:]\*\*)[ \t]*\n[ \t]*(?=[a-z])")
_LOST_MARK = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?=[.,;:]\s)")
_GLUED_HEADING = re.compile(r"^[ \t]*\*{2,3}([^*\n]{3,80}?)\*{2,3}(?=[A-Z])", re.MULTILINE)
_BOLD = re.compile(r"(?<!\d)\*{2,3}|\*{2,3}(?!\d)")
_UNDERLINED = re.compile(r"(?<!\w)__([^_\n]{1,300})__(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^\s*](?:[^*\n]{0,300}[^\s*])?)\*(?![\w*])")
_SLANTED = re.compile(r"(?<!\w)_([^\s_](?:[^_\n]{0,300}[^\s_])?)_(?!\w)")
_CODE = re.compile(r"`{1,3}([^`\n]{1,300})`{1,3}")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_INLINE_HEADING = re.compile(r"(?<=\S)[ \t]+#{2,6}[ \t]+(?=[A-Z\d])")
_CLOSING_HASHES = re.compile(r"[ \t](?<=\S.)[ \t]*#{1,6}[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]*)+", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*[-*_=~#•·—–]{3,}[ \t]*$|^[ \t]*(?:[-*_][ \t]+){2,}[-*_][ \t]*$", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t]*\|[-:| \t]+\|?[ \t]*$", re.MULTILINE)

_SIGNS = "•●◦▪■□‣⁃·∙►▶➢➤➔✓✔✅❖♦◆○★☑🔹🔸"
_BULLET = re.compile(
    rf"[ \t]*(?:(?:[-*+–—][ \t]+|[-*–—](?=[A-Z][a-z])|[{_SIGNS}][ \t]*|o[ \t]+(?=[A-Z]))+)(?=[^\s{_SIGNS}])"
)
_EMPTY_BULLET = re.compile(rf"[ \t]*[-*+{_SIGNS}–—]+[ \t]*")
_BULLET_SIGNS = frozenset(f"-*+–—o{_SIGNS}")
# The start of a line that may be a rule or an item not yet marked "- "; most texts that were cleaned have none.
_ODD_LINE = re.compile(rf"\n(?!- [^\s\-*+–—_o{_SIGNS}])[ \t]*[\-*_=~#•·—–+o{_SIGNS}]")
_RULE_SIGNS = frozenset("-*_=~#•·—–")


# What is done in turn, by the first character of the sign: (sign without which nothing is done, pattern, replacement)
_STEPS = {
    "\\": (("\\", _ESCAPED, r"\1"),),
    "]": (("](", _LINK, r"\1"),),
    "<": (("<", _AUTOLINK, r"\1"),),
    "*": (
        ("**", _BEFORE_BOLD, " "),
        ("**", _BEHIND_BOLD, " "),
        ("*", _RULE, ""),
        ("**", _LOST_MARK, ""),
        ("**", _GLUED_HEADING, r"\1\n"),
        ("**", _BOLD, ""),
    ),
    "_": (("_", _UNDERLINED, r"\1"), ("_", _SLANTED, r"\1")),
    "`": (("`", _CODE, r"\1"),),
    "#": (("##", _INLINE_HEADING, "\n\n"), ("#", _HEADING, ""), ("#", _CLOSING_HASHES, "")),
    ">": ((">", _QUOTE, ""),),
    "|": (("|", _TABLE_RULE, ""),),
}


def strip_markdown(text: str) -> str:
    """Return the text without Markdown's signs; each heading on a line of its own, each bullet as '- '."""
    for character, steps in _STEPS.items():
        if character not in text:
            continue
        for sign, pattern, replacement in steps:
            if sign in text:
                text = pattern.sub(replacement, text)
    if _ODD_LINE.search(f"\n{text}"):
        text = "\n".join([_marked("" if _is_rule(line) else line) for line in text.split("\n")])
    return _EMPHASIS.sub(r"\1", text) if "*" in text else text


def mark_bullets(text: str) -> str:
    """Return the text with whatever sign begins an item at the start of a line replaced by '- '."""
    if _ODD_LINE.search(f"\n{text}") is None:
        return text
    return "\n".join([_marked(line) for line in text.split("\n")])


def _is_rule(line: str) -> bool:
    return line.lstrip(" \t")[:1] in _RULE_SIGNS and _RULE.fullmatch(line) is not None


def _marked(line: str) -> str:
    if line.lstrip(" \t")[:1] not in _BULLET_SIGNS or (line[:2] == "- " and line[2:3].isalpha() and line[2] != "o"):
        return line
    line = _BULLET.sub("- ", line, count=1) if _BULLET.match(line) else line
    return "" if _EMPTY_BULLET.fullmatch(line) else line
