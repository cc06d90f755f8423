"""What can be asked about the people of a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from kith import sql
from kith.accounts.models import OwnedQuerySet, User
from kith.people.folding import fold
from kith.people.models import IN_BOOK, ContactPoint, Identity, Label, Organisation, Person, PersonQuerySet, Position
from kith.people.occasions import Upcoming as Upcoming
from kith.people.occasions import upcoming_occasions as upcoming_occasions

_CHUNK = 500


class Known(NamedTuple):
    """Somebody as the capture line knows them. `organisation` is where they are now, "" if not known."""

    id: int
    name: str
    nickname: str
    organisation: str


def find_people(owner: User, text: str) -> PersonQuerySet:
    """People of the book of whom every word of the text is known, in the order of their names."""
    people: PersonQuerySet = Person.objects.visible_to(owner).in_book()
    for word in fold(text).split():
        # Both sides are folded, so that no case has to be thought of: three times as fast as LIKE on SQLite.
        people = people.filter(GreaterThan(StrIndex("search_text", Value(word)), 0))
    return people.order_by("sort_name", "pk")


def known_people(owner: User, ids: Sequence[int] | None = None) -> list[Known]:
    """Everyone in the book, or those of them with these ids, for finding names in a line of text. Two queries."""
    # The plus keeps SQLite from going through the whole book for a few of it.
    who = "p.owner_id = %(owner)s" if ids is None else "+p.owner_id = %(owner)s AND p.id IN %(ids)s"
    among = ids or ()
    places: dict[int, str] = dict(sql.rows(_CURRENT_ORGANISATIONS.format(who=who), owner=owner.pk, ids=among))
    rows = sql.rows(_KNOWN.format(in_book=IN_BOOK, who=who), owner=owner.pk, ids=among)
    return [Known(pk, name, nickname, places.get(pk, "")) for pk, name, nickname in rows]


def positions_of(person: Person) -> list[Position]:
    """A person's positions in the order in which they were written down, each with the name of its organisation at hand."""
    positions = sql.objects(Position, _POSITIONS, person=person.pk)
    for position in positions:
        if position.organisation_id is not None:
            position.organisation = Organisation(pk=position.organisation_id, name=vars(position)["organisation_name"])
    return positions


def people_by_keys(owner: User, keys: Iterable[str], *, binned: bool = False) -> dict[str, int]:
    """Who of the book each identifier belongs to. Somebody merged counts as who they were merged into.

    Where two people have the same identifier, the one who came first is meant. With `binned`, also those in the bin.
    """
    wanted = sorted(set(keys) - {""})
    found: dict[str, int] = {}
    masters = merged_into(owner)
    hidden = set() if binned else set(_away(owner))
    for start in range(0, len(wanted), _CHUNK):
        for key, person_id in _holders(owner, wanted[start : start + _CHUNK]):
            master = masters.get(person_id, person_id)
            if master not in hidden and master <= found.get(key, master):
                found[key] = master
    return found


def merged_into(owner: User) -> dict[int, int]:
    """Of everyone merged: who they are part of now, through any number of merges."""
    into = dict(Person.objects.filter(owner=owner).exclude(merged_into=None).values_list("pk", "merged_into_id"))
    masters: dict[int, int] = {}
    for person_id, master in into.items():
        while master in into:
            master = into[master]
        masters[person_id] = master
    return masters


def own_card(owner: User) -> Person | None:
    """The person who is the user themself, if the book has one."""
    return Person.objects.visible_to(owner).filter(is_self=True).first()


def labels(owner: User) -> OwnedQuerySet:
    """The user's labels by name."""
    return Label.objects.visible_to(owner)


def organisations(owner: User) -> QuerySet[Organisation]:
    """The user's organisations by name."""
    return Organisation.objects.visible_to(owner)


def _holders(owner: User, keys: list[str]) -> Iterator[tuple[str, int]]:
    for model in (ContactPoint, Identity):
        yield from model.objects.filter(owner=owner, key__in=keys).values_list("key", "person_id")


def _away(owner: User) -> Iterator[int]:
    yield from Person.objects.filter(owner=owner).exclude(binned_at=None).values_list("pk", flat=True)


_KNOWN = """
    SELECT p.id, p.name, p.nickname FROM people_person p
    WHERE {who} AND {in_book}
    ORDER BY p.id
"""
# The latest last, so that it is the one a dict keeps.
_CURRENT_ORGANISATIONS = """
    SELECT p.id, g.name
    FROM people_position s
    JOIN people_person p ON p.id = s.person_id
    JOIN people_organisation g ON g.id = s.organisation_id
    WHERE {who} AND s.is_current AND s.kind = 'work'
    ORDER BY s.started, s.id DESC
"""
_POSITIONS = """
    SELECT s.*, g.name AS organisation_name
    FROM people_position s LEFT JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.person_id = %(person)s ORDER BY s.id
"""
