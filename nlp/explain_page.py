"""An explanation as a page that needs nothing but itself: no script, no font, no request."""

import functools
from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape

from skilldemand.nlp.explain import Explanation, number
from skilldemand.nlp.records import Mention
from skilldemand.nlp.taxonomy import Taxonomy


def as_html(told: Explanation, taxonomy: Taxonomy) -> str:
    """Return a page that needs nothing but itself."""
    template = _environment().get_template("explain.html.jinja")
    return template.render(
        told=told,
        style=_template("explain.css"),
        names={i: entry.skill.name for i, entry in taxonomy.entries.items()},
        refused=_refused(told.mentions),
    )


def _refused(mentions: Sequence[Mention]) -> list[tuple[str, int, list[int]]]:
    """Return (reason, how often, first mentions by skill) of what does not count."""
    by_reason: dict[str, dict[str, int]] = {}
    often: dict[str, int] = {}
    for at, mention in enumerate(mentions):
        if not mention.counts:
            reason = mention.reason or ""
            by_reason.setdefault(reason, {}).setdefault(mention.skill_id, at)
            often[reason] = often.get(reason, 0) + 1
    return [(reason, often[reason], list(first.values())) for reason, first in by_reason.items()]


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    return environment


def _template(name: str) -> str:
    return (resources.files("skilldemand.nlp") / "templates" / name).read_text(encoding="utf-8")
