"""Closed forms: rounds without a repeat written down from a finite field, in milliseconds, for as many people as there are.

Over a field of q elements person (column c, element x) sits in round r at table x + r · c: q rounds of q tables, of up to q
seats (Bose, On the application of the properties of Galois fields, Sankhyā 3, 1938). Where there is no field, products of
fields (MacNeish, Euler squares, Annals of Mathematics 23, 1922) or residues serve. Those of one column have never met
then: where the seats divide the tables, each column fills tables of its own in further rounds, by the same rules.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kith.seating import fields, matrices

Rounds = list[list[list[int]]]


def rounds(tables: int, size: int) -> int:
    """How many rounds schedule() can give. O(√tables + size · rounds)."""
    return _own(tables, size) + _further(tables, size)


def schedule(tables: int, size: int, count: int) -> Rounds:
    """So many rounds of tables × size people, person c · tables + x. Raises ValueError for more than rounds(tables, size)."""
    if count > rounds(tables, size):
        raise ValueError(f"There is no closed form of {count} rounds of {tables} tables of {size}.")
    own = min(count, _own(tables, size))
    found = _over(tables, size, own) if size <= tables else [_first(tables, size)] * own
    return found + in_columns(tables, size, count - own)


def _first(tables: int, size: int) -> list[list[int]]:
    return [list(range(table * size, table * size + size)) for table in range(tables)]


def _own(tables: int, size: int) -> int:
    """Rounds that mix the columns."""
    if size > tables:
        return 1
    factors = _factors(tables)
    by_fields = min(factors) if size <= min(factors, default=0) else 1
    return max(by_fields, matrices.by_residues(tables, size)) if tables > 1 else 1


def _further(tables: int, size: int) -> int:
    """Rounds inside the columns."""
    if size < 2 or size > tables or tables % size:
        return 0
    return rounds(tables // size, size)


def in_columns(tables: int, size: int, count: int) -> Rounds:
    """Rounds in which only those of one column, c · tables to c · tables + tables − 1, share tables."""
    if count < 1:
        return []
    inside = schedule(tables // size, size, count)
    return [
        [[column * tables + person for person in table] for column in range(size) for table in seated]
        for seated in inside
    ]


def _over(tables: int, size: int, count: int) -> Rounds:
    if count <= matrices.by_residues(tables, size):
        elements = np.arange(tables)
        add = ((elements[:, None] + elements) % tables).astype(np.int32)
        return matrices.seated(matrices.residue_matrix(size, count) % tables, add)
    add, product = _ring(tables)
    return matrices.seated(product[:count, :size], add)


@lru_cache(maxsize=8)
def _ring(order: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Sums of the product of the fields, and (m, m) products of m elements that differ in every component."""
    add, product = np.zeros((1, 1), np.int32), None
    for factor in _factors(order):
        own = fields.field(factor)
        add = _paired(add, own.add, factor)
        product = own.times if product is None else _paired_rows(product, own.times, factor)
    assert product is not None
    return add, product


def _paired(one: NDArray[np.int32], other: NDArray[np.int32], factor: int) -> NDArray[np.int32]:
    """(a · b, a · b) the table of the direct product."""
    joined = one[:, None, :, None] * factor + other[None, :, None, :]
    order = len(one) * len(other)
    return np.ascontiguousarray(joined.reshape(order, order), np.int32)


def _paired_rows(one: NDArray[np.int32], other: NDArray[np.int32], factor: int) -> NDArray[np.int32]:
    least = min(len(one), len(other))
    return (one[:least, :least] * factor + other[:least, :least]).astype(np.int32)


@lru_cache(maxsize=64)
def _factors(order: int) -> tuple[int, ...]:
    """The powers of primes whose product it is: 12 = 4 · 3."""
    found, prime = [], 2
    while order > 1:
        power = 1
        while order % prime == 0:
            power, order = power * prime, order // prime
        if power > 1:
            found.append(power)
        prime += 1
    return tuple(found)
