"""The vacancies that may speak about change over time, as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from skilldemand.analysis.columns import fetch, populations
from skilldemand.analysis.market import Coded, Market

_VACANCIES = """
SELECT v, employer, source, stratum, year(month) * 12 + month(month) - 1 AS month
FROM staging.trend_vacancy
ORDER BY employer, v
"""


@dataclass(frozen=True)
class Dated:
    """The rows of staging.trend_vacancy as numbers, what they ask for, and which roles belong to which population."""

    columns: Mapping[str, npt.NDArray[Any]]
    asked: csr_array
    limits: Mapping[str, float]
    members: Mapping[str, npt.NDArray[np.bool_]]

    @classmethod
    def load(cls, con: duckdb.DuckDBPyConnection) -> "Dated":
        """Read the rows, those of one employer next to each other."""
        columns = fetch(con, _VACANCIES)
        role = Coded.of(con.table("staging.trend_vacancy").order("employer, v"), "role")
        limits = dict(con.execute("SELECT name, value FROM meta.threshold").fetchall())
        members = dict(populations(con, np.array(role.values, dtype=object)))
        asked = Market(con).asked(columns["v"])
        return cls({**columns, "role": role.codes.astype(np.int64)}, asked, limits, members)
