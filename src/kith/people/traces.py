"""What somebody can be recognised by in rows that do not point at them: identifiers, names, organisations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kith.accounts.models import User
from kith.people.models import ContactPoint, Identity, Person, Position


@dataclass(frozen=True)
class Traces:
    """`keys` as identity.key_of writes them, `words` as they stand in files: addresses, numbers, whole names."""

    keys: frozenset[str]
    names: frozenset[str]
    organisations: frozenset[str]
    words: frozenset[str]


def traces_of(owner: User, ids: Collection[int]) -> Traces:
    """Of these people together: whoever was merged is one of them."""
    about = {"owner": owner, "person__in": ids}
    points = list(ContactPoint.objects.filter(**about).exclude(kind="address").values_list("key", "value"))
    keys = {key for key, _value in points if key} | set(Identity.objects.filter(**about).values_list("key", flat=True))
    names = set(Person.objects.filter(owner=owner, pk__in=ids).values_list("name", flat=True))
    places = Position.objects.filter(**about).exclude(organisation=None).values_list("organisation__name", flat=True)
    values = {value for _key, value in points if len(value) > _SHORTEST}
    slugs = {key.partition(":")[2] for key in keys if key.startswith(("linkedin:", "uid:"))}
    return Traces(frozenset(keys), frozenset(names), frozenset(places), frozenset(names | values | slugs) - {""})


_SHORTEST = 5  # shorter values are found in everything
