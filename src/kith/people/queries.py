"""What can be asked about the people of a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from kith.accounts.models import OwnedQuerySet, User
from kith.people.folding import fold
from kith.people.models import ContactPoint, Identity, Label, Organisation, Person, PersonQuerySet, Position
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


def known_people(owner: User) -> list[Known]:
    """Everyone in the book, for finding names in a line of text. Two queries."""
    places = dict(_current_organisations(owner))
    people = Person.objects.visible_to(owner).in_book().order_by("pk")
    rows = people.values_list("pk", "name", "nickname")
    return [Known(pk, name, nickname, places.get(pk, "")) for pk, name, nickname in rows]


def people_by_keys(owner: User, keys: Iterable[str], *, binned: bool = False) -> dict[str, int]:
    """Who of the book each identifier belongs to. Somebody merged counts as who they were merged into.

    Where two people have the same identifier, the one who came first is meant. With `binned`, also those in the bin.
    """
    wanted = sorted(set(keys) - {""})
    found: dict[str, int] = {}
    masters = _masters(owner)
    hidden = set() if binned else set(_away(owner))
    for start in range(0, len(wanted), _CHUNK):
        for key, person_id in _holders(owner, wanted[start : start + _CHUNK]):
            master = masters.get(person_id, person_id)
            if master not in hidden and master <= found.get(key, master):
                found[key] = master
    return found


def own_card(owner: User) -> Person | None:
    """The person who is the user themself, if the book has one."""
    return Person.objects.visible_to(owner).filter(is_self=True).first()


def labels(owner: User) -> OwnedQuerySet:
    """The user's labels by name."""
    return Label.objects.visible_to(owner)


def organisations(owner: User) -> QuerySet[Organisation]:
    """The user's organisations by name."""
    return Organisation.objects.visible_to(owner)


def _current_organisations(owner: User) -> Iterator[tuple[int, str]]:
    """Person and organisation, the latest last, so that it is the one a dict keeps."""
    current = Position.objects.filter(owner=owner, is_current=True, kind=Position.Kind.WORK)
    named = current.exclude(organisation=None).order_by("started", "-pk")
    yield from named.values_list("person_id", "organisation__name")


def _holders(owner: User, keys: list[str]) -> Iterator[tuple[str, int]]:
    for model in (ContactPoint, Identity):
        yield from model.objects.filter(owner=owner, key__in=keys).values_list("key", "person_id")


def _masters(owner: User) -> dict[int, int]:
    """Of everyone merged: who they are part of now, through any number of merges."""
    into = dict(Person.objects.filter(owner=owner).exclude(merged_into=None).values_list("pk", "merged_into_id"))
    masters: dict[int, int] = {}
    for person_id, master in into.items():
        while master in into:
            master = into[master]
        masters[person_id] = master
    return masters


def _away(owner: User) -> Iterator[int]:
    yield from Person.objects.filter(owner=owner).exclude(binned_at=None).values_list("pk", flat=True)
