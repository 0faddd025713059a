"""Finding out how a text file is encoded."""

import codecs
from pathlib import Path

_SAMPLE = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

STRAY_BYTES = "skilldemand.stray_bytes"
"""Error handler that reads bytes which are not UTF-8 as Windows-1252, so that one such row harms no other."""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in stray), error.end


codecs.register_error(STRAY_BYTES, _as_windows_1252)


def detect_encoding(path: Path) -> str:
    """Return the codec of a text file: from its byte order mark, from NULs at every second place, or UTF-8.

    A file whose beginning is no UTF-8 is taken for Windows-1252, which holds Latin-1's letters at the same codes.
    """
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    if (wide := _utf16_without_mark(sample)) is not None:
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError as error:
        # A stray byte late in a text that is UTF-8 elsewhere is an accident of one row.
        return "utf-8" if any(byte > 0xBF for byte in sample[: error.start]) else "cp1252"
    return "utf-8"


def _utf16_without_mark(sample: bytes) -> str | None:
    head = sample[: 4096 & ~1]
    half = len(head) // 2
    if half < 8:
        return None
    if head[1::2].count(0) > 0.4 * half and head[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * half and head[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None
