"""Asking: when the user was last asked whom else somebody knows, so that they are not asked too often."""

from __future__ import annotations

from django.db import models

from kith.accounts.models import Owned, OwnedQuerySet
from kith.people.models import Person


class Asking(Owned):
    """That "Who else do they know?" was answered or put off for a person, or is not to be asked of them again."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="asking")
    on = models.DateField(null=True)
    never = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"asked about {self.person_id}"
