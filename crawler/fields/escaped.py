"""HTML that a source delivers escaped."""

import html


def unescaped(markup: str) -> str:
    """Return the HTML of a body that is HTML-escaped HTML, some of it twice; text that has tags is left as it is."""
    for _ in range(2):
        if "<" in markup or "&lt;" not in markup:
            break
        markup = html.unescape(markup)
    return markup
