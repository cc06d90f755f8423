"""The compiled search and where it takes notes; the same answers as plain.py, some ten to twenty times sooner."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kith.reach import plain, search
from kith.reach.rows import Rows

_ALL = np.ones(256, np.uint8)
_ONE_CLASS = 1


class Engine:
    """Asks the compiled search. One question at a time: the notes are shared between them."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.desk = _desk(rows.people)
        self._notes = [_at(array) for array in self.desk]
        self._room = -1
        self.renew()

    def renew(self) -> None:
        """Look again where the arrays of the rows are, after they have changed."""
        rows = self._rows
        arrays = (rows.start, rows.length, rows.neighbour, rows.strength, rows.codes)
        self._ties = [rows.people, len(rows.neighbour), len(rows.codes), *(_at(array) for array in arrays)]

    def best_paths(
        self,
        call: Any,
        source: int,
        targets: NDArray[np.int64],
        paths: int,
        hops: int,
        visible: NDArray[np.bool_] | None,
    ) -> list[plain.Found]:
        """As plain.best_paths, through `call`, the door of that name. Raises ValueError where a target is nobody."""
        most = min(paths, int(self._rows.length[source]))
        if most != self._room:
            self._make_room(most)
        may = _ALL if visible is None else visible[self._rows.classes].view(np.uint8)
        bits = 0 if visible is None else self._rows.code_bits or _ONE_CLASS
        size = call(
            *self._ties, _at(may), bits, *self._notes, *self._outcome, most, source, _at(targets), len(targets), hops
        )  # fmt: skip
        if size == search.OUTSIDE:
            raise ValueError(f"targets must be whole numbers from 0 to {self._rows.people - 1}")
        return self._read(size)

    def _make_room(self, most: int) -> None:
        self._keys, self._middles = np.empty(most, np.int64), np.empty(most, np.int32)
        self._found = np.empty((most, 4), np.int32)
        self._outcome = [_at(self._keys), _at(self._middles), _at(self._found)]
        self._room = most

    def _read(self, size: int) -> list[plain.Found]:
        scores = (self._keys[:size] >> 32).tolist()
        return [
            (score, (a, b) if c < 0 else (a, b, c) if d < 0 else (a, b, c, d))
            for score, (a, b, c, d) in zip(scores, self._found[:size].tolist(), strict=True)
        ]


def _desk(people: int) -> search.Desk:
    """Clean notes for a network of so many people."""
    return search.Desk(
        aim=np.zeros(people, np.uint8),
        mark=np.zeros(people, np.uint8),
        touched=np.empty(people, np.int32),
        mine=np.zeros(people, np.uint8),
        score_of=np.empty(people, np.int32),
        middle_of=np.empty(people, np.int32),
        tally=np.zeros(2, np.int64),
    )


def _at(array: NDArray[Any]) -> int:
    return int(array.ctypes.data)
