"""Repair of single characters: mojibake, control and invisible characters, symbol-font bullets, lost letters."""

import re
import unicodedata

# What UTF-8 read as Latin-1 or Windows-1252 looks like; ftfy decides, this only spares it the clean texts.
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00c5\u00cb\u00ce\u00cf\u00d0\u00d1\u00e2\u00e3\u00ef\u00f0][\u0080-\u00bf"
                       "\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")  # fmt: skip
_C1 = re.compile("[\x80-\x9f]")
_DIRT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ue000-\uf8ff"
    "\ufb00-\ufb06\ufe00-\ufe0f\ufeff\ufff0-\uffff\ud800-\udfff\U0001d400-\U0001d7ff]"
)
_TYPED = bytes([9, 10, *range(32, 127)])
_FEW = 8  # kinds of characters up to which replacing one after the other is cheaper than one walk
_SURROGATE = re.compile("[\ud800-\udfff]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\ufb00-\ufb06]+")  # bold letters out of a picture alphabet, ligatures
_LOST_APOSTROPHE = re.compile("(?<=[a-z])\ufffd{1,3}(?=(?:s|t|re|ve|ll|d|m)\\b)")
_LOST = re.compile("\ufffd+")
_ESCAPE = re.compile(r'\\(?:r\\n|n|r|t|u[0-9a-fA-F]{4}|["/])')
# Symbol and Wingdings glyphs that word processors use as bullets.
_SYMBOL_BULLETS = "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06e\uf0a8\uf02d\uf071\uf0d2\uf0fe\uf075\uf0e8\uf0e0\uf077\uf06f"


def _table() -> dict[int, str]:
    table = dict.fromkeys(range(0xE000, 0xF900), " ")
    table |= dict.fromkeys([*range(9), *range(0xE, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)], "")
    table |= dict.fromkeys([0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)], "")
    table |= dict.fromkeys([*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xFFF0, 0x10000)], "")
    table |= dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
    table |= dict.fromkeys([0xB, 0xC, 0xD, 0x85, 0x2028, 0x2029], "\n")
    table |= dict.fromkeys(map(ord, _SYMBOL_BULLETS), "\u2022")
    return table


_TABLE = _table()
_PIECE = 1 << 16


def repair_characters(text: str) -> str:
    """Return the text with mojibake undone and every odd character replaced by what it stood for, or dropped.

    Line ends become a line feed, every kind of space a plain space, symbol-font bullets a bullet, ligatures and
    styled letters plain letters. Unpaired surrogates and control characters are dropped.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    odd = odd_characters(text)
    if not odd:
        return text
    if _MOJIBAKE.search(odd) or _C1.search(odd):
        text = _undo_mojibake(text)
        odd = odd_characters(text)
    if _DIRT.search(odd) is None:
        return text
    if _SURROGATE.search(odd):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        odd = odd_characters(text)
    if "\ufffd" in text:
        text = _LOST.sub(" ", _LOST_APOSTROPHE.sub("'", text))
    if _STYLED.search(odd):
        text = _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _replaced(text)


def odd_characters(text: str) -> str:
    """Return the characters of a text that no plain keyboard has, in order: a few, which cost little to search."""
    if text.isascii() and text.isprintable():
        return ""
    return text.encode("utf-8", "surrogatepass").translate(None, _TYPED).decode("utf-8", "surrogatepass")


def _replaced(text: str) -> str:
    kinds = set(odd_characters(text))
    if len(kinds) > _FEW:
        return text.translate(_TABLE)
    for kind in kinds:
        if ord(kind) in _TABLE:
            text = text.replace(kind, _TABLE[ord(kind)])
    return text


def _undo_mojibake(text: str) -> str:
    """Undo wrong decoding line by line: one broken line must not decide over the others, nor one line over time."""
    import ftfy  # noqa: PLC0415  (a twelfth of a crawl's start, and few runs meet a text that needs it)

    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _MOJIBAKE.search(line) or _C1.search(line):
            pieces = (line[start : start + _PIECE] for start in range(0, len(line), _PIECE))
            lines[number] = "".join(ftfy.fixes.fix_c1_controls(ftfy.fix_encoding(piece)) for piece in pieces)
    return "\n".join(lines)


def undo_string_escapes(text: str) -> str:
    r"""Return the text with written-out \n, \t, \" and \u2019 decoded, where it plainly is the inside of a JSON string.

    It plainly is when it has at least three written-out line ends and more of them than real ones.
    """
    written = text.count("\\n")
    if written < 3 or written <= text.count("\n"):
        return text
    return _ESCAPE.sub(_unescape, text)


def _unescape(match: re.Match[str]) -> str:
    code = match[0][1:]
    if code[0] == "u":
        return chr(int(code[1:], 16))
    return {"n": "\n", "r": "\n", "r\\n": "\n", "t": " "}.get(code, code)
