"""Rows of interactions made into the arrays that kith.strength works on; the only place where that is done.

A touch is an interaction in which the two had to do with one another. Being connected on a platform, an invitation, an
endorsement and an application are evidence that they know each other, and weigh a little, but nobody was in touch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from numpy.typing import NDArray

from kith import strength
from kith.accounts.models import User
from kith.interactions.models import Direction, Kind, Participation
from kith.interactions.queries import NOT_TOUCHES

UNIT_KINDS = {
    Kind.MEETING: strength.UnitKind.IN_PERSON,
    Kind.CALL: strength.UnitKind.IN_PERSON,
    Kind.EVENT: strength.UnitKind.IN_PERSON,
    Kind.MESSAGE: strength.UnitKind.MESSAGES,
    Kind.EMAIL: strength.UnitKind.MESSAGES,
    Kind.INTRODUCTION: strength.UnitKind.INTRODUCTION,
    Kind.HELP_GIVEN: strength.UnitKind.FAVOUR,
    Kind.HELP_RECEIVED: strength.UnitKind.FAVOUR,
    Kind.THANK_YOU: strength.UnitKind.THANKS,
    Kind.CARD: strength.UnitKind.LIGHT,
    Kind.ARTICLE: strength.UnitKind.LIGHT,
    Kind.CONNECTED: strength.UnitKind.LIGHT,
    Kind.ENDORSEMENT: strength.UnitKind.LIGHT,
    Kind.INVITATION: strength.UnitKind.NONE,
    Kind.APPLICATION: strength.UnitKind.NONE,
    Kind.OTHER: strength.UnitKind.NONE,
}
_WAYS = {Direction.OUTGOING: 1, Direction.INCOMING: -1, Direction.MUTUAL: 0}
_IN_PERSON = [kind for kind, code in UNIT_KINDS.items() if code is strength.UnitKind.IN_PERSON]
_EPOCH = date(1970, 1, 1).toordinal()
_DAYS = 1 << 22  # more than the calendar has
_PERSON, _DAY, _KIND, _WAY, _SENT, _RECEIVED, _HEADS, _ROWS, _IS_TOUCH = range(9)
_IS_TOUCH_OF = {kind: kind not in NOT_TOUCHES for kind in UNIT_KINDS}
_HAPPENING = ["person", *(f"interaction__{name}" for name in ("on", "kind", "direction", "sent", "received")), "heads"]

# person, day, kind, direction, sent, received, how many people were in it without the user
Happening = tuple[int, date, str, str, int, int, int]


@dataclass(frozen=True, slots=True)
class Touches:
    """What happened with some people: (m,) arrays, a person's messages of one day being one entry.

    person: index into the people asked for. day: from 1970-01-01. units: as kith.strength weighs them, 0 for evidence
    without weight. rows: how many interactions stand behind the entry. is_touch: whether the two were in touch.
    """

    person: NDArray[np.int64]
    day: NDArray[np.int64]
    units: NDArray[np.float64]
    rows: NDArray[np.int64]
    is_touch: NDArray[np.bool_]


def day_number(day: date) -> int:
    """Return the day as the mathematics counts it, from 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_of(number: float) -> date:
    """Return the date of a day number."""
    return date.fromordinal(int(number) + _EPOCH)


def load_touches(owner: User, people: NDArray[np.int64], *, on: date, everybody: bool = False) -> Touches:
    """All that happened with these people up to a day. people: their ids, ascending. One query; O(m log m).

    With everybody=True the ids are those of the whole book, and the database need not look them up one by one.
    """
    # Asked for some people, SQLite must not be led to go through the owner's whole calendar.
    whose = Q(interaction__owner=owner) if everybody else Q(person__in=people.tolist())
    return gather(_rows(on).filter(whose).values_list(*_HAPPENING), people)


def load_happenings(people: list[int]) -> Iterable[Happening]:
    """All that ever happened with these people, as `gather` takes it. One query."""
    rows: Iterable[Happening] = _rows(date.max).filter(person__in=people).values_list(*_HAPPENING)
    return rows


def gather(happenings: Iterable[Happening], people: NDArray[np.int64]) -> Touches:
    """What happened with these people, of all that is given. people: their ids, ascending. O(m log m)."""
    table = _numbers(happenings)
    table = _rolled_up(table[np.isin(table[:, _PERSON], people)])
    table[:, _PERSON] = np.searchsorted(people, table[:, _PERSON])
    return _weighed(table, len(people))


def _rows(on: date) -> QuerySet[Participation]:
    together = Participation.objects.filter(interaction=OuterRef("interaction")).values("interaction")
    in_person = When(interaction__kind__in=_IN_PERSON, then=Subquery(together.annotate(n=Count("*")).values("n")))
    heads = Case(in_person, default=Value(1), output_field=IntegerField())
    rows: QuerySet[Participation] = Participation.objects.filter(interaction__binned_at=None, interaction__on__lte=on)
    return rows.annotate(heads=heads)


def _numbers(happenings: Iterable[Happening]) -> NDArray[np.int64]:
    """Each happening as numbers, in the order of the constants above; the user is one of the heads."""
    person, on, kinds, ways, sent, received, heads = list(zip(*happenings, strict=True)) or [()] * 7
    way = np.array([_WAYS[way] for way in ways], np.int64)
    table = np.empty((len(way), 9), np.int64)
    table[:, _PERSON], table[:, _WAY] = person, way
    table[:, _DAY] = [day.toordinal() for day in on]
    table[:, _DAY] -= _EPOCH
    table[:, _KIND] = [UNIT_KINDS[kind] for kind in kinds]
    table[:, _IS_TOUCH] = [_IS_TOUCH_OF[kind] for kind in kinds]
    table[:, _SENT], table[:, _RECEIVED] = sent, received
    single = (table[:, _SENT] == 0) & (table[:, _RECEIVED] == 0)  # a single message, as a person logs it
    table[single, _SENT], table[single, _RECEIVED] = way[single] >= 0, way[single] <= 0
    table[:, _HEADS], table[:, _ROWS] = heads, 1
    table[:, _HEADS] += 1
    return table


def _rolled_up(table: NDArray[np.int64]) -> NDArray[np.int64]:
    """Make the messages with a person on one day one entry, as a reciprocated pair counts more than two halves."""
    is_message = table[:, _KIND] == strength.UnitKind.MESSAGES
    messages = table[is_message]
    days, first, of_day = np.unique(
        messages[:, _PERSON] * _DAYS + messages[:, _DAY], return_index=True, return_inverse=True
    )
    by_day = messages[first]
    for column in (_SENT, _RECEIVED, _ROWS):
        by_day[:, column] = np.bincount(of_day, weights=messages[:, column], minlength=len(days))
    by_day[:, _WAY] = np.sign(by_day[:, _SENT]) - np.sign(by_day[:, _RECEIVED])
    return np.concatenate([table[~is_message], by_day])


def _weighed(table: NDArray[np.int64], people: int) -> Touches:
    person, way = table[:, _PERSON], table[:, _WAY].copy()
    way[table[:, _KIND] == strength.UnitKind.IN_PERSON] = 0  # whoever asked for it, both came
    units = strength.touch_units(table[:, _KIND], table[:, _HEADS], table[:, _SENT], table[:, _RECEIVED])
    damped = strength.damp_one_way(person, way, units, people)
    return Touches(person, table[:, _DAY], damped, table[:, _ROWS], table[:, _IS_TOUCH].astype(np.bool_))
