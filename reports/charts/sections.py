"""The four dot charts of the market report, each from its own mart.

A chart has the name of its mart: skill_demand, framework_demand, cloud_demand, section_demand.
"""

import pandas as pd
from matplotlib.figure import Figure

from skilldemand.reports.charts.dots import MOST_ROWS, DotKey, dot_chart
from skilldemand.reports.charts.style import Lettering


def skill_demand(frame: pd.DataFrame, *, lettering: Lettering | None = None, narrow: bool = False) -> Figure:
    """Draw the most-asked skills. frame: the columns of dot_rows, at most 20 rows, best first."""
    return dot_chart(frame.head(MOST_ROWS), lettering=lettering, narrow=narrow)


def framework_demand(
    frame: pd.DataFrame, *, key: DotKey, lettering: Lettering | None = None, narrow: bool = False
) -> Figure:
    """Draw frameworks with a hollow mark where only this one is named. frame: the columns of dot_rows, best first."""
    return dot_chart(frame.head(MOST_ROWS), key=key, lettering=lettering, narrow=narrow)


def cloud_demand(
    frame: pd.DataFrame, *, key: DotKey, lettering: Lettering | None = None, narrow: bool = False
) -> Figure:
    """Draw clouds with a hollow mark where only this one is named. frame: the columns of dot_rows, best first."""
    return dot_chart(frame.head(MOST_ROWS), key=key, lettering=lettering, narrow=narrow)


def section_demand(frame: pd.DataFrame, *, lettering: Lettering | None = None, narrow: bool = False) -> Figure:
    """Draw the sections of the guide. frame: the columns of dot_rows, best first."""
    return dot_chart(frame.head(MOST_ROWS), lettering=lettering, narrow=narrow)
