"""Change: that something happened in a book which its network depends on."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from kith.accounts.models import User


class Change(models.Model):
    """A row for each change of a book that bears on its network, so that a stored network is known to be out of date.

    Rows are only ever added, as two transactions that count one number up would wait for one another.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"change {self.pk}"
