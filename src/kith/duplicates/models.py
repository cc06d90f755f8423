"""Merge: two people made one, with what it takes to part them again. Pair: two who may be one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import OwnedQuerySet, OwnedWithUid
from kith.people.models import Person

CERTAIN = 1.0  # the probability of a pair with an exact identifier that nothing contradicts
_SURENESS = ((CERTAIN, _("Certain")), (0.95, _("Very likely")), (0.8, _("Likely")), (0.0, _("Perhaps")))


class Merge(OwnedWithUid):
    """Two people who are one for now. A merge that is taken apart is gone.

    `moved` and `stayed` name the rows that went over and those that the kept person had, so that what was added since
    is known. `before` and `after` hold what the merge changed: the kept person's fields, rows that were filled from
    others ("rows"), and in `before` also the rows that were taken away because others said the same ("removed").
    """

    kept = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Person, models.CASCADE, related_name="merged_away")
    moved = models.JSONField(default=dict)
    stayed = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}"


class Pair(OwnedWithUid):
    """Two people who may be one. `first` is the one with the lower id; once decided, it is not asked again."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
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

    @property
    def is_certain(self) -> bool:
        """Whether they share an exact identifier, and nothing contradicts."""
        return self.probability >= CERTAIN

    @property
    def sureness(self) -> str:
        """How likely they are one, in a word or two."""
        return next(str(words) for least, words in _SURENESS if self.probability >= least)

    @property
    def reason(self) -> str:
        """Why they may be one, and what speaks against it: "Same phone; Bob is short for Robert"."""
        said = "; ".join(self.evidence)
        return said[:1].upper() + said[1:]
