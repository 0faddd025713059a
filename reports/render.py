"""The Jinja environment: HTML with autoescape, Markdown with its own escapes, and the filters both use."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup, escape

from skilldemand.reports.content import Table
from skilldemand.reports.page import Page
from skilldemand.reports.strangers import tame
from skilldemand.reports.texts import say

_UNIT = re.compile(r"n = [\d,]+|\d[\d,.]* %(?: \([\d.]+\u2013[\d.]+\))?")
_CODE = re.compile(r"`([^`]+)`")
_MARKDOWN = re.compile(r"([\\*_\[\]<>#|])")


def page_html(page: Page) -> str:
    """Return a page as one self-contained HTML document: no request, styles and script allowed by their hash only.

    Only the list of all pages has a script, and its whole content stands without it.
    """
    script = _file("search.js") if page.search else ""
    css, policy = stylesheet(script=script)
    return _page_template().render(page=page, css=css, policy=policy, script=script)


def page_markdown(page: Page, all_skills: Table | None = None) -> str:
    """Return the same content as Markdown (GitHub's tables), with pictures from charts/."""
    text = environment().get_template("report.md.jinja").render(page=page, all_skills=all_skills)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"


@cache
def _page_template() -> Template:
    return environment().get_template("page.html.jinja")


def component(name: str, *arguments: Any) -> str:
    """Return one macro of components.html.jinja as HTML, so that a part can be tested alone."""
    module: Any = environment().get_template("components.html.jinja").module
    return str(getattr(module, name)(*arguments))


@cache
def environment() -> Environment:
    """Return the environment of all templates: values in *.html.jinja are escaped unless a filter of ours made them."""
    found = Environment(
        loader=PackageLoader("skilldemand.reports", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.jinja",), default=False),
        undefined=StrictUndefined,
        finalize=_tame,
    )
    found.globals["say"] = say
    found.filters |= {"glue": _glue, "trusted": Markup, "plain": _plain}
    return found


@cache
def stylesheet(*, extra: str = "", script: str = "") -> tuple[str, str]:
    """Return the style sheet, with a page's extra rules, and the policy that allows it and the script alone."""
    css = _file("style.css") + extra
    allowed = f"script-src {_named_by_hash(script)}; " if script else ""
    policy = (
        f"default-src 'none'; {allowed}style-src {_named_by_hash(css)}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    return css, policy


def _file(name: str) -> str:
    return (files("skilldemand.reports") / "templates" / name).read_text(encoding="utf-8")


def _named_by_hash(content: str) -> str:
    """Return how a content security policy names an inline element."""
    digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _tame(value: Any) -> Any:
    """Take hidden signs out of every text that a template sets, but for what was made to stand as it is."""
    return tame(value) if type(value) is str else value


def _glue(text: str) -> Markup:
    """Keep a share and its bounds on one line, and set `commands` as code."""
    whole = _UNIT.sub(r'<span class="nowrap">\g<0></span>', str(escape(tame(text))))
    coded = _CODE.sub(r"<code>\1</code>", whole)
    return Markup(coded)  # noqa: S704  (escaped above)  # nosec B704


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup; line breaks become spaces."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
