"""Giving a person a photo, and taking it away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F

from kith.people import photos, signals
from kith.people.models import Person


@transaction.atomic
def set_photo(person: Person, image_bytes: bytes, *, at: datetime) -> Person:
    """Give a person a photo in the place of any before. Raises ValidationError if it cannot be read."""
    return _replace_photo(person, photos.keep(image_bytes), at)


@transaction.atomic
def remove_photo(person: Person, *, at: datetime) -> Person:
    """Take a person's photo away."""
    return _replace_photo(person, "", at)


def forget_unused(names: Iterable[str]) -> None:
    """After the transaction, delete those of the photos that nobody has; somebody merged may share one."""
    for name in filter(None, names):
        transaction.on_commit(partial(_forget_if_unused, name))


def _replace_photo(person: Person, name: str, at: datetime) -> Person:
    present = Person.objects.select_for_update().select_related("owner").get(pk=person.pk)
    Person.objects.filter(pk=person.pk).update(photo=name, version=F("version") + 1, edited_at=at)
    forget_unused([present.photo])
    person.refresh_from_db(fields=["photo", "version", "edited_at"])
    signals.people_changed.send(Person, owner=present.owner, people_ids=[person.pk])
    return person


def _forget_if_unused(name: str) -> None:
    if not Person.objects.filter(photo=name).exists():
        photos.forget(name)
