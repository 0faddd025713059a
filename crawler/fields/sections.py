"""Texts that a source delivers in several parts."""

import html


def titled(heading: str | None, markup: str | None) -> str:
    """Return a part under its heading as HTML, empty when the part is empty: a heading alone says nothing."""
    if not markup:
        return ""
    return f"<h3>{html.escape(heading, quote=False)}</h3>\n{markup}" if heading else markup


def joined(*parts: str | None) -> str:
    """Return the parts that are there, one below the other."""
    return "\n".join(part for part in parts if part)
