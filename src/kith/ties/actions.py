"""What can be done with ties: work them out, keep them current, overrule them, rate them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from kith.accounts.models import User
from kith.interactions.models import Participation
from kith.people.models import Person
from kith.ties import signals
from kith.ties.models import Tie
from kith.ties.rows import insert_rows, update_rows
from kith.ties.standing import Standing, Sums, Words, add_up, kept_sums, standings
from kith.ties.touches import Happening, day_number, gather, load_touches

MANY = 500  # from so many people on, the whole book is worked out at once
SUMS = ("warmth_log2", "depth_log2")
Pair = tuple[float | None, float | None]  # the two sums of a tie; None where nothing has happened
STANDING = ("tier", "phase", "warmth", "depth", "touches", "first_touch_on", "last_touch_on")


@transaction.atomic
def recompute(owner: User, *, on: date, person_ids: Sequence[int] | None = None) -> None:
    """Work out ties from all interactions up to a day, of some people or of everybody. Twice changes nothing."""
    book = _load(owner, None if person_ids is None or len(person_ids) > MANY else person_ids)
    sums = add_up(load_touches(owner, book.people, on=on, everybody=book.is_whole), book.words)
    _write_ties(owner, book, sums)
    _write_standings(book, standings(sums, book.words, on))
    _finish(owner, book, on)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Ties of people who are about to be added, in their order: the standing of each, and the sums that are kept.

    They are written together with the people, each standing into the columns STANDING, each pair into a row of Tie.
    """

    standings: list[Standing]
    sums: list[Pair]


def begin(happenings: Iterable[Happening], people: int, *, on: date) -> Beginnings:
    """Work out ties that begin with what is about to be added as well; a person is told by their place among them."""
    words = Words.none(people)
    sums = add_up(gather(happenings, np.arange(people)), words)
    return Beginnings(list(standings(sums, words, on)), _pairs(sums))


def set_day(owner: User, *, on: date) -> None:
    """Note that everybody's standing is that of this day."""
    owner.ties_as_of = on
    owner.save(update_fields=["ties_as_of"])


def keep_current(owner: User, *, on: date) -> None:
    """Let a new day begin: everybody's standing from the sums that are kept. Done already, it asks nothing."""
    if owner.ties_as_of != on:
        _begin_day(owner, on)


@transaction.atomic
def _begin_day(owner: User, on: date) -> None:
    if owner.ties_as_of is not None and (moved := _happened_between(owner, owner.ties_as_of, on)):
        recompute(owner, on=on, person_ids=moved)
    book = _load(owner, None)
    sums = kept_sums([tie and tie[1:3] for tie in book.ties], [standing[4:7] for standing in book.standings])
    _write_standings(book, standings(sums, book.words, on))
    _finish(owner, book, on)


def _happened_between(owner: User, one: date, other: date) -> list[int]:
    """People of interactions that were written down ahead of their day, which has come (or was left again)."""
    first, last = min(one, other), max(one, other)
    ahead = Participation.objects.filter(
        interaction__owner=owner, interaction__binned_at=None, interaction__on__gt=first, interaction__on__lte=last
    )
    return list(ahead.values_list("person_id", flat=True).distinct())


@transaction.atomic
def overrule(person: Person, *, tier: int | None, on: date) -> None:
    """Set the tier by the user's own word, which stands above what is worked out; None takes the word back."""
    _say(person, on, own_tier=tier, own_tier_on=None if tier is None else on)


@transaction.atomic
def rate(person: Person, *, rating: int | None, on: date) -> None:
    """Rate a tie from 0 to 5, which counts like touches on that day; None takes it back. Raises ValidationError."""
    _say(person, on, rating=rating, rated_on=None if rating is None else on)


def _say(person: Person, on: date, **words: int | date | None) -> None:
    tie = Tie.objects.filter(person=person).first() or Tie(owner_id=person.owner_id, person=person)
    for field, value in words.items():
        setattr(tie, field, value)
    tie.clean_fields(exclude={field.name for field in Tie._meta.fields} - {"rating", "own_tier"})
    tie.save()
    recompute(person.owner, on=on, person_ids=[person.pk])
    person.refresh_from_db(fields=STANDING)


@dataclass(frozen=True, slots=True)
class _Book:
    """People with their ties as the database has them, in the order of their ids."""

    people: NDArray[np.int64]
    standings: list[Standing]
    ties: list[tuple[int, float | None, float | None] | None]  # id and the two sums
    words: Words
    is_whole: bool


def _load(owner: User, person_ids: Sequence[int] | None) -> _Book:
    people, ties = Person.objects.filter(owner=owner), Tie.objects.filter(owner=owner)
    if person_ids is not None:
        people, ties = people.filter(pk__in=person_ids), ties.filter(person__in=person_ids)
    # Locked, so that of two touches logged at once the later one sees the earlier.
    rows = list(people.select_for_update(no_key=True).order_by("pk").values_list("pk", *STANDING))
    kept = {
        tie[0]: tie[1:]
        for tie in ties.values_list("person_id", "pk", "warmth_log2", "depth_log2", "rating", "rated_on", "own_tier")
    }
    found = [kept.get(row[0]) for row in rows]
    words = Words(
        np.array([-1 if tie is None or tie[3] is None else tie[3] for tie in found], np.int64),
        np.array([0 if tie is None or tie[4] is None else day_number(tie[4]) for tie in found], np.int64),
        np.array([-1 if tie is None or tie[5] is None else tie[5] for tie in found], np.int64),
    )
    ids = np.array([row[0] for row in rows], np.int64)
    return _Book(ids, [row[1:] for row in rows], [tie and tie[:3] for tie in found], words, person_ids is None)


def _write_ties(owner: User, book: _Book, sums: Sums) -> None:
    """Store the sums that changed, and a tie for everybody who has one for the first time."""
    fresh: list[tuple[float | None, ...]] = []
    changed: list[tuple[float | None, float | None, int]] = []
    for person_id, tie, pair in zip(book.people.tolist(), book.ties, _pairs(sums), strict=True):
        if tie is None and pair[0] is not None:
            fresh.append((owner.pk, person_id, *pair))
        elif tie is not None and tie[1:] != pair:
            changed.append((*pair, tie[0]))
    insert_rows(Tie, ("owner_id", "person_id", *SUMS), fresh)
    update_rows(Tie, SUMS, changed)


def _pairs(sums: Sums) -> list[Pair]:
    """The sums of each tie as they are stored."""
    warmth, depth = (
        [None if value == -np.inf else value for value in each.tolist()] for each in (sums.warmth, sums.depth)
    )
    return list(zip(warmth, depth, strict=True))


def _write_standings(book: _Book, new: Iterable[Standing]) -> None:
    rows = zip(book.people.tolist(), book.standings, new, strict=True)
    changed = [(*standing, person_id) for person_id, before, standing in rows if standing != before]
    update_rows(Person, STANDING, changed)


def _finish(owner: User, book: _Book, on: date) -> None:
    if book.is_whole:
        set_day(owner, on=on)
    people_ids = None if book.is_whole else book.people.tolist()
    signals.ties_changed.send(Tie, owner=owner, on=on, people_ids=people_ids)
