"""What upper features tell of groups besides pages: figures, what an export holds, what is held on a member, what comes next.

Each says so once, when Django is ready. Groups themselves know nothing of meetings or posts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.utils.functional import Promise

from kith.accounts.models import User
from kith.groups.models import Group

Row = dict[str, object]  # one line of a file: plain values by the names of their columns


@dataclass(frozen=True)
class Figure:
    """A count over a span for whoever runs the roof: no names. ask: of these groups, by number; one question for all."""

    order: int
    key: str
    label: str | Promise
    ask: Callable[[Collection[int], datetime, datetime], dict[int, int]]


@dataclass(frozen=True)
class Export:
    """Rows that stand in an organiser's export under a name: of what all members see, no more."""

    name: str
    ask: Callable[[Group], Iterable[Row]]


@dataclass(frozen=True)
class Held:
    """What a group holds about one of its members, for that member's own eyes. of: whose rows it is."""

    order: int
    label: str | Promise
    name: str
    ask: Callable[[Group, User], Iterable[Row]]
    of: tuple[type[Model], ...]


@dataclass(frozen=True)
class Next:
    """What a group does next."""

    title: str
    starts_at: datetime  # in the zone in which it was planned
    place: str
    url: str
    group: str  # its name


_figures: dict[str, Figure] = {}
_exports: dict[str, Export] = {}
_held: dict[str, Held] = {}
_companions: list[Callable[[int, int, date], list[int]]] = []
_next: list[Callable[[Collection[int], datetime], dict[int, Next]]] = []
_visits: list[Callable[[User, datetime], list[Next]]] = []


def register(*parts: Figure | Export | Held) -> None:
    """Have reports of every group hold these."""
    for part in parts:
        if isinstance(part, Figure):
            _figures[part.key] = part
        elif isinstance(part, Export):
            _exports[part.name] = part
        else:
            _held[part.name] = part


def register_next(ask: Callable[[Collection[int], datetime], dict[int, Next]]) -> None:
    """Say who knows what groups do next: asked for many groups at once, by number."""
    _next[:] = [ask]


def register_visits(ask: Callable[[User, datetime], list[Next]]) -> None:
    """Say who knows where somebody goes without being a member."""
    _visits[:] = [ask]


def register_companions(ask: Callable[[int, int, date], list[int]]) -> None:
    """Say who knows with whom a member of a group was together: asked with the numbers of both, and a day."""
    _companions[:] = [ask]


def figures() -> list[Figure]:
    """Return all figures in their order."""
    return sorted(_figures.values(), key=lambda figure: figure.order)


def exports() -> list[Export]:
    """Return all that an export holds."""
    return [_exports[name] for name in sorted(_exports)]


def held() -> list[Held]:
    """Return all kinds of what is held on a member."""
    return sorted(_held.values(), key=lambda part: (part.order, part.name))


def next_of(groups: Collection[int], now: datetime) -> dict[int, Next]:
    """Return what each of these groups does next, where it is known."""
    return _next[0](groups, now) if _next and groups else {}


def visits_of(user: User, now: datetime) -> list[Next]:
    """Return the next meeting that the user goes to in each of a few groups to which they do not belong, the soonest first."""
    return _visits[0](user, now) if _visits else []


def companions_of(group: int, user: int, on: date) -> list[int]:
    """Return the numbers of users who were together with this one before that day, the most often first."""
    return _companions[0](group, user, on) if _companions else []
