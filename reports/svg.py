"""Make a matplotlib SVG fit to stand inside an HTML page.

Twelve inlined matplotlib figures share most of their ids, so clip paths of one cut another; and inline style attributes
would need a content security policy that allows any style. Both are mended here.
"""

import re
from html import escape

_PROLOG = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_STYLE_SHEET = re.compile(r"<style\b.*?</style>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]+)"')
_REFERENCE = re.compile(r'url\(#([^)]+)\)|href="#([^"]+)"')
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_PATH_BREAKS = re.compile(r"(?<=[0-9zZ ])\s*\n\s*(?=[MLCQHVZz])|\s*\n(?=\")")
_GAPS = re.compile(r">\s+<")
_FONT = re.compile(r"^(?:(italic|oblique)\s+)?(?:(bold|\d{3})\s+)?([\d.]+)px\b")
_OUTER = re.compile(r"<svg\b[^>]*viewBox=\"0 0 ([\d.]+) ([\d.]+)\"[^>]*>")


def inline_svg(source: str, *, prefix: str, title: str, description: str, css_class: str) -> str:
    """Return the svg element with ids that start with prefix, presentation attributes instead of styles, and words.

    prefix must be unique on the page. title and description become the accessible name and description of the picture.
    The fonts are left to the page, which sets a narrower face than the one the layout was measured with.
    """
    body = _STYLE_SHEET.sub("", _METADATA.sub("", _PROLOG.sub("", source)))
    used = {first or second for first, second in _REFERENCE.findall(body)}
    body = _ID.sub(lambda hit: f' id="{prefix}-{hit[1]}"' if hit[1] in used else "", body)
    body = _REFERENCE.sub(lambda hit: _prefixed(hit, prefix), body).replace("xlink:href", "href")
    body = _STYLE.sub(lambda hit: _attributes(hit[1]), body)
    body = body.replace(' transform="rotate(-0 ', ' data-unturned="(')
    body = re.sub(r' data-unturned="[^"]*"', "", body)
    body = _GAPS.sub("><", _PATH_BREAKS.sub(" ", body)).strip()
    box = _OUTER.search(body)
    assert box is not None, "matplotlib wrote an SVG without a viewBox"
    words = f'<title id="{prefix}-title">{escape(title)}</title><desc id="{prefix}-desc">{escape(description)}</desc>'
    opening = (
        f'<svg class="{css_class}" viewBox="0 0 {box[1]} {box[2]}" role="img" stroke-linejoin="round"'
        f' aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">{words}'
    )
    return opening + body[box.end() :]


def _prefixed(hit: re.Match[str], prefix: str) -> str:
    return f"url(#{prefix}-{hit[1]})" if hit[1] else f'href="#{prefix}-{hit[2]}"'


def _attributes(style: str) -> str:
    """Turn "fill: none; stroke: #000" into attributes; the font face is dropped, the rest of a font is kept."""
    found: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font" and (font := _FONT.match(value)):
            found |= {"font-style": font[1] or "", "font-weight": font[2] or "", "font-size": font[3]}
        elif name == "font-size":
            found[name] = value.removesuffix("px")
        elif name and name not in {"font-family", "font", "white-space"}:
            found[name] = value
    return "".join(f' {name}="{value}"' for name, value in found.items() if value)
