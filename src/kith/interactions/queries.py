"""What can be asked about interactions and promises: the timeline, what is owed, what was left hanging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from kith.accounts.models import User
from kith.interactions.models import (
    Direction,
    Interaction,
    InteractionQuerySet,
    Kind,
    Participation,
    Promise,
    PromiseQuerySet,
)
from kith.people.models import Person

# Evidence that two know each other, but nobody was in touch; everything else is a touch.
NOT_TOUCHES = (Kind.CONNECTED, Kind.INVITATION, Kind.ENDORSEMENT, Kind.APPLICATION)
THANKS_WITHIN = timedelta(days=30)
FOLLOW_UP_FROM, FOLLOW_UP_UNTIL = timedelta(days=14), timedelta(days=2)
_IN_WRITING = (Kind.MESSAGE, Kind.EMAIL, Kind.CARD, Kind.THANK_YOU, Kind.ARTICLE, Kind.CONNECTED, Kind.INVITATION)
_FAVOURS_AND_THANKS = (Kind.HELP_RECEIVED, Kind.INTRODUCTION, Kind.THANK_YOU)
# Joined rather than asked for by a sub-query, which would gather the whole book first.
_OF_BOOK: dict[str, Any] = {"person__binned_at": None, "person__merged_into": None, "person__is_self": False}

Place = tuple[date, int]  # of an entry in a timeline


@dataclass(frozen=True, slots=True)
class Entry:
    """One interaction as it stands on a person's timeline."""

    interaction: Interaction
    others: Sequence[Person]
    private_note: str
    promises: Sequence[Promise]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of a timeline, latest first. `before` is where the next page begins, None at the end."""

    entries: Sequence[Entry]
    before: Place | None


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody did that asks for an answer."""

    person: Person
    interaction: Interaction


def timeline(person: Person, limit: int = 20, before: Place | None = None) -> Timeline:
    """Return what happened with a person, latest first, in three queries whatever the length.

    Of the others only the names are at hand.
    """
    happened = Interaction.objects.filter(participations__person=person).in_book()
    if before is not None:
        on, pk = before
        happened = happened.filter(Q(on__lt=on) | Q(on=on, pk__lt=pk))
    page = list(happened.select_related("organisation").order_by("-on", "-pk")[: limit + 1])
    before = (page[limit - 1].on, page[limit - 1].pk) if len(page) > limit else None
    return Timeline(_entries(page[:limit], person), before)


def with_people(interactions: InteractionQuerySet) -> InteractionQuerySet:
    """The same interactions with their organisations, participants (in the order named) and promises at hand."""
    participations = Participation.objects.select_related("person").order_by("pk")
    promises = Promise.objects.select_related("person").order_by("pk")
    return interactions.select_related("organisation").prefetch_related(
        Prefetch("participations", participations), Prefetch("promises", promises)
    )


def open_promises(owner: User, person: Person | None = None) -> PromiseQuerySet:
    """Promises that wait, the ones with a day first; of one person, or of everybody in the book.

    One that was made at a touch which is in the bin waits there with it.
    """
    said = Q(interaction=None) | Q(interaction__binned_at=None)
    promises: PromiseQuerySet = Promise.objects.visible_to(owner).open().filter(said)
    mine = promises.filter(person__binned_at=None) if person is None else promises.filter(person=person)
    return mine.select_related("person", "interaction").order_by(F("due_on").asc(nulls_last=True), "pk")


def unthanked(owner: User, on: date) -> list[Owed]:
    """Who helped the user, or introduced them to somebody, in the last 30 days and has not been thanked since.

    Of an introduction it is the first person named who made it. One entry a person, for the latest thing they did.
    """
    columns = ("pk", "person", "interaction", "interaction__on", "interaction__kind", "interaction__direction")
    rows = _participations(owner, on - THANKS_WITHIN, on).filter(interaction__kind__in=_FAVOURS_AND_THANKS)
    owed: dict[int, int] = {}
    introduced: set[int] = set()
    for pk, person, interaction, _day, kind, direction in sorted(
        rows.order_by("pk").values_list(*columns), key=_thanks_last_on_their_day
    ):
        incoming = direction == Direction.INCOMING
        is_introducer = kind == Kind.INTRODUCTION and incoming and interaction not in introduced
        introduced.add(interaction)
        if kind == Kind.HELP_RECEIVED or is_introducer:
            owed[person] = pk
        elif kind == Kind.THANK_YOU and not incoming:
            owed.pop(person, None)
    return _owed(Participation.objects.filter(pk__in=owed.values()))


def unfollowed(owner: User, on: date) -> list[Owed]:
    """Whom the user met 2 to 14 days ago, and nothing has happened since, nor was anything written on that day."""
    since = Participation.objects.filter(
        Q(interaction__on__gt=OuterRef("interaction__on"))
        | Q(interaction__on=OuterRef("interaction__on"), interaction__kind__in=_IN_WRITING),
        person=OuterRef("person"),
        interaction__on__lte=on,
        interaction__binned_at=None,
    )
    # The last touch, which is kept with the person, spares the question for nearly everybody.
    is_last = Q(person__last_touch_on=F("interaction__on")) | Q(person__last_touch_on__gt=on)
    met = _participations(owner, on - FOLLOW_UP_FROM, on - FOLLOW_UP_UNTIL).filter(
        is_last, ~Exists(since), interaction__kind=Kind.MEETING
    )
    return _owed(met)


def counts_by_day(owner: User, since: date, until: date) -> dict[date, int]:
    """How many touches each day had, both ends included; days without any are left out."""
    touches = Interaction.objects.visible_to(owner).in_book().exclude(kind__in=NOT_TOUCHES)
    days = touches.filter(on__range=(since, until)).values_list("on").annotate(Count("pk")).order_by("on")
    return dict(days)


def search_notes(owner: User, text: str) -> InteractionQuerySet:
    """Interactions in whose words, place, notes or private notes every word of the text occurs; latest first."""
    found: InteractionQuerySet = Interaction.objects.visible_to(owner).in_book()
    for word in text.split():
        private = Participation.objects.filter(interaction=OuterRef("pk"), private_note__icontains=word)
        said = Q(summary__icontains=word) | Q(notes__icontains=word) | Q(place__icontains=word)
        found = found.filter(said | Exists(private))
    return with_people(found).order_by("-on", "-pk")


def _entries(happened: Sequence[Interaction], person: Person) -> list[Entry]:
    """The interactions with who else took part, asked for all at once and as little as a timeline shows."""
    ids = [interaction.pk for interaction in happened]
    parts = Participation.objects.filter(interaction__in=ids).select_related("person").order_by("pk")
    told = list(parts.only("interaction_id", "private_note", "person__name"))
    promises = list(Promise.objects.filter(interaction__in=ids).order_by("pk"))
    people = {part.person_id: part.person for part in told}
    for promise in promises:
        if promise.person_id in people:
            promise.person = people[promise.person_id]
    return [
        Entry(
            one,
            [part.person for part in told if part.interaction_id == one.pk and part.person_id != person.pk],
            next((p.private_note for p in told if p.interaction_id == one.pk and p.person_id == person.pk), ""),
            [promise for promise in promises if promise.interaction_id == one.pk],
        )
        for one in happened
    ]


def _participations(owner: User, first: date, last: date) -> QuerySet[Participation]:
    rows: QuerySet[Participation] = Participation.objects.filter(
        interaction__owner=owner, interaction__binned_at=None, interaction__on__range=(first, last)
    )
    return rows


def _thanks_last_on_their_day(row: tuple[int, int, int, date, str, str]) -> tuple[date, bool, int]:
    pk, _person, _interaction, on, kind, _direction = row
    return on, kind == Kind.THANK_YOU, pk


def _owed(participations: QuerySet[Participation]) -> list[Owed]:
    """One entry for each person of the book, the latest, in the order of latest first."""
    rows = participations.filter(**_OF_BOOK).select_related("person", "interaction")
    found: dict[int, Owed] = {}
    for row in rows.order_by("-interaction__on", "-interaction__pk"):
        found.setdefault(row.person_id, Owed(row.person, row.interaction))
    return list(found.values())
