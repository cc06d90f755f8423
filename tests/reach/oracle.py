"""The answers by brute force: every path walked, in plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

Tie = tuple[int, int, int, int]


@dataclass(frozen=True)
class World:
    """A small network: its people, and ties as (a, b, strength, visibility)."""

    people: int
    ties: tuple[Tie, ...]

    def columns(self) -> tuple[list[int], list[int], list[int], list[int]]:
        a, b, strength, visibility = (
            (list(column) for column in zip(*self.ties, strict=True)) if self.ties else ([],) * 4
        )
        return a, b, strength, visibility


def kept(world: World) -> dict[tuple[int, int], tuple[int, int]]:
    """Strength and class of each tie in both directions: of parallel ones the strongest, then the lowest class."""
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for a, b, strength, kind in world.ties:
        if a != b:
            for pair in ((a, b), (b, a)):
                old = best.get(pair, (0, 0))
                best[pair] = min(old, (strength, kind), key=lambda tie: (-tie[0], tie[1]))
    return best


def best_paths(
    ties: dict[tuple[int, int], tuple[int, int]],
    source: int,
    targets: Collection[int],
    paths: int,
    hops: int,
    visible: Collection[int] | None = None,
) -> list[tuple[tuple[int, ...], float]]:
    neighbours: dict[int, list[tuple[int, int]]] = {}
    for (a, b), (strength, kind) in ties.items():
        if visible is None or kind in visible:
            neighbours.setdefault(a, []).append((b, strength))
    aims = set(targets) - {source}
    best: dict[int, tuple[int, tuple[int, ...]]] = {}
    for people, score in _walks(neighbours, (source,), 1, aims, hops):
        exact = score * 255 ** (3 - (len(people) - 1))
        found = (-exact, people)
        best[people[1]] = min(found, best.get(people[1], found))
    return [(people, -score / 255**3) for score, people in sorted(best.values())[:paths]]


def _walks(
    neighbours: dict[int, list[tuple[int, int]]], so_far: tuple[int, ...], score: int, aims: set[int], hops: int
) -> Iterator[tuple[tuple[int, ...], int]]:
    for person, strength in neighbours.get(so_far[-1], []):
        if person in so_far:
            continue
        people = (*so_far, person)
        if person in aims:
            yield people, score * strength
        elif hops > 1:
            yield from _walks(neighbours, people, score * strength, aims, hops - 1)


@st.composite
def worlds(draw: st.DrawFn, most: int = 12) -> World:
    """Networks with hubs, ties to oneself, parallel ties and isolated people; few strengths, so that many are equal."""
    people = draw(st.integers(1, most))
    person = st.integers(0, people - 1)
    hub = st.integers(0, min(1, people - 1))
    strength = st.one_of(st.sampled_from([1, 15, 17, 51, 85, 254, 255]), st.integers(1, 255))
    tie = st.tuples(st.one_of(person, hub), person, strength, st.integers(0, 3))
    return World(people, tuple(draw(st.lists(tie, max_size=4 * people))))
