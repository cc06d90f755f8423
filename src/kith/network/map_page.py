"""What stands on the page of the map: the drawing as numbers for the browser, and tables that say the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import User
from kith.network.answers import people_by_id
from kith.network.circle_names import NAMED, circle_names
from kith.network.crowd import ME
from kith.network.loading import BookNetwork
from kith.network.mapping import LISTED, Map
from kith.people.models import IN_BOOK, Person
from kith.ui.plots import step

_SIZES = {1: 5.0, 2: 3.5, 3: 2.5}  # of the dot of each level
_MINE = 9.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle: what it is called, how many are in it and known to the user, and whom the user knows best there."""

    name: str
    people: int
    known: int
    best: Person | None


@dataclass(frozen=True, slots=True)
class Bridge:
    """Somebody through whom circles are connected: the largest of those that they lead to, and how many more there are."""

    person: Person
    circles: Sequence[str]
    more: int

    @property
    def words(self) -> str:
        """To which circles, in words."""
        told = _("to %(circles)s") % {"circles": ", ".join(self.circles)}
        return f"{told} {_('and %(n)d more') % {'n': self.more}}" if self.more else told


@dataclass(frozen=True, slots=True)
class ToMeet:
    """Somebody whom the user does not know and who is close, with whoever can introduce them."""

    person: Person
    via: Person


@dataclass(frozen=True, slots=True)
class Tables:
    """The map in words."""

    circles: Sequence[Circle]
    bridges: Sequence[Bridge]
    to_meet: Sequence[ToMeet]
    alone: int


def tables(owner: User, network: BookNetwork, found: Map) -> Tables:
    """Say the map in words. A handful of queries, whatever its size."""
    largest = list(range(min(len(found.sizes), LISTED)))
    best = {circle: _best_known(network, found, circle) for circle in largest}
    names = circle_names(owner, network, found)
    shown = [*best.values(), *found.bridges, *found.to_meet, *found.through]
    people = {ME: None} | dict(_by_place(owner, network, shown))
    return Tables(
        [_circle(network, found, circle, names[circle], people.get(best[circle])) for circle in largest],
        [bridge for at in range(len(found.bridges)) if (bridge := _bridge(found, at, people, names))],
        [
            ToMeet(one, via)
            for place, through in zip(found.to_meet.tolist(), found.through.tolist(), strict=True)
            if (one := people.get(place)) and (via := people.get(through))
        ],
        int((found.circle[1:] < 0).sum()),
    )


def drawing(owner: User, network: BookNetwork, found: Map) -> dict[str, Any]:
    """Return everybody, the user first, as lists that the browser draws; ends are pairs of places in these lists."""
    crowd = network.crowd
    rows = {pk: (name, touches) for pk, name, touches in sql.rows(_PEOPLE.format(in_book=IN_BOOK), owner=owner.pk)}
    ids = crowd.ids.tolist()
    named = list(range(min(len(found.sizes), NAMED)))
    names = circle_names(owner, network, found)
    via = np.where((crowd.level == 3) & (network.distances.via > 0), network.distances.via, -1)
    return {
        "ids": ids,
        "names": [_("You"), *(rows[pk][0] if pk in rows else "" for pk in ids[1:])],
        "x": _rounded(found.x),
        "y": _rounded(found.y),
        "size": [_MINE, *(_SIZES[level] for level in crowd.level[1:].tolist())],
        "warmth": [
            "ink",
            *(_step(rows.get(pk), heat) for pk, heat in zip(ids[1:], crowd.warmth[1:].tolist(), strict=True)),
        ],
        "level": [0, *crowd.level[1:].tolist()],
        "via": [-1, *via[1:].tolist()],
        "ends": found.ends.T.ravel().tolist(),
        "circles": [_label(found, circle, names[circle]) for circle in named],
    }


def _label(found: Map, circle: int, name: str) -> dict[str, Any]:
    """A circle's name, and where it stands: above the circle."""
    x, y = found.centres[circle].tolist()
    return {"name": name, "x": round(x, 2), "y": round(y + float(found.radii[circle]), 2)}


def _step(row: tuple[str, int] | None, warmth: int) -> str:
    """Which of the eleven steps of warmth somebody has, "none" where there was no touch."""
    return str(step(warmth / 100)) if row and row[1] else "none"


def _rounded(side: np.ndarray[Any, np.dtype[np.float32]]) -> list[float]:
    return [round(value, 2) for value in side.tolist()]


def _best_known(network: BookNetwork, found: Map, circle: int) -> int:
    """Whom of a circle the user knows best, by place; 0 where nobody."""
    members = np.flatnonzero((found.circle == circle) & (network.crowd.level < 3))
    return int(members[np.argmax(network.crowd.chance[members])]) if len(members) else 0


def _circle(network: BookNetwork, found: Map, circle: int, name: str, best: Person | None) -> Circle:
    known = int(((found.circle == circle) & (network.crowd.level < 3)).sum())
    return Circle(name, int(found.sizes[circle]), known, best)


def _bridge(found: Map, at: int, people: Mapping[int, Person | None], names: Mapping[int, str]) -> Bridge | None:
    person = people.get(int(found.bridges[at]))
    circles = [names[circle] for circle in found.leads_to[at].tolist() if circle >= 0]
    return Bridge(person, circles, int(found.led[at]) - len(circles)) if person and circles else None


def _by_place(owner: User, network: BookNetwork, places: Sequence[int]) -> Iterator[tuple[int, Person]]:
    people = people_by_id(owner, set(network.ids(places)) - {0})
    for place in places:
        if (person := people.get(int(network.crowd.ids[place]))) is not None:
            yield int(place), person


_PEOPLE = "SELECT p.id, p.name, p.touches FROM people_person p WHERE p.owner_id = %(owner)s AND {in_book}"
