"""The vacancies that may speak about change over time, as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from skilldemand.analysis.columns import Ints, populations
from skilldemand.analysis.market import Coded, Market

_VACANCIES = """
SELECT v, employer, source, stratum, year(month) * 12 + month(month) - 1 AS month, role::VARCHAR AS role
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
        found = con.sql(_VACANCIES).to_arrow_table()
        columns = {name: found[name].to_numpy() for name in ("v", "employer", "source", "stratum", "month")}
        role = Coded.of(found["role"])
        limits = dict(con.execute("SELECT name, value FROM meta.threshold").fetchall())
        members = dict(populations(con, np.array(role.values, dtype=object)))
        asked = Market(con).asked(columns["v"])
        return cls({**columns, "role": role.codes.astype(np.int64)}, asked, limits, members)

    def of(self, wanted: npt.NDArray[np.bool_]) -> Ints:
        """Return the rows of the vacancies of some roles, an entry of `members`."""
        return np.flatnonzero(wanted[self.columns["role"]])
