"""How long things last when some still last and some were found late: Kaplan and Meier's curve with delayed entry.

The median is the first time at which the curve is at one half or below. Its interval inverts a test on the
log(-log(S)) scale (Brookmeyer and Crowley, Biometrics 38 (1982) 29) with Greenwood's variance, widened by the design
effect of the employers at the median: the variance of the sums over employers of the curve's influence function
(Ying and Wei, JMVA 50 (1994) 17) over Greenwood's. tests/analysis/test_survival.py holds curve, median and interval
without clusters to statsmodels' SurvfuncRight.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from skilldemand.analysis.columns import Floats, Ints


@dataclass(frozen=True)
class Curve:
    """One entry a time from 0: the share still standing, Greenwood's variance of its logarithm, at risk, ending."""

    standing: Floats
    variance: Floats
    at_risk: Floats
    ending: Floats


@dataclass(frozen=True)
class Median:
    """In the unit of the times; NaN where the curve, or its bound, does not come down to one half."""

    value: float
    lo: float
    hi: float
    deff: float


def curve(entry: Ints, time: Ints, closed: npt.NDArray[np.bool_]) -> Curve:
    """Return the product-limit curve over whole times from 0; a row is at risk at t when entry < t <= time."""
    size = int(time.max()) + 1
    ending = np.bincount(time[closed], minlength=size).astype(np.float64)
    entered = np.cumsum(np.bincount(np.minimum(entry, size - 1), minlength=size))
    left = np.cumsum(np.bincount(time, minlength=size))
    at_risk = np.concatenate([[0], entered[:-1] - left[:-1]]).astype(np.float64)
    safe = np.maximum(at_risk, 1)
    standing = np.cumprod(np.where(at_risk > 0, 1 - ending / safe, 1.0)).astype(np.float64)
    steps = np.divide(ending, safe * (at_risk - ending), out=np.zeros(size), where=at_risk > ending)
    return Curve(standing, np.cumsum(steps), at_risk, ending)


def _design_effect(
    found: Curve, at: int, *, entry: Ints, time: Ints, closed: npt.NDArray[np.bool_], employers: Ints
) -> float:
    """Return by what factor employers widen the variance of the curve at the time `at`, at least 1."""
    safe = np.maximum(found.at_risk, 1)
    hazard = np.cumsum(found.ending / safe**2)
    own = np.where(closed & (time <= at), 1 / safe[time], 0.0)
    influence = own - (hazard[np.minimum(time, at)] - hazard[np.minimum(entry, at)])
    sums = np.add.reduceat(influence, employers)
    clustered = float((sums**2).sum()) * len(employers) / max(len(employers) - 1, 1)
    greenwood = float(found.variance[at])
    return max(1.0, clustered / greenwood) if greenwood > 0 else 1.0


@cache
def _quantile(degrees: int) -> float:
    return float(student.ppf(0.975, degrees))


def median(entry: Ints, time: Ints, closed: npt.NDArray[np.bool_], employers: Ints | None = None) -> Median:
    """Return the median with its 95 % interval, clustered where it is given in which row each of `employers` begins."""
    found = curve(entry, time, closed)
    below = np.flatnonzero(found.standing <= 0.5 + 1e-12)
    if not len(below):
        return Median(np.nan, np.nan, np.nan, np.nan)
    at, quantile, deff = int(below[0]), 1.959963984540054, 1.0
    if employers is not None:
        deff = _design_effect(found, at, entry=entry, time=time, closed=closed, employers=employers)
        quantile = _quantile(max(len(employers) - 1, 1))
    events = np.flatnonzero((found.ending > 0) & (found.standing > 0) & (found.standing < 1))
    log = np.log(found.standing[events])
    distance = (np.log(-log) - np.log(np.log(2))) * np.abs(log) / np.sqrt(found.variance[events] * deff)
    near = np.flatnonzero(np.abs(distance) <= quantile)
    if not len(near):
        return Median(float(at), float(at), float(at), deff)
    later = np.flatnonzero(found.ending > 0)
    later = later[later > events[near[-1]]]
    return Median(float(at), float(events[near[0]]), float(later[0]) if len(later) else np.nan, deff)
