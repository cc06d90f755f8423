"""What stays of those who are gone: marks that nobody reads back, and files that are still to be deleted."""

from __future__ import annotations

from django.db import models

from kith.accounts.models import Owned, OwnedQuerySet, new_uid


class Tombstone(Owned):
    """That somebody was erased: an HMAC of one identifier or name of theirs, by which an import leaves them out.

    See people.tombstones. Nothing can be read back from it. `salt` is the key of the HMAC, made once for a book.
    """

    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    burial = models.UUIDField(default=new_uid)  # what was buried together, and may come back together
    erased_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "digest"], name="tombstone_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class UnusedPhoto(models.Model):
    """The file of a photo that nobody has any more, from when that is saved until it is deleted, whatever comes between."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name
