"""The three ways to the same answers: plain numpy, the kernels read as Python, and the compiled kernels."""

from __future__ import annotations

import numpy as np

from kith.reach import engine, making, plain, search, warming


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


def built_by_code(*given):
    return making.by_code(door("build"), *given)


BUILDERS = [making.by_numpy, making.by_kernel, built_by_code]


def table(visible):
    """Truth values for classes; None stays None."""
    return None if visible is None else np.isin(np.arange(256), list(visible))


def by_plain(rows, source, targets, paths, hops, visible):
    return plain.best_paths(rows, source, np.array(targets, np.int64), paths, hops, table(visible))


def by_code(rows, source, targets, paths, hops, visible):
    asked = (source, np.array(targets, np.int64), paths, hops, table(visible))
    return engine.Engine(rows).best_paths(door("best_paths"), *asked)


def by_kernel(rows, source, targets, paths, hops, visible):
    most = min(paths, int(rows.length[source]))
    may = np.ones(256, np.uint8) if visible is None else table(visible)[rows.classes].view(np.uint8)
    bits = 0 if visible is None else rows.code_bits or 1
    ties = search.Ties(rows.start, rows.length, rows.neighbour, rows.strength, rows.codes, may, bits)
    best = search.Best(np.empty(most, np.int64), np.empty(most, np.int32))
    found, desk = np.empty((most, 4), np.int32), engine.desk(rows.people)
    size = search.search(ties, desk, best, source, np.array(targets, np.int64), hops, found)
    assert not np.concatenate([desk.aim, desk.mark, desk.mine]).any(), "the notes are left clean"
    people = [tuple(person for person in path if person != search.DIRECT) for path in found[:size].tolist()]
    return list(zip((best.keys[:size] >> 32).tolist(), people, strict=True))
