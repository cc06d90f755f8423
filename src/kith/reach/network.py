"""A network of people and the strength of their ties: whom one can reach through whom."""

from __future__ import annotations

import threading
from collections.abc import Collection
from pathlib import Path as FilePath
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.reach import bridges, checks, circles, files, making, meeting, overlay, plain, rows, warming
from kith.reach.bridges import Bridge
from kith.reach.engine import Engine
from kith.reach.meeting import Meeting


class Path(NamedTuple):
    """One way to a target. people: from the source to the target. strength: the product of its ties', in (0, 1]."""

    people: tuple[int, ...]
    strength: float


class Network:
    """People numbered from 0, and undirected ties of strength k/255 between them, each of a class of visibility.

    Safe to use from several threads. Memory: 10 bytes a tie and 8 a person; classes of visibility add 1 byte a tie
    where there are 2 to 16, and 2 where there are more.
    """

    def __init__(self, content: rows.Rows) -> None:
        self._rows = content
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    @classmethod
    def from_ties(
        cls, people: int, a: ArrayLike, b: ArrayLike, strength: ArrayLike, visibility: ArrayLike | None = None
    ) -> Self:
        """A network of `people` people and the ties a[i]–b[i].

        a, b: (m,) whole numbers in [0, people). strength: (m,) k from 1 to 255, for k/255. visibility: (m,) class from 0
        to 255, 0 for all where not given. Of parallel ties only the strongest counts, of equally strong ones that of
        the lowest class; a tie to oneself none. Raises ValueError. O(m + people).
        """
        return cls(making.rows_of(people, a, b, strength, visibility))

    @classmethod
    def open(cls, path: FilePath | str) -> Self:
        """The network that was saved, read from the file as it is needed. Raises files.Damaged, files.Newer, OSError."""
        return cls(files.opened(FilePath(path)))

    def save(self, path: FilePath | str) -> None:
        """Write the network to a file, in one step: whoever has the old one open keeps it. Raises OSError."""
        with self._lock:
            files.save(self._rows, FilePath(path))

    @property
    def people(self) -> int:
        """How many people there are."""
        return self._rows.people

    @property
    def ties(self) -> int:
        """How many ties there are, each counted once."""
        return self._rows.ties

    @property
    def nbytes(self) -> int:
        """Bytes of memory in use, or of the file that is mapped."""
        return self._rows.nbytes

    def best_paths(
        self,
        source: int,
        targets: Collection[int] | NDArray[np.integer],
        paths: int = 10,
        hops: int = 3,
        visible: Collection[int] | NDArray[np.bool_] | None = None,
    ) -> list[Path]:
        """The best ways from source to any of the targets, at most one through each neighbour of the source.

        targets: people, in any order, repeated or none; the source among them is passed over. paths: at most so many,
        ≥ 0. hops: ties in a path at most, 1 to 3. visible: the classes of visibility that may be walked, as numbers
        or as (256,) truth values; None for all. Of the paths with the same first hop the strongest counts; strongest
        first, equals in the order of their people. A path ends at the first target that it meets and visits nobody
        twice. Strengths are exact: products of whole numbers are compared, and divided last. Raises ValueError.
        """
        checks.person("source", source, self.people)
        aim, may = self._asked(targets, paths, hops, visible)
        with self._lock:
            found = self._found(int(source), aim, paths, hops, may)
        return [Path(people, score / plain.WHOLE) for score, people in found]

    def circles(self, seed: int = 0) -> NDArray[np.int32]:
        """Circles of people who know each other better than others: (people,) the number of each person's circle.

        0 is the largest; −1 stands for people without ties. Leiden communities of the highest modularity found, with
        strengths as weights (Traag, Waltman, van Eck 2019). The same seed gives the same circles. About O(ties).
        """
        code = warming.code()
        with self._lock:
            return circles.circles(self._rows, seed, None if code is None else code["circles"])

    def bridges(self, seed: int = 0, most: int = 100) -> list[Bridge]:
        """The people through whom circles are connected that few others connect, the most needed first.

        Brokerage: each two circles (of at least three people) that are tied make one connection, which is shared among
        the ends of the ties between them by strength; a person's brokerage is the sum of their shares. The idea is
        Burt's (Structural Holes, 1992; Brokerage and Closure, 2005). seed: of the circles. O(ties).
        """
        found = self.circles(seed)
        with self._lock:
            return bridges.bridges(self._rows, found, most)

    def constraint(self, person: int) -> float:
        """Burt's constraint of a person: near 0 for many contacts who do not know each other, 1 for a single one."""
        who = checks.person("person", person, self.people)
        with self._lock:
            return bridges.constraint(self._rows, who)

    def who_to_meet(
        self, person: int, n: int = 20, visible: Collection[int] | NDArray[np.bool_] | None = None
    ) -> list[Meeting]:
        """At most n people whom this person does not know, but somebody who does: the most worth meeting first.

        worth = chance · gain. chance: that at least one common contact introduces, were they independent: 1 − Π(1 − k₁k₂).
        gain: the sum, over the stranger's ties, of how much stronger the tie is than the best path of one or two ties
        that reaches that person now. So a stranger counts by the people whom they would bring nearer. Raises ValueError.
        """
        who, may = checks.person("person", person, self.people), None
        if visible is not None:
            may = checks.visible_classes(visible)
        with self._lock:
            return meeting.who_to_meet(self._rows, who, n, may)

    def add_tie(self, a: int, b: int, strength: int, visibility: int = 0) -> None:
        """Add a tie, or make the one that is there as strong as this, at once and without a rebuild.

        The same rule as for parallel ties: the stronger counts, of equals the lower class. A tie to oneself changes
        nothing. Raises ValueError. O(ties of a and b).
        """
        self._put(a, b, strength, visibility, anyway=False)

    def set_tie(self, a: int, b: int, strength: int, visibility: int = 0) -> None:
        """Set a tie to this strength and class, be it weaker than before; otherwise as add_tie."""
        self._put(a, b, strength, visibility, anyway=True)

    def remove_tie(self, a: int, b: int) -> None:
        """Take a tie out; nothing happens where there is none. Raises ValueError. O(ties of a and b)."""
        one, other = checks.person("a", a, self.people), checks.person("b", b, self.people)
        with self._lock:
            overlay.remove(self._rows, one, other)
            self._renew()

    def _put(self, a: int, b: int, strength: int, visibility: int, anyway: bool) -> None:
        one, other = checks.person("a", a, self.people), checks.person("b", b, self.people)
        power, kind = checks.strengths([strength])[0], checks.classes([visibility])[0]
        with self._lock:
            overlay.put(self._rows, one, other, int(power), int(kind), anyway)
            self._renew()

    def _found(
        self, source: int, targets: NDArray[np.int64], paths: int, hops: int, visible: NDArray[np.bool_] | None
    ) -> list[plain.Found]:
        code = warming.code()
        if code is None:
            return plain.best_paths(self._rows, source, targets, paths, hops, visible)
        if self._engine is None:
            self._engine = Engine(self._rows)
        return self._engine.best_paths(code["best_paths"], source, targets, paths, hops, visible)

    def _renew(self) -> None:
        if self._engine is not None:
            self._engine.renew()

    def _asked(
        self,
        targets: Collection[int] | NDArray[np.integer],
        paths: int,
        hops: int,
        visible: Collection[int] | NDArray[np.bool_] | None,
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_] | None]:
        if paths < 0:
            raise ValueError(f"paths must be 0 or more, not {paths}")
        if hops not in (1, 2, 3):
            raise ValueError(f"hops must be 1, 2 or 3, not {hops}")
        return checks.targets(targets), None if visible is None else checks.visible_classes(visible)
