"""The packaged table: steps between occupations, what each asks for, which technology it uses. Read once, when first needed."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKAGED = Path(__file__).parent / "careers.gz"

TIERS = ("Primary-Short", "Primary-Long", "Supplemental")  # as O*NET names them; their places are the tiers of a step
MIRRORED = 3  # only the other occupation names this one
CLASSED = 4  # one of the two is a rest ("…, All Other") of which O*NET says nothing: they stand together in its list
COSTS = np.array([1.0, 1.5, 2.2, 2.2, 2.2])  # of each tier

RATING_UNIT, GAP_UNIT = 0.05, 0.01
NO_ZONE = 0
_OF_GAP, _OF_ZONE = 0.04, 1.0


@dataclass(frozen=True)
class Table:
    """n occupations, m steps in the order of where they lead to, r rated occupations.

    zones: (n,) 1 to 5, or NO_ZONE. source, target: (m,) places. tiers: (m,). gaps: (m,) levels to gain over all skills.
    costs: (m,). skills, knowledge: (r, names, 2) importance 1 to 5 and level 0 to 7. uses: names of technology, by place.
    """

    codes: list[str]
    does: list[str]
    zones: NDArray[np.uint8]
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    tiers: NDArray[np.uint8]
    gaps: NDArray[np.float64]
    costs: NDArray[np.float64]
    skill_names: list[str]
    skills: NDArray[np.float64]
    knowledge_names: list[str]
    knowledge: NDArray[np.float64]
    uses: list[tuple[str, ...]]
    uses_kinds: list[tuple[str, ...]]
    places: dict[str, int]
    rated: dict[int, int]  # the place of an occupation → its row in skills and knowledge


@cache
def table() -> Table:
    """Return the table, read at the first call."""
    first, rest = gzip.decompress(PACKAGED.read_bytes()).split(b"\n", 1)
    return _table(json.loads(first), _Reader(rest))


class _Reader:
    """Takes arrays off the front of bytes, one after the other."""

    def __init__(self, packed: bytes) -> None:
        self._packed, self._at = packed, 0

    def take(self, kind: str, *shape: int) -> NDArray[Any]:
        found = np.frombuffer(self._packed, dtype=kind, count=int(np.prod(shape)), offset=self._at).reshape(shape)
        self._at += found.nbytes
        return found


def _table(head: dict[str, Any], reader: _Reader) -> Table:
    count, edges, rated = len(head["codes"]), head["edges"], len(head["rated"])
    zones = reader.take("u1", count)
    source, target = reader.take("<u2", edges).astype(np.intp), reader.take("<u2", edges).astype(np.intp)
    tiers, gaps = reader.take("u1", edges), reader.take("<u2", edges) * GAP_UNIT
    skills = _in_units(reader.take("u1", rated, len(head["skills"]), 2))
    knowledge = _in_units(reader.take("u1", rated, len(head["knowledge"]), 2))
    return Table(
        head["codes"],
        head["does"],
        zones,
        source,
        target,
        tiers,
        gaps,
        COSTS[tiers] + _OF_GAP * gaps + _OF_ZONE * jumps(zones[source], zones[target]),
        head["skills"],
        skills,
        head["knowledge"],
        knowledge,
        [tuple(head["wanted"][at] for at in uses) for uses in head["uses"]],
        [tuple(head["kinds"][at] for at in uses) for uses in head["uses_kinds"]],
        {code: place for place, code in enumerate(head["codes"])},
        {place: row for row, place in enumerate(head["rated"])},
    )


def _in_units(packed: NDArray[np.uint8]) -> NDArray[np.float64]:
    return np.round(packed * RATING_UNIT, 2)


def jumps(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return how many job zones above one a step goes up; none where a zone is not known."""
    up = after.astype(np.float64) - before
    return np.where((before == NO_ZONE) | (after == NO_ZONE), 0.0, np.maximum(up - 1, 0.0))
