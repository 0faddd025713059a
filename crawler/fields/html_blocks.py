"""HTML, also escaped once or more, to lines of text that keep its blocks.

Tags are read with one regular expression and not with a DOM: building a tree is quadratic in nesting depth
(40,000 open <div> take 1.4 s, 300,000 more than a minute), postings are often a mixture of markup and plain text, and
only where blocks begin and end is wanted.
"""

import html
import re

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

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,15})(?:[\s/][^<>]*)?>")
_CUT_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:]{0,15})(?:[\s/][^<>]*)?\Z")
_ESCAPED_TAG = re.compile(r"&(?:amp;)*lt;/?([a-zA-Z][a-zA-Z0-9:]{0,15})\b")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|&nbsp\b")
_AMPERSANDS = re.compile(r"&(?:amp;|#38;|#x26;)+")
_OPENED_BUT_EMPTY = re.compile(r"^[ \t]*-[ \t]*\n(?:[ \t]*\n)*(?=[ \t]*\S)", re.MULTILINE)
_BEFORE_ITEM = re.compile(r"[ \t]*\n(?:[ \t]*\n)+(?=[ \t]*- )")
_LAST_CELL = re.compile(r" \|[ \t]*$", re.MULTILINE)
_ROUNDS = 6


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
    text = _drop_comments(text)
    tags = [tag for tag in _TAG.finditer(text) if tag[2].lower() in _NAMES]
    if not tags:
        return _without_cut_tag(text)
    blocks = sum(tag[2].lower() in _BLOCK for tag in tags)
    # Markup has fewer line feeds than tags; where line feeds prevail, they are the lines.
    if blocks and text.count("\n") <= 2 * blocks:
        text = text.replace("\n", " ")
    lines = _without_cut_tag("".join(_pieces(text, tags)))
    if "- " in lines:
        lines = _BEFORE_ITEM.sub("\n", _OPENED_BUT_EMPTY.sub("- ", lines))
    return _LAST_CELL.sub("", lines) if " | " in lines else lines


def _pieces(text: str, tags: list[re.Match[str]]) -> list[str]:
    """Return text and breaks in order, without what hidden elements hold."""
    last_closing = {tag[2].lower(): tag.start() for tag in tags if tag[1]}
    pieces: list[str] = []
    position, bold, hidden, line_starts = 0, -1, "", True
    for tag in tags:
        name, closing = tag[2].lower(), bool(tag[1])
        if hidden:
            if closing and name == hidden:
                hidden, position = "", tag.end()
            continue
        pieces.append(text[position : tag.start()])
        line_starts = "\n" in pieces[-1] if not pieces[-1].strip() and not line_starts else not pieces[-1].strip()
        position = tag.end()
        if name in _HIDDEN:
            hidden = name if not closing and last_closing.get(name, -1) > position else ""
        elif name in ("b", "strong"):
            if closing and bold >= 0 and _is_heading("".join(pieces[bold:]), text[position : position + 1]):
                pieces.append("\n")
                line_starts = True
            bold = len(pieces) if line_starts and not closing else -1
        elif name in _BLOCK or name in ("td", "th"):
            pieces.append(_break(name, closing=closing))
            line_starts = name in _BLOCK
    pieces.append("" if hidden else text[position:])
    return pieces


def _break(name: str, *, closing: bool) -> str:
    if name in ("td", "th"):
        return " | " if closing else ""
    if name == "li":
        return "\n" if closing else "\n- "
    return "\n\n" if name in _APART else "\n"


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
