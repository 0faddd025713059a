"""Spelling-blind forms of text: what the scanner compares.

`coarse` keeps one byte for one character, so offsets stay valid; `key` is the form in which an alias and a place
in a text are equal when they differ only in case, dash, slash or quote style.
"""

_DASHES = "-_‐‑‒–—−"  # noqa: RUF001 - the dashes people type are the point
_QUOTES = "'‘’‚‛`´ʼ"  # noqa: RUF001
_TABLE: dict[int, str | None] = {ord(c): " " for c in _DASHES + "\u00a0\u202f\u2009\t"}
_TABLE |= {ord(c): "'" for c in _QUOTES}
_TABLE |= {ord("\\"): "/", ord("⁄"): "/"}  # noqa: RUF001
_TABLE |= {ord("™"): None, ord("®"): None}

# Bytes: lower-case letters and digits stay, everything else is a blank.
_COARSE = bytes(b + 32 if 65 <= b <= 90 else b if 48 <= b <= 57 or 97 <= b <= 122 else 32 for b in range(256))


def key(text: str) -> str:
    """Return text lower-cased, with dashes as blanks, backslashes as slashes and one kind of apostrophe."""
    return text.lower().translate(_TABLE)


def exact_key(text: str) -> str:
    """Return the same with upper and lower case kept."""
    return text.translate(_TABLE)


def coarse(text: str) -> bytes:
    """Return one byte for each character: a lower-case letter, a digit, or a blank for anything else.

    A blank is added at both ends, so that ` word ` finds a whole word anywhere. Letters outside ASCII become
    blanks; callers that need a real word boundary check the neighbouring characters of the text.
    """
    return b" " + text.encode("ascii", "replace").translate(_COARSE) + b" "


def valid(text: str) -> str:
    """Return text with lone surrogates, which no encoding can hold, replaced by question marks one for one."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
