"""Difference matrices: schedules whose tables are a matrix over a commutative group, added to each of its elements.

Person (column c, element x) sits in round r at table x + M[r, c]. Two of different columns meet at most once if M[r, c] −
M[r, d] differs from round to round. For a field, M[r, c] = r · c (closed.py). Where there is none, a search over residues or
pairs of residues gives more rounds than products of fields do: Johnson, Dulmage & Mendelsohn, Orthomorphisms of groups and
orthogonal Latin squares, Canadian Journal of Mathematics 13 (1961), found five squares of order 12 so. Colbourn & Dinitz,
Handbook of Combinatorial Designs, VI.17.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kith.seating.chance import dice, draw
from kith.seating.warming import Clock, ready

Ints = NDArray[np.int32]
Rounds = list[list[list[int]]]

_HOT, _COLD = 0.9, 0.12
_FIRST, _MOST = 100_000, 12_800_000


def by_residues(tables: int, size: int) -> int:
    """Rounds that M[r, c] = r · c gives over residues modulo `tables`. O(size · rounds)."""
    rounds = 1
    while rounds < tables and all(rounds * d % tables for d in range(1, size)):
        rounds += 1
    return rounds


def residue_matrix(size: int, rounds: int) -> Ints:
    """(rounds, size) the products r · c."""
    return np.outer(np.arange(rounds), np.arange(size)).astype(np.int32)


def seated(matrix: Ints, add: Ints) -> Rounds:
    """The rounds of a matrix. matrix: (w, p) elements; add: (g, g) the group's sums. Person x of column c is c · g + x."""
    order = len(add)
    less = np.argmax(add == 0, axis=1)
    elements = np.arange(order)
    columns = [add[:, less[matrix[:, c]]].T + c * order for c in range(matrix.shape[1])]
    assert all((np.sort(column % order, axis=1) == elements).all() for column in columns)
    rounds: Rounds = np.stack(columns, axis=2).tolist()
    return rounds


def search(order: int, size: int, rounds: int, clock: Clock, seed: int) -> Rounds | None:
    """Rounds of `order` tables of `size` from a matrix that annealing finds, or None if it finds none in time."""
    groups = list(abelian(order))
    steps, turn = _FIRST, 0
    while clock.left and steps <= _MOST:
        for add in groups:
            turn += 1
            matrix = tried(add, size, rounds, steps, clock, seed * 1_000_003 + turn)
            if matrix is not None:
                return seated(matrix, add)
        steps *= 2
    return None


def abelian(order: int) -> Iterator[Ints]:
    """(g, g) sums of the groups of residues and of pairs of residues, one of each kind. Most elements of order two first."""
    for small in range(2, order + 1):
        if order % small == 0 and (order // small) % small == 0:
            yield _sums((order // small, small))
    yield _sums((order,))


def _sums(moduli: tuple[int, ...]) -> Ints:
    elements = np.array(list(product(*map(range, moduli))), np.int64)
    places = np.array([int(np.prod(moduli[i + 1 :])) for i in range(len(moduli))])
    sums = (elements[:, None, :] + elements[None, :, :]) % np.array(moduli)
    table: Ints = (sums @ places).astype(np.int32)
    return table


def tried(add: Ints, size: int, rounds: int, steps: int, clock: Clock, seed: int) -> Ints | None:
    """One cooling: (rounds, size) a matrix without a conflict, or None."""
    order = len(add)
    less = np.argmax(add == 0, axis=1)
    minus = np.ascontiguousarray(add[:, less])
    matrix = np.zeros((rounds, size), np.int32)
    matrix[1:, 1:] = np.random.default_rng(seed % (1 << 63)).integers(0, order, (rounds - 1, size - 1))
    count, cost = _counted(matrix, minus)
    state, done = dice(seed), 0
    run = ready(walk)
    while cost and done < steps and clock.left:
        piece = clock.piece(steps - done)
        cost = int(run(matrix, minus, count, done, piece, steps, state, cost))
        done += piece
    return None if cost else matrix


def _counted(matrix: Ints, minus: Ints) -> tuple[Ints, int]:
    """(p, p, g) how often each difference of two columns occurs, and how many pairs of rounds agree in one."""
    size = matrix.shape[1]
    count = np.zeros((size, size, len(minus)), np.int32)
    for c in range(size):
        for d in range(size):
            if c != d:
                np.add.at(count[c, d], minus[matrix[:, c], matrix[:, d]], 1)
    return count, int((count * (count - 1) // 2).sum()) // 2


def change(matrix: Ints, minus: Ints, count: NDArray[np.int32], row: int, column: int, value: int) -> int:
    """Write a value; returns by how much the cost grew. O(size)."""
    cost = 0
    old = matrix[row, column]
    for other in range(matrix.shape[1]):
        if other != column:
            there = matrix[row, other]
            count[column, other, minus[old, there]] -= 1
            count[other, column, minus[there, old]] -= 1
            cost -= count[column, other, minus[old, there]]
            cost += count[column, other, minus[value, there]]
            count[column, other, minus[value, there]] += 1
            count[other, column, minus[there, value]] += 1
    matrix[row, column] = value
    return cost


def walk(
    matrix: Ints,
    minus: Ints,
    count: NDArray[np.int32],
    done: int,
    piece: int,
    steps: int,
    state: NDArray[np.int64],
    cost: int,
) -> int:
    """Take `piece` steps of annealing after `done` of `steps`; the cost that is left. The first row and column stay 0."""
    rows, columns = matrix.shape
    for step in range(done, done + piece):
        if cost == 0 or rows < 2 or columns < 2:
            break
        heat = _HOT * (_COLD / _HOT) ** (step / steps)
        row, column = 1 + draw(state, rows - 1), 1 + draw(state, columns - 1)
        old = matrix[row, column]
        more = change(matrix, minus, count, row, column, draw(state, len(minus)))
        if more > 0 and draw(state, 1 << 30) >= np.exp(-more / heat) * (1 << 30):
            more += change(matrix, minus, count, row, column, old)
        cost += more
    return cost


PARTS = (draw, change)
TYPES = "int64(int32[:,::1], int32[:,::1], int32[:,:,::1], int64, int64, int64, int64[::1], int64)"
