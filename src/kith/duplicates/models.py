"""Merge: two people made one, with what it takes to part them again. Pair: two who may be one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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


class Pair(OwnedWithUid):
    """Two people who may be one. `first` is the one with the lower id; once decided, it is not asked again."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SAME = "same", _("The same")
        DIFFERENT = "different", _("Not the same")

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    probability = models.FloatField()  # that they are one, from 0 to 1, as kith.linkage works it out
    evidence = models.JSONField(default=list)  # for and against, as kith.linkage.explain gives it
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "first", "second"], name="pair_once")]
        indexes = [models.Index(fields=["owner", "-probability"], name="pair_open", condition=Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
