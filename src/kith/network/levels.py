"""The whole network by level: how many there are, and who; at level 3, through whom one gets there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.accounts.models import User
from kith.network.answers import people_by_id
from kith.network.loading import BookNetwork
from kith.people.models import Person

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people each level has, and how many of level 3 somebody is known to know."""

    people: tuple[int, int, int]
    reachable: int


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody of a level. `via` is whom to ask where the user does not know them; `steps` how many ties that path has."""

    person: Person
    via: Person | None
    steps: int
    chance: float


def counts(network: BookNetwork) -> Counts:
    """Count everybody."""
    level = network.crowd.level[1:]
    first, second, third = (int((level == one).sum()) for one in LEVELS)
    return Counts((first, second, third), int(((level == 3) & (network.distances.steps[1:] > 0)).sum()))


def at_level(network: BookNetwork, level: int) -> NDArray[np.int64]:
    """Whoever is at a level, by place: of those whom the user knows the warmest first, of the others the easiest to reach."""
    places = np.flatnonzero(network.crowd.level == level)
    places = places[places > 0]
    crowd = network.crowd
    first = (
        network.distances.chance[places]
        if level == 3
        else crowd.warmth[places] + 1000 * crowd.tier[places].astype(np.int64)
    )
    return places[np.lexsort((places, -first))]


def rows(owner: User, network: BookNetwork, places: Sequence[int]) -> list[Row]:
    """What is shown of people at these places, in their order. One query."""
    via = network.distances.via
    ids = network.ids(places)
    asked = network.ids([int(via[place]) for place in places])
    people = people_by_id(owner, set(ids) | set(asked))
    return [
        Row(
            people[pk], people.get(through), int(network.distances.steps[place]), float(network.distances.chance[place])
        )
        for place, pk, through in zip(places, ids, asked, strict=True)
        if pk in people
    ]
