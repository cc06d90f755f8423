"""The networks of the reach benchmark: generated with a seed, or real ones of $KITH_SHARED with strengths drawn."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KITH_SHARED") or ROOT / "../shared").resolve() / "data/graphs"

AT_ORGANISATION = 0.4  # of a person's ties: with people of the same organisation
ORGANISATION = 60  # people, on average
SKEW = 2.3  # exponent of the tail of degrees
CLASSES = 8
WEAK, WEAKEST = 0.01, 8  # so many people have no tie stronger than 8/255


@dataclass(frozen=True)
class Given:
    """What an engine is given: ties a[i]–b[i] of strength 1…255 and class of visibility 0…7, each once, a < b."""

    name: str
    people: int
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    strength: NDArray[np.uint8]
    visibility: NDArray[np.uint8]

    @property
    def degrees(self) -> NDArray[np.int64]:
        return np.bincount(self.a, minlength=self.people) + np.bincount(self.b, minlength=self.people)


def generated(people: int, ties: int, seed: int) -> Given:
    """People in organisations, known to each other there and, by a power law, anywhere; a few have weak ties only."""
    random = np.random.default_rng(seed)
    weights = np.minimum((1 - random.random(people)) ** (-1 / (SKEW - 1)), people**0.6)
    organisation = np.sort(random.integers(0, max(1, people // ORGANISATION), people))
    order = random.permutation(people)  # so that numbers say nothing about organisations
    pairs = np.empty(0, np.int64)
    known = np.repeat(np.arange(people, dtype=np.int32), np.ceil(4 * weights).astype(np.int64))
    while len(pairs) < ties:
        missing = int(1.2 * (ties - len(pairs))) + 1000
        pairs = np.unique(np.concatenate([pairs, _drawn(random, organisation, known, missing)]))
    pairs = np.sort(random.permutation(pairs)[:ties])
    a, b = order[pairs // people], order[pairs % people]
    return _with_strengths(f"{people:,} people", people, np.minimum(a, b), np.maximum(a, b), random)


def real(name: str, seed: int) -> Given:
    """One of the real graphs, `ego-facebook` or `github-developers`."""
    if name == "ego-facebook":
        lines = (SHARED / "ego-facebook.txt").read_text().splitlines()[1:]
        pairs = np.array([line.split()[:2] for line in lines if line != "-1"], np.int64)
    else:
        pairs = np.loadtxt(SHARED / "github-developers.csv", dtype=np.int64, skiprows=1, delimiter=",")
    people = int(pairs.max()) + 1
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    distinct = np.unique((low * people + high)[low != high])
    return _with_strengths(name, people, distinct // people, distinct % people, np.random.default_rng(seed))


def _drawn(
    random: np.random.Generator, organisation: NDArray[np.int64], known: NDArray[np.int32], count: int
) -> NDArray[np.int64]:
    """So many pairs as low · people + high, less those with oneself. known: each person as often as they are known."""
    people, near = len(organisation), int(count * AT_ORGANISATION)
    one, other = known[random.integers(0, len(known), (2, count))]
    begins = np.searchsorted(organisation, np.arange(organisation[-1] + 2))
    at = organisation[one[:near]]
    other[:near] = random.integers(begins[at], begins[at + 1])
    low, high = np.minimum(one, other), np.maximum(one, other)
    return (low.astype(np.int64) * people + high)[low != high]


def _with_strengths(name: str, people: int, a: Any, b: Any, random: np.random.Generator) -> Given:
    strength = np.ceil(random.beta(1.2, 3.0, len(a)) * 255).clip(1, 255)
    weak = random.random(people) < WEAK
    strength = np.where(weak[a] | weak[b], np.minimum(strength, WEAKEST), strength)
    visibility = random.integers(0, CLASSES, len(a))
    return Given(
        name, people, a.astype(np.int32), b.astype(np.int32), strength.astype(np.uint8), visibility.astype(np.uint8)
    )
