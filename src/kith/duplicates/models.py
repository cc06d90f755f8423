"""Merge: two people made one, with what it takes to part them again."""

from __future__ import annotations

from django.db import models

from kith.accounts.models import OwnedQuerySet, OwnedWithUid
from kith.people.models import Person


class Merge(OwnedWithUid):
    """One merge. `moved` names the rows that went over, `before` holds the kept person's fields as they were."""

    kept = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Person, models.CASCADE, related_name="merged_away")
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    split_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}"
