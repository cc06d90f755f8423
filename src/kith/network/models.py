"""Change: that something happened in a book which its network depends on."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone

from kith.accounts.models import User


def new_mark() -> int:
    """Return a number that no other change has; a book's fit into 64 bits together."""
    return secrets.randbits(40)


class Change(models.Model):
    """A row for each change of a book that bears on its network, so that a stored network is known to be out of date.

    Rows are only ever added, as two transactions that count one number up would wait for one another. `mark` is drawn at
    random, so that no two states of a book are ever taken for one another, whatever is rolled back or restored.
    """

    # Not held by the database: while a user is deleted with all rows of the book, those are changes as well.
    owner = models.ForeignKey(User, models.CASCADE, related_name="+", db_constraint=False)
    mark = models.BigIntegerField(default=new_mark)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"change {self.pk}"
