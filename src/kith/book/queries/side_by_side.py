"""People who may be one, side by side: what each has, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, F

from kith.people.models import ContactPoint, Person, PersonQuerySet, Position
from kith.ui import persons

_COMPARED = ("name", "nickname", "pronouns", "headline", "relation", "met_on", "met_at", "met_through", "photo")


class Option(NamedTuple):
    """What one of the people has in a field."""

    person_id: int
    text: str
    photo: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the people differ, with what each has; whoever has nothing is left out."""

    field: str
    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the people with what may tell them apart."""

    person: Person
    positions: tuple[str, ...]
    points: tuple[str, ...]


def known_best_first(people: PersonQuerySet) -> list[Person]:
    """The people, whom most is known of first."""
    counted = people.select_related("met_through").annotate(lines=Count("points", distinct=True))
    return list(counted.order_by("-is_self", "-touches", "-lines", F("edited_at").desc(nulls_last=True), "pk"))


def sides(people: Sequence[Person]) -> list[Side]:
    """Each person with roles and contact points; two queries."""
    ids = [person.pk for person in people]
    positions = Position.objects.filter(person__in=ids).select_related("organisation").order_by("-is_current", "pk")
    points = ContactPoint.objects.filter(person__in=ids).order_by("-is_preferred", "pk")
    roles = [(position.person_id, _role(position)) for position in positions]
    values = [(point.person_id, point.value) for point in points]
    return [Side(person, _of(person, roles), _of(person, values)) for person in people]


def differences(people: Sequence[Person]) -> list[Difference]:
    """The fields in which at least two have something, and not the same."""
    found = []
    for field in _COMPARED:
        options = tuple(Option(p.pk, text, _photo(p, field)) for p in people if (text := _text(p, field)))
        if len({option.text for option in options}) > 1:
            found.append(Difference(field, str(Person._meta.get_field(field).verbose_name), options))  # type: ignore[union-attr]
    return found


def _of(person: Person, texts: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for pk, text in texts if pk == person.pk and text))


def _role(position: Position) -> str:
    parts = (position.title, position.organisation.name if position.organisation else "")
    return ", ".join(part for part in parts if part)


def _text(person: Person, field: str) -> str:
    if field == "relation":
        return str(person.get_relation_display())
    return str(getattr(person, field) or "")


def _photo(person: Person, field: str) -> str:
    return persons.photo_url(person) if field == "photo" else ""
