"""How quick the search for paths is on this machine: on the network of a book, and on a large one that is made up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.reach import Network

_TARGETS = (("one person", 1), ("an organisation of 30", 30), ("a role of 1,000", 1000))
_SEED = 20


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of so many queries: what half of them, and 95 of 100, stay below."""

    what: str
    queries: int
    median: float
    late: float


def timings(network: Network, *, source: int = 0, queries: int = 200) -> Iterator[Timing]:
    """Ask for paths from one person to targets drawn at random, and measure each kind of question."""
    draw = np.random.default_rng(_SEED)
    network.best_paths(source, [network.people - 1])
    for what, size in _TARGETS:
        if size < network.people - 1:
            took = [_took(network, source, draw.integers(1, network.people, size)) for _ in range(queries)]
            yield Timing(what, queries, *(float(one) for one in np.percentile(took, [50, 95])))


def made_up(people: int = 100_000, ties: int = 2_500_000, seed: int = _SEED) -> Network:
    """A network with few people who know very many and many who know few. The same for the same seed."""
    draw = np.random.default_rng(seed)
    weight = np.cumsum((np.arange(people) + 10.0) ** -0.7)
    a, b = (_drawn(draw, weight, ties) for _ in range(2))
    return Network.from_ties(people, a, b, draw.integers(1, 256, ties))


def _drawn(draw: np.random.Generator, weight: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.searchsorted(weight, draw.random(count) * weight[-1]).astype(np.int64)
    return found


def _took(network: Network, source: int, targets: NDArray[np.int64]) -> float:
    started = time.perf_counter()
    network.best_paths(source, targets)
    return (time.perf_counter() - started) * 1000
