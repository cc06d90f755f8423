"""Finite fields GF(q) as tables of sums and products: the arithmetic that closed forms stand on.

Elements are 0 … q − 1; for q = p^k an element's digits to the base p are the coefficients of a polynomial over the
residues modulo p, and products are taken modulo an irreducible one. Lidl & Niederreiter, Finite Fields, ch. 1 and 2.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Field(NamedTuple):
    """add, times: (q, q) int32, sums and products of elements."""

    add: NDArray[np.int32]
    times: NDArray[np.int32]


def prime_power(q: int) -> tuple[int, int] | None:
    """(p, k) with q = p^k and p prime, or None. O(√q)."""
    if q < 2:
        return None
    prime = next((d for d in range(2, int(q**0.5) + 1) if q % d == 0), q)
    power = 0
    while q % prime == 0:
        q //= prime
        power += 1
    return (prime, power) if q == 1 else None


@lru_cache(maxsize=8)
def field(q: int) -> Field:
    """GF(q). Raises ValueError unless q is a prime power. O(q² k)."""
    split = prime_power(q)
    if split is None:
        raise ValueError(f"There is no field of {q} elements.")
    prime, degree = split
    digits = np.array(list(product(range(prime), repeat=degree)), np.int64).reshape(q, degree)
    places = prime ** np.arange(degree - 1, -1, -1)
    added = (digits[:, None, :] + digits[None, :, :]) % prime @ places
    return Field(added.astype(np.int32), _products(digits, places, prime, _irreducible(prime, degree)).astype(np.int32))


def _products(digits: NDArray[np.int64], places: NDArray[np.int64], prime: int, poly: list[int]) -> NDArray[np.int64]:
    """(q, q) products modulo the monic polynomial; Horner's rule, highest power first."""
    count, degree = digits.shape
    tail = np.array(poly[1:], np.int64)
    result = np.zeros((count, count, degree), np.int64)
    for place in range(degree):
        carried = result[:, :, :1] * -tail
        result = np.concatenate([result[:, :, 1:], np.zeros((count, count, 1), np.int64)], axis=2) + carried
        result = (result + digits[:, None, place : place + 1] * digits[None, :, :]) % prime
    return result @ places


def _irreducible(prime: int, degree: int) -> list[int]:
    """The first monic irreducible polynomial, highest coefficient first, by trial division."""
    for tail in product(range(prime), repeat=degree):
        poly = [1, *tail]
        if not any(_divides(divisor, poly, prime) for divisor in _monic(prime, degree // 2)):
            return poly
    raise AssertionError("There is an irreducible polynomial of every degree.")


def _monic(prime: int, most: int) -> list[list[int]]:
    return [[1, *tail] for degree in range(1, most + 1) for tail in product(range(prime), repeat=degree)]


def _divides(divisor: list[int], poly: list[int], prime: int) -> bool:
    rest = list(poly)
    for start in range(len(poly) - len(divisor) + 1):
        factor = rest[start]
        for place, coefficient in enumerate(divisor):
            rest[start + place] = (rest[start + place] - factor * coefficient) % prime
    return not any(rest)
