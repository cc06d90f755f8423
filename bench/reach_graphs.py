"""Paths of introduction with igraph and networkx, as one would write them: the best way to the targets is noted at all who
know a target, then the neighbours of the source's neighbours are looked through."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any

import igraph
import networkx
import numpy as np

from bench.reach_networks import Given
from bench.reach_questions import Question

Found = list[tuple[int, tuple[int, ...]]]
Walk = Iterable[tuple[int, int]]  # neighbour and strength
MOST = 10


class Looked:
    """What both libraries have in common; a subclass says who is next to a person."""

    def __init__(self, given: Given) -> None:
        raise NotImplementedError

    def around(self, person: int) -> Walk:
        raise NotImplementedError

    def ask(self, question: Question) -> Found:
        """Score and people of the ten best paths."""
        source, targets = question.source, set(question.targets.tolist()) - {question.source}
        last: dict[int, tuple[int, int]] = {}
        for target in targets:
            for person, strength in self.around(target):
                way = (-strength, target)
                if person not in last or way < last[person]:
                    last[person] = way
        best: list[tuple[int, tuple[int, ...]]] = []
        for person, strength in self.around(source):
            if person in targets:
                best.append((-strength * 255 * 255, (source, person)))
            elif found := self._through(source, person, strength, targets, last):
                best.append(found)
        return [(-score, people) for score, people in sorted(best)[:MOST]]

    def _through(
        self, source: int, person: int, strength: int, targets: set[int], last: dict[int, tuple[int, int]]
    ) -> tuple[int, tuple[int, ...]] | None:
        found: tuple[int, tuple[int, ...]] | None = None
        if person in last:
            power, target = last[person]
            found = (strength * power * 255, (source, person, target))
        for middle, further in self.around(person):
            if middle in last and middle not in targets and middle != source:
                power, target = last[middle]
                score = strength * further * power
                if found is None or score <= found[0]:
                    way = (score, (source, person, middle, target))
                    found = way if found is None or way < found else found
        return found

    def close(self) -> None:
        """Nothing is left open."""


class Igraph(Looked):
    """igraph knows the ties of a person by their numbers; whom each leads to and how strong it is stand in arrays."""

    def __init__(self, given: Given) -> None:
        self._graph = igraph.Graph(given.people, np.stack([given.a, given.b], axis=1))
        self._ends = array("i", (given.a ^ given.b).astype(np.int32).tobytes())
        self._strength = given.strength.tobytes()

    def around(self, person: int) -> Walk:
        ends, strength = self._ends, self._strength
        return [(ends[tie] ^ person, strength[tie]) for tie in self._graph.incident(person)]


class Networkx(Looked):
    """networkx keeps a dictionary for each person."""

    def __init__(self, given: Given) -> None:
        self._graph: Any = networkx.Graph()
        self._graph.add_nodes_from(range(given.people))
        self._graph.add_weighted_edges_from(
            zip(given.a.tolist(), given.b.tolist(), given.strength.tolist(), strict=True), "strength"
        )

    def around(self, person: int) -> Walk:
        return [(other, tie["strength"]) for other, tie in self._graph.adj[person].items()]
