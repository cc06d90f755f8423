"""The door of the toy kernel."""

import numpy as np
from numba import types
from numba.np.numpy_support import carray

from tests.reach import toy


def double(values, count, more):
    """toy.doubled, plus a number."""
    return toy.doubled(carray(values, count, np.int32)) + np.int64(more)


DOORS = {"double": (double, types.int64(types.CPointer(types.int32), types.int64, types.float64), True)}
