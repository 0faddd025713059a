"""HTML, also escaped once or more, to lines of text that keep its blocks.

Tags are read with one regular expression and not with a DOM: building a tree is quadratic in nesting depth
(40,000 open <div> take 1.4 s, 300,000 more than a minute), postings are often a mixture of markup and plain text, and
only where blocks begin and end is wanted.
"""

import html
import re
from itertools import chain

_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "select",
    "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "col", "colgroup", "data", "del",
    "dfn", "em", "embed", "font", "i", "iframe", "img", "input", "ins", "kbd", "link", "mark", "meta", "o:p",
    "object", "picture", "q", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "td",
    "template", "textarea", "th", "time", "tt", "u", "var", "video", "wbr",
})  # fmt: skip
_APART = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "section", "article", "header", "footer",
    "blockquote", "hr",
})  # fmt: skip
_HIDDEN = frozenset({
    "script", "style", "head", "title", "svg", "noscript",
})  # fmt: skip
_NAMES = _BLOCK | _INLINE | _HIDDEN
_STATEFUL = _HIDDEN | {"b", "strong"}
"""What becomes of these, or of what stands beside them, depends on the tags around."""
_CELL = " | "

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,15})(?:[\s/][^<>]*)?>")
_CUT_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:]{0,15})(?:[\s/][^<>]*)?\Z")
_ESCAPED_TAG = re.compile(r"&(?:amp;)*lt;/?([a-zA-Z][a-zA-Z0-9:]{0,15})\b")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|&nbsp\b")
_AMPERSANDS = re.compile(r"&(?:amp;|#38;|#x26;)+")
_SIGN_ALONE = re.compile(r"-[ \t]*\n")
_OPENED_BUT_EMPTY = re.compile(r"^[ \t]*-[ \t]*\n(?:[ \t]*\n)*(?=[ \t]*\S)", re.MULTILINE)
_BEFORE_ITEM = re.compile(r"\n(?:[ \t]*\n)+(?=[ \t]*- )")
_LAST_CELL = re.compile(r" \|[ \t]*$", re.MULTILINE)
_ROUNDS = 6


def _break(name: str, *, closing: bool) -> str:
    if name in ("td", "th"):
        return _CELL if closing else ""
    if name not in _BLOCK:
        return ""
    if name == "li":
        return "\n" if closing else "\n- "
    return "\n\n" if name in _APART else "\n"


_BREAKS = {(slash, name): _break(name, closing=bool(slash)) for name in _NAMES for slash in ("", "/")}


def decode_markup(text: str) -> str:
    """Return the text with tags turned into line breaks and '- ' bullets, and every entity decoded.

    Text without tags keeps its lines. Anything in angle brackets that is no HTML tag stays ("List<String>").
    """
    for _ in range(_ROUNDS):
        if "&" in text and (_has_tag(_ESCAPED_TAG, text, 1) or not _has_tag(_TAG, text, 2)):
            decoded = _ENTITY.sub(lambda match: html.unescape(match[0]), _AMPERSANDS.sub("&", text))
        else:
            decoded = text
        if "<" in decoded:
            decoded = _to_lines(decoded)
        if decoded == text:
            break
        text = decoded
    return text


def _has_tag(pattern: re.Pattern[str], text: str, group: int) -> bool:
    return any(tag[group].lower() in _NAMES for tag in pattern.finditer(text))


def _without_cut_tag(text: str) -> str:
    """Return the text without a tag at its end that was cut before its bracket."""
    start = text.rfind("<")
    tag = _CUT_TAG.match(text, start) if start >= 0 else None
    return text[:start] if tag and tag[1].lower() in _NAMES else text


def _to_lines(text: str) -> str:
    if "<!" in text or "<?" in text or "]]>" in text:
        text = _drop_comments(text)
    parts = _TAG.split(text)  # text, slash, name, text, slash, name, ... text
    names = [name.lower() for name in parts[2::3]]
    if not _NAMES.issuperset(names):
        parts = _without_strangers(text)
        names = [name.lower() for name in parts[2::3]]
    if not names:
        return _without_cut_tag(text)
    breaks = [_BREAKS[slash, name] for slash, name in zip(parts[1::3], names, strict=True)]
    blocks = len(breaks) - breaks.count("") - breaks.count(_CELL)
    texts = parts[0::3]
    # Markup has fewer line feeds than tags; where line feeds prevail, they are the lines.
    if blocks and text.count("\n") <= 2 * blocks:
        texts = [piece.replace("\n", " ") for piece in texts]
    if _STATEFUL.isdisjoint(names):
        parts = [*chain.from_iterable(zip(texts, breaks, strict=False)), texts[-1]]
    else:
        parts = _pieces(texts, parts[1::3], names, breaks)
    lines = _without_cut_tag("".join(parts))
    if "- " in lines:
        lines = _without_gaps(lines)
    return _LAST_CELL.sub("", lines) if _CELL in lines else lines


def _without_gaps(lines: str) -> str:
    """Return the lines with every item on the line of its sign, and no blank lines or spaces before an item."""
    if _SIGN_ALONE.search(lines):
        lines = _OPENED_BUT_EMPTY.sub("- ", lines)
    *before, last = _BEFORE_ITEM.split(lines)
    return "\n".join([*[part.rstrip(" \t") for part in before], last])


def _without_strangers(text: str) -> list[str]:
    """Return what splitting at tags gives when anything in angle brackets that is no HTML tag counts as text."""
    parts: list[str] = []
    position = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _NAMES:
            parts += (text[position : tag.start()], tag[1], tag[2])
            position = tag.end()
    return [*parts, text[position:]]


def _pieces(texts: list[str], slashes: list[str], names: list[str], breaks: list[str]) -> list[str]:
    """Return text and breaks in order, without what hidden elements hold, and a break behind a glued heading."""
    last_closing = {name: number for number, name in enumerate(names) if slashes[number]}
    pieces: list[str] = []
    bold, hidden, line_starts = -1, "", True
    for number, name in enumerate(names):
        closing = bool(slashes[number])
        if hidden:
            hidden = "" if closing and name == hidden else hidden
            continue
        piece = texts[number]
        pieces.append(piece)
        line_starts = "\n" in piece if not piece.strip() and not line_starts else not piece.strip()
        if name in _HIDDEN:
            hidden = name if not closing and last_closing.get(name, -1) > number else ""
        elif name in ("b", "strong"):
            if closing and bold >= 0 and _is_heading("".join(pieces[bold:]), texts[number + 1][:1]):
                pieces.append("\n")
                line_starts = True
            bold = len(pieces) if line_starts and not closing else -1
        elif breaks[number] or name in ("td", "th"):
            pieces.append(breaks[number])
            line_starts = name in _BLOCK
    pieces.append("" if hidden else texts[-1])
    return pieces


def _is_heading(bold: str, following: str) -> bool:
    """Tell whether bold text at the start of a line is a heading glued to what follows, no stressed first word."""
    return 3 <= len(bold.strip()) <= 80 and following.isupper() and not bold[-1:].isspace()


def _drop_comments(text: str) -> str:
    """Remove comments, declarations and processing instructions; one that never ends stays."""
    for opening, ending in (("<!--", "-->"), ("<![CDATA[", ""), ("]]>", ""), ("<!", ">"), ("<?", "?>")):
        if opening in text:
            text = _drop_between(text, opening, ending)
    return text


def _drop_between(text: str, opening: str, ending: str) -> str:
    if not ending:
        return text.replace(opening, "")
    kept: list[str] = []
    position = 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(ending, start + len(opening))
        if end < 0:
            break
        kept.append(text[position:start])
        position = end + len(ending)
    kept.append(text[position:])
    return "".join(kept)
