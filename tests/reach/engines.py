"""The three ways to the same answers: plain numpy, the kernels read as Python, and the compiled kernels."""

from __future__ import annotations

import ctypes

import numpy as np
from numba import types

from kith.reach import engine, entries, making, plain, warming


def rows_of(world, build=making.by_numpy):
    """The rows of a small network, built in one of three ways."""
    a, b, strength, visibility = world.columns()
    kinds = [(a, np.int32), (b, np.int32), (strength, np.uint8), (visibility, np.uint8)]
    return build(world.people, *(np.array(column, kind) for column, kind in kinds))


def door(name):
    warming.warm_up()
    code = warming.code()
    assert code is not None
    return code[name]


def read_as_python(name):
    """The same door, but of the kernel as Python reads it."""
    function, signature, _ = entries.DOORS[name]
    is_address = [isinstance(kind, types.CPointer) for kind in signature.args]
    return lambda *given: function(*(ctypes.c_void_p(a) if at else a for a, at in zip(given, is_address, strict=True)))


def built_by_code(*given):
    return making.by_code(door("build"), *given)


def built_by_kernel(*given):
    return making.by_code(read_as_python("build"), *given)


BUILDERS = [making.by_numpy, built_by_kernel, built_by_code]


def table(visible):
    """Truth values for classes; None stays None."""
    return None if visible is None else np.isin(np.arange(256), list(visible))


def by_plain(rows, source, targets, paths, hops, visible):
    return plain.best_paths(rows, source, np.array(targets, np.int64), paths, hops, table(visible))


def by_code(rows, source, targets, paths, hops, visible):
    asked = (source, np.array(targets, np.int64), paths, hops, table(visible))
    return engine.Engine(rows).best_paths(door("best_paths"), *asked)


def by_kernel(rows, source, targets, paths, hops, visible):
    asked = engine.Engine(rows)
    found = asked.best_paths(
        read_as_python("best_paths"), source, np.array(targets, np.int64), paths, hops, table(visible)
    )
    assert not np.concatenate([asked.desk.aim, asked.desk.mark, asked.desk.mine]).any(), "the notes are left clean"
    return found
