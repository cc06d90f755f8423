"""Giving a person a photo, and taking it away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F

from kith.people import photos, signals
from kith.people.models import Person, UnusedPhoto


@transaction.atomic
def set_photo(person: Person, image_bytes: bytes, *, at: datetime) -> Person:
    """Give a person a photo in the place of any before. Raises ValidationError if it cannot be read."""
    return _replace_photo(person, photos.keep(image_bytes), at)


@transaction.atomic
def remove_photo(person: Person, *, at: datetime) -> Person:
    """Take a person's photo away."""
    return _replace_photo(person, "", at)


def forget_unused(names: Iterable[str]) -> None:
    """After the transaction, delete those of the photos that nobody has; somebody merged may share one.

    If Kith is ended before it comes to that, it is done when it starts again.
    """
    wanted = sorted(set(filter(None, names)))
    if wanted:
        UnusedPhoto.objects.bulk_create((UnusedPhoto(name=name) for name in wanted), ignore_conflicts=True)
        transaction.on_commit(partial(delete_unused, wanted))


def delete_unused(names: Iterable[str] | None = None) -> None:
    """Delete the files of these photos that nobody has any more, or of all of which that was noted."""
    noted = UnusedPhoto.objects.all() if names is None else UnusedPhoto.objects.filter(name__in=names)
    for row in noted:
        _forget_if_unused(row.name)
    noted.delete()


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
