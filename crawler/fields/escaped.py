"""HTML that a source delivers escaped."""

import html


def unescaped(markup: str) -> str:
    """Return the HTML of a body that is HTML-escaped HTML, some of it twice; text that has tags is left as it is."""
    for _ in range(2):
        if "<" in markup or "&lt;" not in markup:
            break
        markup = "&".join([_unescaped(part) for part in markup.split("&amp;")])
    return markup


def _unescaped(part: str) -> str:
    """Return a part without "&amp;" unescaped: the signs of tags at once, only what else there is one by one."""
    part = part.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return html.unescape(part) if "&" in part else part
