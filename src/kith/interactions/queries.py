"""What can be asked about interactions and promises: the timeline, what is owed, what was left hanging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from kith import sql
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
from kith.people.models import IN_BOOK, Organisation, Person

# Evidence that two know each other, but nobody was in touch; everything else is a touch.
NOT_TOUCHES = (Kind.CONNECTED, Kind.INVITATION, Kind.ENDORSEMENT, Kind.APPLICATION)
THANKS_WITHIN = timedelta(days=30)
FOLLOW_UP_FROM, FOLLOW_UP_UNTIL = timedelta(days=14), timedelta(days=2)
_IN_WRITING = (Kind.MESSAGE, Kind.EMAIL, Kind.CARD, Kind.THANK_YOU, Kind.ARTICLE, Kind.CONNECTED, Kind.INVITATION)

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
class Happened:
    """An interaction with who took part in it."""

    interaction: Interaction
    people: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody did that asks for an answer, with as much of both as the answer needs."""

    person_id: int
    touches: int
    cadence_rule: str
    interaction_id: int
    kind: str
    on: date
    summary: str
    place: str


def timeline(person: Person, limit: int = 20, before: Place | None = None) -> Timeline:
    """Return what happened with a person, latest first, in three queries whatever the length.

    Of the others only the names are at hand, and of an organisation that it was for nothing.
    """
    day, number = before or (None, None)
    asked = _TIMELINE.format(from_there=_BEFORE if before else "")
    page = sql.objects(Interaction, asked, person=person.pk, most=limit + 1, day=day, number=number)
    before = (page[limit - 1].on, page[limit - 1].pk) if len(page) > limit else None
    return Timeline(_entries(page[:limit], person), before)


def happened_at(organisation: Organisation, limit: int) -> list[Happened]:
    """What concerns an organisation itself, the latest first: applications and events with nobody named, and whatever was
    logged for it. Of the people only the names are at hand."""
    found = sql.objects(Interaction, _HAPPENED_AT, organisation=organisation.pk, most=limit)
    people: dict[int, list[Person]] = {interaction.pk: [] for interaction in found}
    for interaction_id, _note, who, name in sql.rows(_PARTS, interactions=list(people)):
        people[interaction_id].append(Person(pk=who, name=name))
    return [Happened(interaction, people[interaction.pk]) for interaction in found]


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


def open_promises_with(person: Person) -> list[Promise]:
    """The promises that wait between the user and one person, as `open_promises` has them but with nothing else at hand."""
    return sql.objects(Promise, _OPEN_PROMISES, person=person.pk)


def promises_to_show(owner: User, kept_since: date) -> list[int]:
    """The numbers of the promises that wait, the user's own first, each side's by their days; then of those kept since."""
    return [pk for (pk,) in sql.rows(_PROMISES_TO_SHOW, owner=owner.pk, since=kept_since)]


def unthanked(owner: User, on: date, person_id: int | None = None) -> list[Owed]:
    """Who helped the user, or introduced them to somebody, in the last 30 days and has not been thanked since.

    Of an introduction it is the first person named who made it. One entry a person, for the latest thing they did.
    """
    owed: dict[int, Owed] = {}
    introduced: set[int] = set()
    for one, direction, in_book in _favours_and_thanks(owner, on, person_id):
        incoming = direction == Direction.INCOMING
        is_introducer = one.kind == Kind.INTRODUCTION and incoming and one.interaction_id not in introduced
        introduced.add(one.interaction_id)
        if in_book and (one.kind == Kind.HELP_RECEIVED or is_introducer):
            owed[one.person_id] = one
        elif one.kind == Kind.THANK_YOU and not incoming:
            owed.pop(one.person_id, None)
    return sorted(owed.values(), key=lambda one: (one.on, one.interaction_id), reverse=True)


def unfollowed(owner: User, on: date, person_id: int | None = None) -> list[Owed]:
    """Whom the user met 2 to 14 days ago, and nothing has happened since, nor was anything written on that day.

    One entry a person, for the latest meeting; the latest first.
    """
    days = {"first": on - FOLLOW_UP_FROM, "last": on - FOLLOW_UP_UNTIL, "today": on}
    found = sql.rows(_asked(_UNFOLLOWED, person_id), owner=owner.pk, person=person_id, writing=_IN_WRITING, **days)
    latest: dict[int, Owed] = {}
    for row in found:
        latest.setdefault(row[0], Owed(*row))
    return list(latest.values())


def counts_by_day(owner: User, since: date, until: date) -> dict[date, int]:
    """How many touches each day had, both ends included; days without any are left out."""
    return dict(sql.rows(_COUNTS_BY_DAY, owner=owner.pk, first=since, last=until, apart=NOT_TOUCHES))


def people_touched(owner: User, since: date, until: date) -> int:
    """With how many people something happened, both ends included."""
    [[people]] = sql.rows(_PEOPLE_TOUCHED, owner=owner.pk, first=since, last=until)
    return int(people)


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
    parts: dict[int, list[Person]] = {pk: [] for pk in ids}
    notes: dict[int, str] = {}
    for interaction_id, note, who, name in sql.rows(_PARTS, interactions=ids):
        if who == person.pk:
            notes[interaction_id] = note
        else:
            parts[interaction_id].append(Person(pk=who, name=name))
    promises = sql.objects(Promise, _PROMISES, interactions=ids)
    people = {other.pk: other for others in parts.values() for other in others} | {person.pk: person}
    for promise in promises:
        if promise.person_id in people:
            promise.person = people[promise.person_id]
    return [
        Entry(
            one,
            parts[one.pk],
            notes.get(one.pk, ""),
            [promise for promise in promises if promise.interaction_id == one.pk],
        )
        for one in happened
    ]


def _favours_and_thanks(owner: User, on: date, person_id: int | None) -> list[tuple[Owed, str, bool]]:
    """Those of the last 30 days in the order of their days, thanks last; of an introduction all that took part."""
    who = _ONE_OF_THEM if person_id else ""
    days = {"first": on - THANKS_WITHIN, "last": on}
    kinds = (Kind.HELP_RECEIVED, Kind.INTRODUCTION, Kind.THANK_YOU)
    found = sql.rows(_FAVOURS.format(in_book=IN_BOOK, who=who), owner=owner.pk, person=person_id, kinds=kinds, **days)
    rows = [(Owed(*told), direction, bool(in_book)) for _pk, direction, in_book, *told in found]
    return sorted(rows, key=lambda row: (row[0].on, row[0].kind == Kind.THANK_YOU))


def _asked(statement: str, person_id: int | None) -> str:
    return statement.format(in_book=IN_BOOK, who="AND p.id = %(person)s" if person_id else "")


_OWED = """p.id, p.touches, p.cadence_rule, i.id, i.kind, i."on", i.summary, i.place"""
_ONE_OF_THEM = """
    AND i.id IN (SELECT mine.interaction_id FROM interactions_participation mine WHERE mine.person_id = %(person)s)
"""
_FAVOURS = f"""
    SELECT t.id, i.direction, {{in_book}}, {_OWED}
    FROM interactions_interaction i
    JOIN interactions_participation t ON t.interaction_id = i.id
    JOIN people_person p ON p.id = t.person_id
    WHERE i.owner_id = %(owner)s AND i.kind IN %(kinds)s AND i."on" BETWEEN %(first)s AND %(last)s
    AND i.binned_at IS NULL {{who}}
    ORDER BY t.id
"""  # noqa: S608  # put together from the words above
# The last touch, which is kept with the person, spares the question whether anything happened since for nearly everybody.
_UNFOLLOWED = f"""
    SELECT {_OWED}
    FROM interactions_interaction i
    JOIN interactions_participation t ON t.interaction_id = i.id
    JOIN people_person p ON p.id = t.person_id
    WHERE i.owner_id = %(owner)s AND i.kind = 'meeting' AND i."on" BETWEEN %(first)s AND %(last)s
    AND i.binned_at IS NULL AND {{in_book}} {{who}} AND (p.last_touch_on = i."on" OR p.last_touch_on > %(today)s)
    AND NOT EXISTS (
        SELECT 1 FROM interactions_participation u JOIN interactions_interaction j ON j.id = u.interaction_id
        WHERE u.person_id = p.id AND j.binned_at IS NULL AND j."on" <= %(today)s
        AND (j."on" > i."on" OR (j."on" = i."on" AND j.kind IN %(writing)s))
    )
    ORDER BY i."on" DESC, i.id DESC
"""  # noqa: S608  # put together from the words above
_TIMELINE = """
    SELECT i.* FROM interactions_participation t JOIN interactions_interaction i ON i.id = t.interaction_id
    WHERE t.person_id = %(person)s AND i.binned_at IS NULL {from_there}
    ORDER BY i."on" DESC, i.id DESC LIMIT %(most)s
"""
_HAPPENED_AT = """
    SELECT i.* FROM interactions_interaction i
    WHERE i.organisation_id = %(organisation)s AND i.binned_at IS NULL
    ORDER BY i."on" DESC, i.id DESC LIMIT %(most)s
"""
_BEFORE = """AND (i."on" < %(day)s OR (i."on" = %(day)s AND i.id < %(number)s))"""
_OPEN_PROMISES = """
    SELECT r.* FROM interactions_promise r LEFT JOIN interactions_interaction i ON i.id = r.interaction_id
    WHERE r.person_id = %(person)s AND r.kept_on IS NULL AND r.let_go_on IS NULL AND i.binned_at IS NULL
    ORDER BY r.due_on IS NULL, r.due_on, r.id
"""
_PROMISES_TO_SHOW = """
    SELECT r.id
    FROM interactions_promise r
    JOIN people_person p ON p.id = r.person_id
    LEFT JOIN interactions_interaction i ON i.id = r.interaction_id
    WHERE r.owner_id = %(owner)s AND r.let_go_on IS NULL AND p.binned_at IS NULL
    AND ((r.kept_on IS NULL AND i.binned_at IS NULL) OR r.kept_on > %(since)s)
    ORDER BY r.kept_on IS NOT NULL, r.kept_on DESC, r.by, r.due_on IS NULL, r.due_on, r.id
"""
_PARTS = """
    SELECT t.interaction_id, t.private_note, p.id, p.name
    FROM interactions_participation t JOIN people_person p ON p.id = t.person_id
    WHERE t.interaction_id IN %(interactions)s ORDER BY t.id
"""
_PROMISES = """
    SELECT r.* FROM interactions_promise r WHERE r.interaction_id IN %(interactions)s ORDER BY r.id
"""
_COUNTS_BY_DAY = """
    SELECT i."on", COUNT(*) FROM interactions_interaction i
    WHERE i.owner_id = %(owner)s AND i.binned_at IS NULL AND i."on" BETWEEN %(first)s AND %(last)s
    AND i.kind NOT IN %(apart)s
    GROUP BY i."on" ORDER BY i."on"
"""
_PEOPLE_TOUCHED = """
    SELECT COUNT(DISTINCT t.person_id)
    FROM interactions_interaction i JOIN interactions_participation t ON t.interaction_id = i.id
    WHERE i.owner_id = %(owner)s AND i.binned_at IS NULL AND i."on" BETWEEN %(first)s AND %(last)s
"""
