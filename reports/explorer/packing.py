"""Columns of whole numbers as short text: differences, base-128 numbers, base64. codec.js reads them."""

import base64

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]

LARGEST = 2**28 - 1  # four groups of seven bits: what a 32-bit shift in JavaScript holds without a sign


def packed(values: npt.ArrayLike) -> str:
    """Return numbers of 0 to LARGEST as little-endian base-128 (LEB128), in base64.

    Raises ValueError for a number outside that range.
    """
    numbers = np.asarray(values, dtype=np.int64)
    if numbers.size and (int(numbers.min()) < 0 or int(numbers.max()) > LARGEST):
        raise ValueError(f"packed: {int(numbers.min())} to {int(numbers.max())}; expected 0 to {LARGEST}")
    groups = np.stack([numbers >> shift & 127 for shift in (0, 7, 14, 21)], axis=1)
    more = np.stack([numbers >> shift > 0 for shift in (7, 14, 21, 28)], axis=1)
    wanted = np.column_stack([np.ones(len(numbers), dtype=bool), more[:, :3]])
    return text((groups | more * 128)[wanted].astype(np.uint8).tobytes())


def differences(values: Whole, lists: Whole) -> Whole:
    """Return each number less the one before it in its list; the first of a list stands. Lists stand together."""
    found = values.copy()
    same = lists[1:] == lists[:-1]
    found[1:] -= np.where(same, values[:-1], 0)
    return found


def lengths(lists: Whole, count: int) -> Whole:
    """Return how many entries each of `count` lists has, from the list number of each entry."""
    return np.bincount(lists, minlength=count).astype(np.int64)


def packed_floats(values: npt.ArrayLike) -> str:
    """Return eight-byte floating-point numbers, little-endian, in base64."""
    return text(np.asarray(values, dtype="<f8").tobytes())


def text(content: bytes) -> str:
    """Return base64 without line breaks."""
    return base64.b64encode(content).decode("ascii")
