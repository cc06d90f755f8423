"""What one step changed, kept in a signed word of its own, so that the step can be taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core import serializers, signing
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.acquaintances.models import Asking
from kith.errors import Refused
from kith.interactions.models import Participation
from kith.people import actions as people_actions
from kith.people.models import Organisation, Person
from kith.ties.models import Acquaintance, Inroad

_SALT = "kith.acquaintances"
_OURS = {model._meta.label_lower: model for model in (Acquaintance, Inroad, Asking)}


@dataclass
class Changes:
    """What a step did so far: rows that it made, rows as they were before it, people and organisations that it added."""

    made: list[tuple[str, int]] = field(default_factory=list)
    before: list[Any] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    organisations: list[int] = field(default_factory=list)

    def keep(self, row: Model) -> None:
        """Remember how a row is, before it is changed or deleted."""
        # Not Django's own JSON, which leaves out what is shorter than a millisecond.
        self.before += json.loads(json.dumps(serializers.serialize("python", [row]), default=_as_text))

    def add(self, row: Model) -> None:
        """Remember that a row was made."""
        self.made.append((row._meta.label_lower, row.pk))

    def signed(self, owner: User) -> str:
        """All of it as a word that only this instance can have written."""
        parts = {"owner": owner.pk, "made": self.made, "before": self.before}
        parts |= {"people": self.people, "organisations": self.organisations}
        return signing.dumps(parts, salt=_SALT, compress=True)


@transaction.atomic
def take_back(owner: User, word: str, *, at: datetime) -> list[Person]:
    """Undo a step; return the people who go into the bin, as nothing else is known of them. Raises Refused."""
    try:
        parts = signing.loads(word, salt=_SALT)
    except signing.BadSignature as error:
        raise Refused(_("This cannot be undone.")) from error
    if parts["owner"] != owner.pk:
        raise Refused(_("This cannot be undone."))
    made = [(label, pk) for label, pk in parts["made"]]
    for label, pk in made:
        for row in _OURS[label]._default_manager.filter(owner=owner, pk=pk):
            row.delete()
    for saved in reversed(parts["before"]):
        if (saved["model"], saved["pk"]) not in made:
            _put_back(saved)
    left = _put_away(owner, parts["people"], at)
    for organisation in Organisation.objects.filter(owner=owner, pk__in=parts["organisations"]):
        _drop_unused(organisation)
    return left


def _put_back(saved: Any) -> None:
    """Write a row as it was, unless whom it tells of is gone."""
    for found in serializers.deserialize("python", [saved]):
        links = [column for column in found.object._meta.concrete_fields if column.is_relation]
        if all(_is_there(found.object, column) for column in links):
            found.save()


def _as_text(value: Any) -> str:
    return str(value.isoformat() if isinstance(value, date) else value)


def _is_there(row: Any, column: Any) -> bool:
    value = getattr(row, column.attname)
    model = apps.get_model(column.related_model._meta.label)
    return value is None or bool(model._base_manager.filter(pk=value).exists())


def _put_away(owner: User, ids: list[int], at: datetime) -> list[Person]:
    """Those whom nobody has edited since, and with whom nothing happened."""
    new = Person.objects.visible_to(owner).in_book().filter(pk__in=ids, version=1)
    met = set(Participation.objects.filter(owner=owner, person__in=ids).values_list("person_id", flat=True))
    leaving = [person for person in new.select_related("owner").order_by("pk") if person.pk not in met]
    people_actions.bin_people(leaving, at=at)
    return leaving


def _drop_unused(organisation: Organisation) -> None:
    used = (
        rel.field.model._base_manager.filter(**{rel.field.name: organisation}).exists()
        for rel in Organisation._meta.related_objects
    )
    if not any(used):
        organisation.delete()
