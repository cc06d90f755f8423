"""Erasing somebody for good, and letting them come back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from kith.accounts.models import User
from kith.people import actions as people
from kith.people import tombstones
from kith.people.models import Person


def erase(person: Person, *, at: datetime) -> None:
    """Erase somebody so that nothing of them remains, in the files of the database neither."""
    people.erase_people([person], at=at)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        # What was deleted is overwritten (secure_delete), but still stands in the log of writes until that is emptied.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def let_back(owner: User, keys: Iterable[str], name: str) -> bool:
    """Take the tombstones away by which somebody is known, and return whether there were any."""
    return tombstones.lift(owner, keys, name)
