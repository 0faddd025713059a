"""The answer of `skilldemand gap` in words and tables."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table

from skilldemand.analysis.gap import MIN_GAIN
from skilldemand.cli import console
from skilldemand.reports.numbers import plural

if TYPE_CHECKING:
    from skilldemand.analysis.gap import Gap, Reach, Step

_TO = _NONE = "\N{EN DASH}"
_TRENDS = {"rising": "↑ rising", "falling": "↓ falling", "no clear change": "no clear change"}


def lines(
    found: "Gap", names: Mapping[str, str], *, top: int, ever: bool, sample: bool, read: bool
) -> Iterator[RenderableType]:
    """Yield what to print, at most `top` rows a table.

    `read` says that a résumé was read, so that what was found in it is listed first.
    """
    if sample:
        yield "[bold red]SAMPLE DATA[/]: invented postings; these numbers say nothing about a real labour market.\n"
    if read:
        yield f"Found: {console.escape(', '.join(names.get(skill, skill) for skill in found.have))}.\n"
    yield _about(found, ever=ever)
    if not found.n:
        return
    for reach in found.reach:
        yield _reached(reach)
    yield ""
    if found.steps:
        yield _table("The next skill that opens most", found.steps, told=True)
    else:
        yield f"No single skill opens {MIN_GAIN} or more vacancies: fewer could be chance."
    if found.pairs:
        yield _table("The next pair that opens most", found.pairs, told=False)
    yield from _guide(found, top)
    yield (
        "[dim]A must is a requirement worded as required that named tools alone can meet; one of its alternatives is "
        "enough, and concepts such as communication are taken as known. Intervals are clustered by employer. Skills "
        f"that open fewer than {MIN_GAIN} are not shown. What a skill goes with is not what it causes.[/]"
    )


def _about(found: "Gap", *, ever: bool) -> str:
    scope = found.scope
    parts = [scope.population, *filter(None, (scope.country, scope.seniority, scope.workplace))]
    where = console.escape(" · ".join(parts))
    if not found.n:
        wider = "Widen the scope, or add --ever." if found.open_now else "Widen the scope."
        return f"{where}: no vacancy makes a named tool a must ({console.number(found.free)} make none). {wider}"
    when = "known to stand open now" if found.open_now else "ever seen" if ever else "in the corpus"
    told = "" if found.open_now or ever else " Imported files do not say which of them stand open now."
    vacancies = plural(found.n, "vacancy", "vacancies")
    return (
        f"[bold]{where}[/]: {vacancies} of {plural(found.employers, 'employer', 'employers')} {when} "
        f"with a named tool as a must; {console.number(found.free)} more with none are left out.{told}"
    )


def _range(lo: float | None, hi: float | None) -> str:
    return "" if lo is None or hi is None else f"({lo:,.0f}{_TO}{hi:,.0f})"


def _reached(reach: "Reach") -> str:
    what = "every must met" if reach.satisfied == 1 else f"at {reach.satisfied:.0%} of the musts"
    interval = "" if reach.lo is None or reach.hi is None else f" ({100 * reach.lo:.0f}{_TO}{100 * reach.hi:.0f})"
    return f"  Open to you, {what}: [bold]{console.number(reach.vacancies)}[/], {100 * reach.share:.0f} %{interval}"


def _pay(step: "Step") -> str:
    if step.pay_pct is None or step.pay_lo is None or step.pay_hi is None:
        return _NONE
    return f"{step.pay_pct:+.0f} % ({step.pay_lo:+.0f} to {step.pay_hi:+.0f}), {step.pay_currency}"


def _table(title: str, steps: "tuple[Step, ...]", *, told: bool) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("skill" if told else "skills")
    table.add_column("opens", justify="right")
    table.add_column("95 %", no_wrap=True)
    table.add_column("at 80 %", justify="right")
    table.add_column("employers", justify="right")
    if told:
        table.add_column("pay with it, otherwise alike")
        table.add_column("its share")
    for step in steps:
        cells = [
            " + ".join(step.names), console.number(step.opens), _range(step.lo, step.hi),
            console.number(step.opens_most), console.number(step.employers),
        ]  # fmt: skip
        if told:
            cells += [_pay(step), _TRENDS.get(step.trend or "", _NONE)]
        table.add_row(*(console.escape(cell) for cell in cells))
    return table


def _guide(found: "Gap", top: int) -> Iterator[RenderableType]:
    if found.guide:
        yield _guide_table(found.guide, top)
    untold = sum(found.guide_untold.values())
    why = "; ".join(f"{reason}: {console.number(count)}" for reason, count in found.guide_untold.items())
    if not untold:
        if not found.guide:
            yield "\nNothing of the guide is missing."
    elif not found.guide_told:
        yield f"\nWhat of the guide is missing cannot be told: no item has a share to be trusted ({why})."
    else:
        if not found.guide:
            yield "\nYou have every item of the guide with a share to be trusted."
        yield f"{console.number(untold)} more that you lack have no share to be trusted ({why})."


def _guide_table(guide: "tuple[dict[str, Any], ...]", top: int) -> Table:
    most = f", the {top} asked for most of {console.number(len(guide))}" if len(guide) > top else ""
    table = Table(title=f"Missing of the guide{most}", title_justify="left", title_style="bold")
    table.add_column("section")
    table.add_column("item")
    table.add_column("asked for", justify="right", no_wrap=True)
    for item in guide[:top]:
        share = f"{100 * item['share']:.0f} % ({100 * item['lo']:.0f}{_TO}{100 * item['hi']:.0f})"
        table.add_row(console.escape(item["section_title"]), console.escape(item["title"]), share)
    return table
