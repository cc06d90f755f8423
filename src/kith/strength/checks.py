"""Refuse arrays that cannot be meant: NaN, negative, of unequal length."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def finite(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """values as float64. Raises ValueError on NaN or infinity. O(m)."""
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite numbers")
    return array


def not_negative(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """values as float64, infinity allowed. Raises ValueError on NaN or below 0. O(m)."""
    array = np.asarray(values, dtype=np.float64)
    if not (array >= 0).all():
        raise ValueError(f"{name} must be 0 or more")
    return array


def indices(name: str, values: ArrayLike, below: int) -> NDArray[np.intp]:
    """values as indices in [0, below). Raises ValueError outside it, or when they are not whole numbers. O(m)."""
    array = np.asarray(values)
    if array.size == 0:
        return np.zeros(array.shape, np.intp)
    if array.dtype.kind not in "iub" or array.min() < 0 or array.max() >= below:
        raise ValueError(f"{name} must be whole numbers from 0 to {below - 1}")
    return array.astype(np.intp, copy=False)


def same_length(**arrays: NDArray[np.generic]) -> None:
    """Raises ValueError unless all arrays are one-dimensional and equally long."""
    shapes = {array.shape for array in arrays.values()}
    if len(shapes) != 1 or len(shapes.pop()) != 1:
        raise ValueError(f"{', '.join(arrays)} must be one-dimensional and equally long")


def positive(name: str, value: float) -> float:
    """value. Raises ValueError unless it is finite and above 0."""
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{name} must be above 0")
    return value
