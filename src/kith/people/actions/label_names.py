"""Renaming a label, and taking one away; the people stay."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.people import cleaning, searchtexts, signals
from kith.people.actions.labels import MAX_LABEL, label_people
from kith.people.folding import fold
from kith.people.models import Label, Person


@transaction.atomic
def rename_label(label: Label, name: str, *, at: datetime) -> Label:
    """Give a label another name. Where there is a label of that name, its people join those: that label is returned.

    Raises ValidationError.
    """
    name = cleaning.clean_line(name, "name", MAX_LABEL).lstrip("#").strip()
    if not name:
        raise ValidationError({"name": _("A label needs a name.")})
    others = Label.objects.filter(owner=label.owner).exclude(pk=label.pk)
    namesake = next((other for other in others if fold(other.name) == fold(name)), None)
    if namesake is not None:
        return _join(label, namesake, at)
    Label.objects.filter(pk=label.pk).update(name=name)
    label.name = name
    _announce(label, _people_with(label))
    return label


@transaction.atomic
def remove_label(label: Label) -> None:
    """Take a label away from everybody, with the rhythm that it may have."""
    ids = _people_with(label)
    Label.objects.filter(pk=label.pk).delete()
    _announce(label, ids)


def _join(label: Label, namesake: Label, at: datetime) -> Label:
    people = list(Person.objects.filter(labellings__label=label).select_related("owner"))
    if people:
        label_people(people, namesake.name, at=at)
    remove_label(label)
    return namesake


def _people_with(label: Label) -> list[int]:
    return list(label.labellings.values_list("person_id", flat=True))


def _announce(label: Label, person_ids: list[int]) -> None:
    if person_ids:
        searchtexts.refresh(label.owner, person_ids)
        signals.people_changed.send(Person, owner=label.owner, people_ids=person_ids)
