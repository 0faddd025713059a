"""Cells of CSV files that strangers' words go into."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """Return a text for a CSV cell: one that a spreadsheet would run as a formula begins with an apostrophe.

    Source: OWASP, CSV Injection.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
