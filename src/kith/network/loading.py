"""The network of a book, ready to be asked: stored as files, and never out of date."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kith import sql
from kith.accounts.models import User
from kith.introductions import queries as introductions
from kith.network import calibration, storing
from kith.network.crowd import ME, Crowd, gather
from kith.network.distances import Distances, distances
from kith.network.shelf import Shelf
from kith.reach import Network, Unreadable

_FORM = 2  # of what is stored; counted up when that changes
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class BookNetwork:
    """The network of a book. `strong` weighs the user's ties by how likely they help, `weak` also by how weak they are."""

    crowd: Crowd
    distances: Distances
    strong: Network
    weak: Network
    folder: Path  # where it is stored, for what is worked out from it

    def places(self, ids: Iterable[int]) -> NDArray[np.int64]:
        """The places of people by their ids, in order; whoever is not in the network is left out."""
        wanted = np.sort(np.fromiter(ids, np.int64))
        wanted = wanted[np.diff(wanted, prepend=-1) != 0]
        found = np.searchsorted(self.crowd.ids, wanted)
        is_here = found < len(self.crowd.ids)
        found, wanted = found[is_here], wanted[is_here]
        there: NDArray[np.int64] = found[(self.crowd.ids[found] == wanted) & (found > ME)]
        return there

    def ids(self, places: Iterable[int]) -> tuple[int, ...]:
        """The ids of people by their places; the user's is 0."""
        return tuple(self.crowd.ids[list(places)].tolist())


_open = Shelf[BookNetwork](32)


def load_network(owner: User, on: date) -> BookNetwork:
    """Return the network of a book as of a day. One query where nothing has changed since it was stored.

    What is damaged is made anew; so is what another process deleted meanwhile, which has a newer state by now.
    """
    for _attempt in range(_ATTEMPTS):
        stamp = _stamp(owner, on)
        folder = storing.place(owner.pk, stamp)
        try:
            if folder.is_dir():
                return _open.get(owner.pk, folder, partial(_opened, folder))
            return _stored(owner, on, stamp)
        except (FileNotFoundError, Unreadable):
            storing.discard(folder)
    return _opened_from_nowhere(owner, on)


def _stamp(owner: User, on: date) -> str:
    """Names the state of a book on a day, by all that was noted to have changed."""
    [[count, marks]] = sql.rows(_CHANGES, owner=owner.pk)
    return f"{_FORM}-{on.isoformat()}-{count}-{int(marks):x}"


def _stored(owner: User, on: date, stamp: str) -> BookNetwork:
    """Work the network out and store it; kept no longer than the state that it was worked out from."""
    folder = storing.store(owner.pk, stamp, partial(_write, owner, on))
    storing.keep_only(owner.pk, stamp)
    network = _opened(folder)
    if _stamp(owner, on) != stamp:  # somebody may have been erased in between
        storing.delete(owner.pk)
    return network


def _opened_from_nowhere(owner: User, on: date) -> BookNetwork:
    """The network without storing it, for a book that changes faster than it can be stored."""
    with tempfile.TemporaryDirectory() as place:
        _write(owner, on, Path(place))
        return _opened(Path(place))  # what is mapped stays readable when its file is gone


def _opened(folder: Path) -> BookNetwork:
    """The network that is stored there. Raises FileNotFoundError, Unreadable."""
    network = BookNetwork(
        Crowd(*_arrays(folder, Crowd)),
        Distances(*_arrays(folder, Distances)),
        Network.open(folder / "strong"),
        Network.open(folder / "weak"),
        folder,
    )
    people = {len(network.crowd.ids), len(network.distances.via), network.strong.people, network.weak.people}
    if len(people) > 1:
        raise Unreadable("the files are not of one network")
    return network


def _arrays(folder: Path, kind: type[Crowd | Distances]) -> list[NDArray[Any]]:
    try:
        return [np.load(_file(folder, kind, field.name), mmap_mode="r") for field in fields(kind)]
    except (ValueError, EOFError) as error:
        raise Unreadable(f"the arrays of {kind.__name__} cannot be read") from error


def _file(folder: Path, kind: type[Crowd | Distances], name: str) -> Path:
    return folder / f"{kind.__name__.lower()}-{name}.npy"


def _write(owner: User, on: date, folder: Path) -> None:
    crowd = gather(owner, on)
    for arrays in (crowd, distances(crowd)):
        for field in fields(arrays):
            np.save(_file(folder, type(arrays), field.name), getattr(arrays, field.name))
    strong = crowd.chance * calibration.load(_asked(owner, on, crowd.ids))
    for name, weight in (("strong", strong), ("weak", np.multiply(strong, calibration.fit(crowd.mutual)))):
        _network(crowd, calibration.as_strength(weight)).save(folder / name)


def _asked(owner: User, on: date, ids: NDArray[np.int64]) -> NDArray[np.int64]:
    asked = np.zeros(len(ids), np.int64)
    for person_id, introducer in introductions.introducers(owner, on).items():
        place = int(np.searchsorted(ids, person_id))
        if place < len(ids) and ids[place] == person_id:
            asked[place] = introducer.asked_90_days
    return asked


def _network(crowd: Crowd, first: NDArray[np.uint8]) -> Network:
    """The user's ties, and those between others."""
    tied = np.flatnonzero(first)
    a = np.concatenate([np.full(len(tied), ME, np.int64), crowd.one])
    b = np.concatenate([tied, crowd.other])
    return Network.from_ties(len(crowd.ids), a, b, np.concatenate([first[tied], crowd.strength]))


_CHANGES = "SELECT COUNT(*), COALESCE(SUM(mark), 0) FROM network_change WHERE owner_id = %(owner)s"
