"""Labels on people, and what people are to the user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.people import cleaning, rows, searchtexts, signals
from kith.people.folding import fold
from kith.people.models import Label, Labelling, Person

MAX_LABEL = 100
_CHUNK = 500


@transaction.atomic
def label_people(people: Iterable[Person], label_name: str, *, at: datetime) -> Label:
    """Put a label on all of these people, of one book; the label is made if it is new. Raises ValidationError."""
    chosen = list(people)
    if not chosen:
        raise ValidationError(_("Choose at least one person."))
    owner = chosen[0].owner
    label = find_or_add_label(owner, label_name)
    have = set(Labelling.objects.filter(label=label).values_list("person_id", flat=True))
    new = [person.pk for person in chosen if person.pk not in have]
    Labelling.objects.bulk_create(
        [Labelling(owner=owner, label=label, person_id=pk) for pk in new], ignore_conflicts=True, batch_size=500
    )
    _touch(owner, new, at)
    return label


@transaction.atomic
def unlabel_people(people: Iterable[Person], label: Label, *, at: datetime | None = None) -> int:
    """Take a label off these people, and return off how many."""
    chosen = [person.pk for person in people]
    have = set(Labelling.objects.filter(label=label).values_list("person_id", flat=True))
    ids = [pk for pk in chosen if pk in have]
    for start in range(0, len(ids), _CHUNK):
        Labelling.objects.filter(label=label, person_id__in=ids[start : start + _CHUNK]).delete()
    _touch(label.owner, ids, at)
    return len(ids)


@transaction.atomic
def set_relation(people: Iterable[Person], relation: str, *, at: datetime) -> int:
    """Say what these people, of one book, are to the user; return how many. Raises ValidationError."""
    relation = rows.clean_value(Person._meta.get_field("relation"), relation)
    changed = [person for person in people if person.relation != relation]
    for start in range(0, len(changed), _CHUNK):
        ids = [person.pk for person in changed[start : start + _CHUNK]]
        Person.objects.filter(pk__in=ids).update(relation=relation)
    if changed:
        _touch(changed[0].owner, [person.pk for person in changed], at)
    return len(changed)


def relabel(person: Person, label_names: Iterable[str], batch: UUID | None = None) -> None:
    """Make these the labels of a person: a part of adding and editing. Raises ValidationError."""
    names = [name for name in label_names if name.strip()]
    wanted = {label.pk: label for label in (find_or_add_label(person.owner, name) for name in names)}
    Labelling.objects.filter(person=person).exclude(label_id__in=wanted).delete()
    have = set(Labelling.objects.filter(person=person).values_list("label_id", flat=True))
    Labelling.objects.bulk_create(
        Labelling(owner=person.owner, person=person, label=label, batch=batch)
        for pk, label in wanted.items()
        if pk not in have
    )


def find_or_add_label(owner: User, name: str) -> Label:
    """The label of this name, in whatever case; made if it is new. Raises ValidationError."""
    name = cleaning.clean_line(name, "labels", MAX_LABEL).lstrip("#").strip()
    if not name:
        raise ValidationError({"labels": _("A label needs a name.")})
    same = [label for label in Label.objects.filter(owner=owner) if fold(label.name) == fold(name)]
    return next((label for label in same if label.name == name), None) or (
        same[0] if same else Label.objects.create(owner=owner, name=name)
    )


def _touch(owner: User, ids: Sequence[int], at: datetime | None) -> None:
    """A form that was opened before must not quietly take the change back: its version is old now."""
    for start in range(0, len(ids), _CHUNK):
        people = Person.objects.filter(pk__in=ids[start : start + _CHUNK])
        people.update(version=F("version") + 1, **({"edited_at": at} if at else {}))
    searchtexts.refresh(owner, ids)
    if ids:
        signals.people_changed.send(Person, owner=owner, people_ids=list(ids))
