"""The interval of sql/macros/interval.sql worked out a second way, to hold the SQL to it, and Student's t.

Reference: E. B. Wilson, JASA 22 (1927) 209; E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998) 193, for the
effective sample size and the t quantile, here with Wilson's interval in place of Clopper and Pearson's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import lgamma, sqrt

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

Floats = npt.NDArray[np.float64]

Z_975 = 1.959963984540054
"""97.5 % quantile of the standard normal distribution."""


T_ROWS = 1000
"""Degrees of freedom listed in core.t_quantile; beyond them the macro t_quantile_975 uses an expansion."""


@dataclass(frozen=True)
class Interval:
    """A share with its 95 % interval; all in 0..1, and `deff` the design effect of the clusters."""

    share: float
    lo: float
    hi: float
    deff: float


def _incomplete_beta(a: Floats, b: float, x: Floats) -> Floats:
    """Return the regularised incomplete beta function by Lentz's continued fraction (Abramowitz and Stegun 26.5.8)."""
    log_front = np.array([lgamma(v + b) - lgamma(v) - lgamma(b) for v in a]) + a * np.log(x) + b * np.log1p(-x)
    c = np.ones_like(x)
    d = 1 / (1 - (a + b) * x / (a + 1))
    value = d.copy()
    for m in range(1, 120):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / (1 + even * d), 1 + even / c
        value = value * d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / (1 + odd * d), 1 + odd / c
        value = value * d * c
    return np.exp(log_front) * value / a


def t_quantile(dof: Sequence[int]) -> list[float]:
    """Return the 97.5 % quantile of Student's t for each number of degrees of freedom (1 or more), to 12 digits.

    One and two degrees have closed forms; the others start at the expansion of Abramowitz and Stegun 26.7.5 and take
    Newton steps on P(T > t) = I_x(v / 2, 1 / 2) / 2 with x = v / (v + t^2).
    """
    v = np.asarray(dof, dtype=np.float64)
    z = Z_975
    t = z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
    log_density = np.array([lgamma((n + 1) / 2) - lgamma(n / 2) - 0.5 * np.log(n * np.pi) for n in v])
    for _ in range(8):
        upper = _incomplete_beta(v / 2, 0.5, v / (v + t * t)) / 2
        t = t + (upper - 0.025) / np.exp(log_density - (v + 1) / 2 * np.log1p(t * t / v))
    t = np.where(v == 1, np.tan(0.475 * np.pi), t)
    t = np.where(v == 2, 0.95 * sqrt(2 / (1 - 0.95**2)), t)
    return [float(value) for value in t]


def write_t_quantiles(con: duckdb.DuckDBPyConnection) -> None:
    """Fill core.t_quantile, and make the macro t_quantiles(), the same numbers as one list.

    A list can be looked up inside an aggregate, where DuckDB takes no subquery.
    """
    dof = range(1, T_ROWS + 1)
    quantiles = t_quantile(dof)
    con.register("quantiles", pa.table({"dof": pa.array(dof, pa.int32()), "t": quantiles}))
    con.table("quantiles").insert_into("core.t_quantile")
    con.unregister("quantiles")
    con.execute(f"CREATE OR REPLACE MACRO t_quantiles() AS [{', '.join(f'{t!r}::DOUBLE' for t in quantiles)}]")


@cache
def _t_quantile(dof: int) -> float:
    return t_quantile([dof])[0]


def clustered_interval(asking: npt.ArrayLike, read: npt.ArrayLike) -> Interval:
    """Return share and interval from vacancies asking and vacancies read, one entry an employer.

    Raises ValueError with fewer than two employers, because the variance between employers is then unknown.
    """
    k, n = np.asarray(asking, dtype=np.float64), np.asarray(read, dtype=np.float64)
    employers, total = len(n), float(n.sum())
    if employers < 2:
        raise ValueError(f"clustered_interval: {employers} employers; at least 2 are needed")
    p = float(k.sum()) / total
    variance = employers / (employers - 1) * float(((k - p * n) ** 2).sum()) / total**2
    simple = p * (1 - p) / total
    deff = max(1.0, variance / simple) if simple > 0 else 1.0
    size, t = total / deff, _t_quantile(employers - 1)
    centre = (p + t * t / (2 * size)) / (1 + t * t / size)
    half = t * sqrt(p * (1 - p) / size + t * t / (4 * size * size)) / (1 + t * t / size)
    lo = 0.0 if p == 0 else max(0.0, centre - half)
    hi = 1.0 if p == 1 else min(1.0, centre + half)
    return Interval(p, lo, hi, deff)


def bootstrap_interval(
    asking: Sequence[int], read: Sequence[int], *, draws: int = 2000, seed: int = 1
) -> tuple[float, float]:
    """Return the 2.5 and 97.5 percentiles of the share when whole employers are drawn with replacement."""
    k, n = np.asarray(asking, dtype=np.float64), np.asarray(read, dtype=np.float64)
    weights = np.random.default_rng(seed).multinomial(len(n), np.full(len(n), 1 / len(n)), size=draws)
    shares = (weights @ k) / (weights @ n)
    lo, hi = np.quantile(shares, [0.025, 0.975])
    return float(lo), float(hi)
