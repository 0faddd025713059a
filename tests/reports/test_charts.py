"""Charts keep the rules of the house: zero-based, at most twenty rows, every value written, suppressed rows kept."""

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure

from skilldemand.reports.chart_rows import charted, dot_rows
from skilldemand.reports.charts.dots import MOST_ROWS, DotKey, dot_chart
from skilldemand.reports.charts.months import month_flow, month_frame
from skilldemand.reports.charts.strengths import strength_split
from skilldemand.reports.charts.style import png_bytes, svg_text
from skilldemand.reports.marts import read_market
from skilldemand.reports.svg import inline_svg


@pytest.fixture(scope="module")
def market(warehouse):
    with warehouse() as connection:
        return read_market(connection, "ml")


def words(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_top_skills_are_twenty_rows_best_first(market) -> None:
    rows, left_out = charted(market.skills)
    assert len(rows) == MOST_ROWS
    assert rows[0]["name"] == "Python"
    assert left_out == 3
    with pytest.raises(ValueError, match="at most 20 rows"):
        dot_chart(dot_rows(market.skills))


@pytest.mark.parametrize("narrow", [False, True])
def test_axis_starts_at_zero_and_leaves_room_for_the_values(market, narrow: bool) -> None:
    rows, _ = charted(market.clouds)
    figure = dot_chart(dot_rows(rows, any_name="Any cloud"), key=DotKey("one", "two"), narrow=narrow)
    axes = figure.axes[0]
    assert axes.get_xlim()[0] == 0.0
    assert len(axes.get_xticks()) <= 6
    assert max(axes.get_xticks()) <= 1.0
    figure.draw_without_rendering()
    edge = figure.bbox.width
    assert all(text.get_window_extent().x1 <= edge + 1 for text in axes.texts)


def test_every_row_has_its_value_or_its_reason(market) -> None:
    rows, _ = charted(market.frameworks)
    found = words(dot_chart(dot_rows(rows, any_name="Any framework")))
    assert found[0] == "55 % (53–58)"
    assert found[-1] == "fewer than 5 vacancies ask for it (k = 2)"
    assert len(found) == len(rows)


@pytest.mark.parametrize("narrow", [False, True])
def test_shares_of_one_employer_stand_inside_the_plot_without_a_line(market, narrow: bool) -> None:
    alone = [{**row, "lo": None, "hi": None, "suppressed_reason": None} for row in market.frameworks[:3]]
    alone[-1]["share"] = 1.0
    figure = dot_chart(dot_rows(alone), narrow=narrow)
    svg_text(figure)  # a mark far outside the axis would leave no room for the plot, of which matplotlib warns
    assert figure.axes[0].get_xlim()[1] >= 1.0
    assert all(0 <= text.get_window_extent().x0 <= figure.bbox.width for text in figure.axes[0].texts)


def test_suppressed_rows_have_no_mark(market) -> None:
    rows = [row for row in market.frameworks if row["suppressed_reason"]]
    figure = dot_chart(dot_rows(rows))
    drawn = [line for line in figure.axes[0].lines if len(line.get_xdata()) and line.get_marker() in {"o", "D", "d"}]
    assert drawn == []


def test_the_global_style_stays_as_it_was(market) -> None:
    before = dict(mpl.rcParams)
    svg_text(dot_chart(dot_rows(market.sections, label="title")))
    assert dict(mpl.rcParams) == before


def test_strengths_write_a_number_in_every_part_that_has_room(market) -> None:
    frame = pd.DataFrame({"label": ["Python", "Rare"], "required": [800, 1], "preferred": [100, 0], "duty": [300, 1]})
    names = {"required": "r", "preferred": "p", "duty": "d"}
    assert words(strength_split(frame, names=names)) == ["800", "100", "300"]


def test_months_fill_gaps_and_mark_what_the_window_cuts(market) -> None:
    first, last = market.overview["from_date"], market.overview["to_date"]
    months = [row for row in market.months if row["month"].month != 5]
    frame = month_frame(months, first, last)
    assert list(frame["label"]) == [f"{name} 2024" for name in ("Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")]
    assert list(frame["vacancies"])[3] == 0
    assert [bool(cut) for cut in frame["partial"]] == [True, False, False, False, False, False, False, True]
    assert month_flow(frame).axes[0].get_ylim()[0] == 0


def test_pictures_are_the_same_twice(market) -> None:
    rows = dot_rows(market.sections, label="title")
    assert svg_text(dot_chart(rows)) == svg_text(dot_chart(rows))
    assert png_bytes(dot_chart(rows)) == png_bytes(dot_chart(rows))


def test_inline_svg_has_prefixed_ids_and_no_style_attribute(market) -> None:
    svg = inline_svg(
        svg_text(dot_chart(dot_rows(market.sections, label="title"))),
        prefix="fig-a", title="A < B", description="words", css_class="plot wide",
    )  # fmt: skip
    assert svg.startswith('<svg class="plot wide" viewBox="0 0 504')
    assert "style=" not in svg
    assert "xlink" not in svg
    assert "http" not in svg
    assert '<title id="fig-a-title">A &lt; B</title>' in svg
    assert 'font-weight="bold"' in svg or "font-size" in svg
