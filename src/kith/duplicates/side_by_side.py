"""People who may be one, side by side: what each has, where they differ, and what they would be together."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F

from kith.duplicates.choosing import preferred
from kith.duplicates.doubles import are_doubles
from kith.duplicates.joining import Choice, joined_fields
from kith.people.models import ContactPoint, Labelling, Person, PersonQuerySet, Position
from kith.ui import persons

_COMPARED = ("name", "nickname", "pronouns", "headline", "relation", "met_on", "met_at", "met_through", "photo")


class Option(NamedTuple):
    """What one of the people has in a field. `is_likely`: what is taken unless the user says otherwise."""

    person_id: int
    text: str
    photo: str
    is_likely: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the people differ, with what each has; whoever has nothing is left out."""

    field: str
    name: str
    options: tuple[Option, ...]


class Fact(NamedTuple):
    """A role, a contact point or a label as one of the people has it; `is_shared` where another one has it too."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of the people with what may tell them apart."""

    person: Person
    roles: tuple[Fact, ...]
    points: tuple[Fact, ...]
    labels: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """What the people would be together. `person` is not saved."""

    person: Person
    roles: tuple[str, ...]
    points: tuple[str, ...]
    labels: tuple[str, ...]
    touches: int
    has_joined_notes: bool


def known_best_first(people: PersonQuerySet) -> list[Person]:
    """The people, whom most is known of first: the first is the record that stays, unless the user says otherwise."""
    counted = people.select_related("met_through").annotate(lines=Count("points", distinct=True))
    return list(counted.order_by("-is_self", "-touches", "-lines", F("edited_at").desc(nulls_last=True), "pk"))


def sides(people: Sequence[Person]) -> list[Side]:
    """Each person with roles, contact points and labels; three queries."""
    roles, points, labels = (_said(rows) for rows in (_positions(people), _points(people), _labels(people)))
    return [Side(person, _of(person, roles), _of(person, points), _of(person, labels)) for person in people]


def differences(people: Sequence[Person]) -> list[Difference]:
    """The fields in which at least two have something, and not the same."""
    found = []
    for field in _COMPARED:
        likely = preferred(people, field)
        options = tuple(Option(p.pk, text, _photo(p, field), p == likely) for p in people if (text := _text(p, field)))
        if len({option.text for option in options}) > 1:
            found.append(Difference(field, str(Person._meta.get_field(field).verbose_name), options))  # type: ignore[union-attr]
    return found


def likely_picks(people: Sequence[Person]) -> dict[str, int]:
    """Of each field in which the people differ: the id of the one whose value is taken unless the user says otherwise."""
    return {each.field: next(o.person_id for o in each.options if o.is_likely) for each in differences(people)}


def choices_of(picks: Mapping[str, int], absorbed: Person) -> dict[str, Choice]:
    """The picks as one merge of several takes them: this person's own value, or what is there already."""
    return {name: "absorbed" if pk == absorbed.pk else "kept" for name, pk in picks.items()}


def together(people: Sequence[Person], kept: Person, picks: Mapping[str, int]) -> Whole:
    """What comes of merging all into the kept one, with these picks. Nothing is written; four queries."""
    whole, others = copy.copy(kept), [person for person in people if person != kept]
    for other in others:
        for name, value in joined_fields(whole, other, choices_of(picks, other)).items():
            setattr(whole, name, value)
    ordered = [kept, *others]
    touched = Person.interactions.through.objects.filter(person__in=ordered, interaction__binned_at=None)
    return Whole(
        whole,
        tuple(_role(row) for row in _once(_positions(ordered), ordered)),
        tuple(row.value for row in _once(_points(ordered), ordered)),
        tuple(sorted({row.label.name for row in _labels(ordered)})),
        touched.values("interaction").distinct().count(),
        sum(bool(person.notes) for person in people) > 1,
    )


def _positions(people: Sequence[Person]) -> list[Any]:
    rows = Position.objects.filter(person__in=people).select_related("organisation")
    return list(rows.order_by("-is_current", "pk"))


def _points(people: Sequence[Person]) -> list[Any]:
    return list(ContactPoint.objects.filter(person__in=people).order_by("-is_preferred", "pk"))


def _labels(people: Sequence[Person]) -> list[Any]:
    return list(Labelling.objects.filter(person__in=people).select_related("label").order_by("label__name"))


def _once(rows: Sequence[Any], people: Sequence[Person]) -> list[Any]:
    """The rows without those that say the same as one of somebody earlier."""
    kept: list[Any] = []
    for person in people:
        own = [row for row in rows if row.person_id == person.pk]
        kept += [
            row for row in own if not any(are_doubles(other, row, row._meta.get_field("person")) for other in kept)
        ]
    return [row for row in rows if row in kept]


def _said(rows: Sequence[Any]) -> list[tuple[int, str]]:
    """Whose, and in words; each once."""
    return list(dict.fromkeys((row.person_id, text) for row in rows if (text := _in_words(row))))


def _in_words(row: Any) -> str:
    if isinstance(row, Position):
        return _role(row)
    return str(row.label.name if isinstance(row, Labelling) else row.value)


def _of(person: Person, said: list[tuple[int, str]]) -> tuple[Fact, ...]:
    count = Counter(text.casefold() for _pk, text in said)
    return tuple(Fact(text, count[text.casefold()] > 1) for pk, text in said if pk == person.pk)


def _role(position: Position) -> str:
    parts = (position.title, position.organisation.name if position.organisation else "")
    return ", ".join(part for part in parts if part)


def _text(person: Person, field: str) -> str:
    if field == "relation":
        return str(person.get_relation_display())
    return str(getattr(person, field) or "")


def _photo(person: Person, field: str) -> str:
    return persons.photo_url(person) if field == "photo" else ""
