"""Refuse what cannot be meant: people who are not there, strengths outside 1…255, arrays of unequal length."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST_PEOPLE = 2**31 - 1
MOST_TIES = 2**31 - 2**20  # both directions of each are counted in 32 bits


def number_of_people(people: int) -> None:
    """Raises ValueError unless people is a number from 0 to 2³¹ − 1."""
    if not 0 <= people <= MOST_PEOPLE:
        raise ValueError(f"people must be from 0 to {MOST_PEOPLE}, not {people}")


def person(name: str, value: int, people: int) -> int:
    """value as an int. Raises ValueError unless it is one of the people."""
    if not 0 <= value < people:
        raise ValueError(f"{name} must be from 0 to {people - 1}, not {value}")
    return int(value)


def people(name: str, values: ArrayLike, below: int) -> NDArray[np.int32]:
    """values as (m,) int32. Raises ValueError unless they are whole numbers in [0, below). O(m)."""
    return _whole(name, values, 0, below - 1).astype(np.int32, copy=False)


def targets(values: Collection[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    """values as (m,) int64. Raises ValueError unless they are whole numbers; whether they are people is seen later."""
    given: NDArray[Any] = values if isinstance(values, np.ndarray) else np.array(list(values))
    if given.ndim != 1 or (given.size and given.dtype.kind not in "iu"):
        raise ValueError("targets must be whole numbers")
    return np.ascontiguousarray(given, np.int64)


def strengths(values: ArrayLike) -> NDArray[np.uint8]:
    """values as (m,) uint8. Raises ValueError unless they are whole numbers from 1 to 255. O(m)."""
    return _whole("strength", values, 1, 255).astype(np.uint8, copy=False)


def classes(values: ArrayLike) -> NDArray[np.uint8]:
    """Classes of visibility as (m,) uint8. Raises ValueError outside 0…255. O(m)."""
    return _whole("visibility", values, 0, 255).astype(np.uint8, copy=False)


def visible_classes(visible: Collection[int] | NDArray[np.generic]) -> NDArray[np.bool_]:
    """(256,) whether ties of each class may be walked; from such an array, or from the classes. Raises ValueError."""
    given: NDArray[Any] = visible if isinstance(visible, np.ndarray) else np.array(list(visible))
    if given.dtype == bool and given.shape == (256,):
        return given
    if given.dtype == bool:
        raise ValueError("visible must be classes from 0 to 255, or 256 truth values")
    table = np.zeros(256, bool)
    table[_whole("visible", given, 0, 255)] = True
    return table


def same_length(**arrays: NDArray[np.generic]) -> None:
    """Raises ValueError unless all arrays are one-dimensional and equally long, and not too long."""
    shapes = {array.shape for array in arrays.values()}
    if len(shapes) != 1 or len(next(iter(shapes))) != 1:
        raise ValueError(f"{', '.join(arrays)} must be one-dimensional and equally long")
    if next(iter(shapes))[0] > MOST_TIES:
        raise ValueError(f"no more than {MOST_TIES} ties fit")


def _whole(name: str, values: ArrayLike, least: int, most: int) -> NDArray[np.generic]:
    array = np.asarray(values)
    if array.size == 0:
        return np.zeros(array.shape, np.uint8)
    if array.dtype.kind not in "iub" or array.min() < least or array.max() > most:
        raise ValueError(f"{name} must be whole numbers from {least} to {most}")
    return array
