"""The Jinja environments: HTML with autoescape, Markdown with its own escapes, and the filters both use."""

import base64
import hashlib
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from skilldemand.reports.texts import say

_NO_BREAK = re.compile(r"(?<=\d) (?=%)|(?<=%) (?=\(\d)|(?<=\bn) (?==)|(?<=\bn =) (?=\d)")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")


def page_html(page: object) -> str:
    """Return the page as one self-contained HTML document: no script, no request, styles allowed by their hash only."""
    css, policy = stylesheet()
    return html_environment().get_template("page.html.jinja").render(page=page, css=css, policy=policy)


def page_markdown(page: object) -> str:
    """Return the same content as Markdown (GitHub's tables), with pictures from charts/."""
    text = markdown_environment().get_template("report.md.jinja").render(page=page)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"


def component(name: str, *arguments: Any) -> str:
    """Return one macro of components.html.jinja as HTML, so that a part can be tested alone."""
    module: Any = html_environment().get_template("components.html.jinja").module
    return str(getattr(module, name)(*arguments))


@cache
def html_environment() -> Environment:
    """Return the environment of the HTML templates; every value is escaped unless a filter of ours made it."""
    environment = _environment(autoescape=True)
    environment.filters |= {"glue": _glue, "trusted": Markup}
    return environment


@cache
def markdown_environment() -> Environment:
    """Return the environment of the Markdown template, whose filters escape what Markdown would interpret."""
    environment = _environment(autoescape=False)
    environment.filters |= {"plain": _plain, "cell": _cell}
    return environment


def stylesheet() -> tuple[str, str]:
    """Return the style sheet and the content security policy that allows it and nothing else."""
    environment = _environment(autoescape=False)
    assert environment.loader is not None
    css, _, _ = environment.loader.get_source(environment, "style.css")
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return css, policy


def _environment(*, autoescape: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("skilldemand.reports", "templates"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
        trim_blocks=False,
    )
    environment.globals["say"] = say
    return environment


def _glue(text: str) -> Markup:
    """Keep a number and its sign or bounds on one line."""
    return Markup(_NO_BREAK.sub("\u00a0", str(escape(text))))  # noqa: S704 - escaped in the same line


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _cell(text: str) -> str:
    """Escape a table cell of GitHub's Markdown."""
    return _plain(text)
