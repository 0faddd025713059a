"""Each chart is drawn from golden data, and what it shows is compared: words, places of marks, ends of lines, colours.

What is compared is read back from the figure and not from its bytes, which change with the drawing library.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

from skilldemand.reports.charts import months, sections, strengths
from skilldemand.reports.charts.differences import difference_chart
from skilldemand.reports.charts.dots import DotKey, dot_chart

GOLDEN = Path(__file__).parent / "golden" / "charts.json"
DOTS = pd.DataFrame(
    {
        "label": ["Any", "Python", "Fortran"],
        "value": ["80 % (75\u201385)", "60 % (55\u201365)", "fewer than 5 vacancies ask for it (k = 2)"],
        "suppressed": [False, False, True],
        "band": [0, 1, 0],
        "family": [True, False, False],
        "share": [0.8, 0.6, None],
        "lo": [0.75, 0.55, None],
        "hi": [0.85, 0.65, None],
        "second": [None, 0.3, None],
    }
).astype(dict.fromkeys(("share", "lo", "hi", "second"), "float64"))
CHANGES = pd.DataFrame(
    {
        "label": ["PyTorch", "Keras"],
        "difference": [6.0, -3.0],
        "lo": [4.0, -5.0],
        "hi": [8.0, -1.0],
        "second": [5.0, float("nan")],
        "value": ["+6.0 (+4.0 to +8.0)", "\u22123.0 (\u22125.0 to \u22121.0)"],
    }
)
FIRMLY = pd.DataFrame({"label": ["Python", "Rare"], "required": [800, 1], "preferred": [100, 0], "duty": [300, 1]})
MONTHS = pd.DataFrame(
    {"label": ["Jan 2024", "Feb 2024", "Mar 2024"], "vacancies": [12, 0, 7], "partial": [False, False, True]}
)
KEY = DotKey("asked for", "with no alternative")
CHARTS: dict[str, Callable[[bool], Figure]] = {
    "dots": lambda narrow: dot_chart(DOTS, key=KEY, narrow=narrow),
    "skill_demand": lambda narrow: sections.skill_demand(DOTS, narrow=narrow),
    "framework_demand": lambda narrow: sections.framework_demand(DOTS, key=KEY, narrow=narrow),
    "cloud_demand": lambda narrow: sections.cloud_demand(DOTS, key=KEY, narrow=narrow),
    "section_demand": lambda narrow: sections.section_demand(DOTS, narrow=narrow),
    "differences": lambda narrow: difference_chart(CHANGES, unit=" %", key=KEY, narrow=narrow),
    "strength_split": lambda narrow: strengths.strength_split(
        FIRMLY, names={"required": "r", "preferred": "p", "duty": "d"}, narrow=narrow
    ),
    "month_flow": lambda narrow: months.month_flow(MONTHS, narrow=narrow),
}


def shown(figure: Figure) -> dict[str, Any]:
    """Return what a figure shows, in numbers of its axes, rounded so that no platform matters."""
    (axes,) = figure.axes
    return {
        "size": [round(float(side), 2) for side in figure.get_size_inches()],
        "words": [text.get_text() for text in axes.texts],
        "names": [label.get_text() for label in axes.get_yticklabels()],
        "ticks": [label.get_text() for label in axes.get_xticklabels()],
        "lines": [
            [[round(float(x), 3) for x in line.get_xdata()], str(line.get_marker()), str(line.get_color())]
            for line in axes.lines
        ],
        "bars": [[round(float(patch.get_width()), 3), round(float(patch.get_height()), 3)] for patch in axes.patches],
        "key": [text.get_text() for text in axes.get_legend().get_texts()] if axes.get_legend() else [],
    }


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", sorted(CHARTS))
def test_chart_shows_what_it_showed(name: str, narrow: bool) -> None:
    found = shown(CHARTS[name](narrow))
    key = f"{name}-{'narrow' if narrow else 'wide'}"
    known = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.is_file() else {}
    if key not in known:
        text = json.dumps(known | {key: found}, ensure_ascii=False, indent=1, sort_keys=True)
        GOLDEN.write_text(text + "\n", encoding="utf-8")
        pytest.fail(f"{key} was not in {GOLDEN.name} and was written: read it, then run again")
    assert found == known[key]


def test_a_chart_of_differences_refuses_more_rows_than_fit() -> None:
    with pytest.raises(ValueError, match="at most 20 rows, got 22"):
        difference_chart(pd.concat([CHANGES] * 11), unit="")
