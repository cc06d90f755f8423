"""The map of a network: circles, where everybody stands, which ties are drawn. Worked out once for each state of a book."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kith.network.crowd import ME, Crowd
from kith.network.layout import ALONE, lay_out
from kith.network.loading import BookNetwork
from kith.network.shelf import Shelf
from kith.reach import Bridge, Network

LEAST = 3  # people of a circle; whoever is in a smaller one stands alone
LISTED, LED = 12, 3  # people who bridge circles, and who are to be met; circles that are named of each
_DRAWN = 2  # of the strongest ties of each person
_SEED = 4
_FILE = "map-2.npz"  # the number is counted up when what is stored changes
_DAMAGE = (
    KeyError,
    ValueError,
    EOFError,
    OSError,
    BadZipFile,
)  # what comes of reading a file that is not a map of this form


@dataclass(frozen=True, slots=True)
class Map:
    """By place in the network, (n + 1,) each: the circle or ALONE, and where somebody stands; the user in the middle.

    `ends` are the ties that are drawn, (2, m). `centres` (c, 2), `radii` (c,), `sizes` (c,): of the circles, the largest first. `bridges`:
    (k,) who connects circles, the most needed first; `leads_to`: (k, LED) circles that each connects their own with, ALONE
    where there are fewer; `led`: (k,) how many in all. `to_meet`: (k,) whom to get to know; `through`: (k,) by whom.
    """

    circle: NDArray[np.int32]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    ends: NDArray[np.int32]
    centres: NDArray[np.float32]
    radii: NDArray[np.float32]
    sizes: NDArray[np.int32]
    bridges: NDArray[np.int32]
    leads_to: NDArray[np.int32]
    led: NDArray[np.int32]
    to_meet: NDArray[np.int32]
    through: NDArray[np.int32]


_open = Shelf[Map](8)


def map_of(network: BookNetwork) -> Map:
    """Return the map of a network, from where it is stored if it can be read; otherwise it is stored beside the network."""
    return _open.get(hash(network.folder.parent), network.folder, partial(_stored, network))


def _stored(network: BookNetwork) -> Map:
    kept = network.folder / _FILE
    with suppress(*_DAMAGE):
        found = _read(kept)
        if len(found.circle) == len(network.crowd.ids):
            return found
    found = drawn(network)
    _store(kept, found)
    return found


def _read(kept: Path) -> Map:
    with np.load(kept) as arrays:
        return Map(**{field.name: arrays[field.name] for field in fields(Map)})


def drawn(network: BookNetwork) -> Map:
    """Work the map out. O(ties log ties)."""
    crowd = network.crowd
    # Without the user, who knows everybody, and would make all one circle.
    others = Network.from_ties(len(crowd.ids), crowd.one, crowd.other, crowd.strength)
    circle, sizes = _circles(others)
    laid = lay_out(circle[1:].astype(np.int64), crowd.chance[1:].astype(np.float64))
    x, y = (np.concatenate([[np.float32(0)], side]) for side in (laid.x, laid.y))
    bridges = others.bridges(_SEED, LISTED)
    meetings = network.strong.who_to_meet(ME, LISTED)
    return Map(
        circle,
        x,
        y,
        _strongest(crowd),
        laid.centres.astype(np.float32),
        laid.radii.astype(np.float32),
        sizes,
        _places(bridge.person for bridge in bridges),
        np.array([_led(bridge, len(sizes)) for bridge in bridges], np.int32).reshape(-1, LED),
        _places(len(bridge.circles) for bridge in bridges),
        _places(meeting.person for meeting in meetings),
        _places(meeting.through for meeting in meetings),
    )


def _circles(others: Network) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The circle of everybody, numbered from the largest, and how many people each has."""
    found = others.circles(_SEED)
    sizes = np.bincount(found[found >= 0]).astype(np.int32)
    sizes = sizes[sizes >= LEAST]
    return np.where(found < len(sizes), found, ALONE).astype(np.int32), sizes


def _led(bridge: Bridge, circles: int) -> list[int]:
    """The largest circles that somebody leads to."""
    return ([circle for circle in bridge.circles if circle < circles] + [ALONE] * LED)[:LED]


def _places(found: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(found, np.int32)


def _strongest(crowd: Crowd) -> NDArray[np.int32]:
    """The strongest ties of everybody, each once."""
    person, other = np.concatenate([crowd.one, crowd.other]), np.concatenate([crowd.other, crowd.one])
    strength = np.concatenate([crowd.strength, crowd.strength]).astype(np.int16)
    order = np.lexsort((other, -strength, person))
    person, other = person[order], other[order]
    rank = np.arange(len(person)) - np.searchsorted(person, person)
    low, high = np.minimum(person, other)[rank < _DRAWN], np.maximum(person, other)[rank < _DRAWN]
    ends: NDArray[np.int32] = np.unique(np.stack([low, high]), axis=1).astype(np.int32)
    return ends


def _store(kept: Path, found: Map) -> None:
    """Put the map beside the network, unless that is gone by now: then the book has changed, and has another."""
    with suppress(FileNotFoundError):
        handle, draft = tempfile.mkstemp(dir=kept.parent, prefix=".", suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **{field.name: getattr(found, field.name) for field in fields(Map)})
        Path(draft).replace(kept)
