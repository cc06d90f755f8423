"""The questions of the reach benchmark, of several kinds, drawn with a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.reach_networks import WEAKEST, Given

ORGANISATION = 50


@dataclass(frozen=True)
class Question:
    """Best ten paths of at most three ties from source to any of the targets."""

    kind: str
    source: int
    targets: NDArray[np.int64]


Draw = Callable[["Lots"], tuple[int, NDArray[np.int64]]]


class Lots:
    """What questions are drawn from: somebody, hubs, those with weak ties only."""

    def __init__(self, given: Given, seed: int) -> None:
        self.people = given.people
        self.random = np.random.default_rng(seed)
        degrees = given.degrees
        self.known = np.flatnonzero(degrees)
        self.hubs = np.argsort(-degrees, kind="stable")[: max(2, given.people // 1000)]
        strongest = np.zeros(given.people, np.uint8)
        np.maximum.at(strongest, given.a, given.strength)
        np.maximum.at(strongest, given.b, given.strength)
        self.weak = np.flatnonzero((strongest > 0) & (strongest <= WEAKEST))

    def somebody(self) -> int:
        return int(self.random.choice(self.known))

    def hub(self) -> int:
        return int(self.random.choice(self.hubs))

    def some(self, count: int, among: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.sort(self.random.choice(among, min(count, len(among)), replace=False)).astype(np.int64)


KINDS: dict[str, Draw] = {
    "person": lambda lots: (lots.somebody(), lots.some(1, lots.known)),
    "organisation of 50": lambda lots: (lots.somebody(), lots.some(ORGANISATION, lots.known)),
    "role, 1 % of all": lambda lots: (lots.somebody(), lots.some(lots.people // 100, lots.known)),
    "a hub": lambda lots: (lots.somebody(), lots.some(1, lots.hubs)),
    "from a hub": lambda lots: (lots.hub(), lots.some(1, lots.known)),
}
ADVERSARIAL: dict[str, Draw] = {
    "hub to hub": lambda lots: (lots.hub(), lots.some(1, lots.hubs)),
    "hub to everybody": lambda lots: (lots.hub(), np.arange(lots.people)),
    "one with weak ties only": lambda lots: (lots.somebody(), lots.some(1, lots.weak)),
    "50 with weak ties only": lambda lots: (lots.somebody(), lots.some(ORGANISATION, lots.weak)),
    "hub to 50 with weak ties": lambda lots: (lots.hub(), lots.some(ORGANISATION, lots.weak)),
}


def drawn(given: Given, times: int, seed: int, adversarial: bool = False) -> list[Question]:
    """So many questions of each kind, one of each in turn."""
    lots = Lots(given, seed)
    kinds = ADVERSARIAL if adversarial else KINDS
    return [Question(kind, *draw(lots)) for _ in range(times) for kind, draw in kinds.items()]
