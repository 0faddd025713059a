"""How many employers have how many vacancies, by key: a histogram that can be added to and taken from."""

import numpy as np
import numpy.typing as npt

from skilldemand.analysis.columns import Ints

_SMALL = 64
"""Vacancies of one employer: below, there is a counter for every number."""
_SIZE = 1 << 24
"""No employer has so many vacancies."""


class Histogram:
    """Counters of employers by a key, from 0 to before `keys`, and the number of their vacancies under this key."""

    def __init__(self, keys: int) -> None:
        self._small = np.zeros((keys, _SMALL), dtype=np.int64)
        self._large: list[npt.NDArray[np.int64]] = []
        self._times: list[npt.NDArray[np.int64]] = []

    def add(self, key: Ints, size: Ints) -> None:
        """Count one employer for each key and size."""
        small = size < _SMALL
        counted = np.bincount(key[small] * _SMALL + size[small], minlength=self._small.size)
        self._small += counted.reshape(self._small.shape)
        self._add_large(key[~small], size[~small], np.ones(len(key) - int(small.sum()), dtype=np.int64))

    def _add_large(self, key: Ints, size: Ints, times: Ints) -> None:
        self._large.append(key * _SIZE + size)
        self._times.append(times)

    def add_rows(self, key: Ints, size: Ints, times: Ints, sign: int = 1) -> None:
        """Add `times` employers for each key and size, none of which is named twice, or take them away."""
        small = size < _SMALL
        self._small[key[small], size[small]] += sign * times[small]
        self._add_large(key[~small], size[~small], sign * times[~small])

    def rows(self) -> tuple[Ints, Ints, Ints]:
        """Return key, size and number of employers, where there is one, by key and size."""
        key, size = np.nonzero(self._small)
        nothing = [np.zeros(0, dtype=np.int64)]
        large, place = np.unique(np.concatenate(nothing + self._large), return_inverse=True)
        times = np.bincount(place, weights=np.concatenate(nothing + self._times), minlength=len(large)).astype(np.int64)
        large, times = large[times != 0], times[times != 0]
        keys, sizes = np.concatenate([key, large // _SIZE]), np.concatenate([size, large % _SIZE])
        order = np.argsort(keys * _SIZE + sizes)
        return keys[order], sizes[order], np.concatenate([self._small[key, size], times])[order]
