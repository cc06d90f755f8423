"""Suggestion: something that a source says, which the user takes or not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import OwnedQuerySet, OwnedWithUid
from kith.people.models import Person


class Suggestion(OwnedWithUid):
    """One suggestion. It changes nothing until the user takes it.

    `facts` by kind:
    person    {"name", "key", "sent", "received", "first", "last", "days": [interactions as imports.offers writes them]}
    position  {"title", "organisation", "department"}
    point     {"kind", "value", "label"}
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Somebody to add")
        POSITION = "position", _("A role")
        POINT = "point", _("A way to reach them")

    class State(models.TextChoices):
        COUNTING = "counting", _("Not often enough yet")
        OPEN = "open", _("Open")
        TAKEN = "taken", _("Taken")
        DISMISSED = "dismissed", _("Not needed")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="suggestions")
    facts = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True)  # where it is from, in words: "her mail of 3 May 2026"
    source_key = models.CharField(max_length=300)  # the same suggestion is made once
    decided_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="suggestion_uid"),
            models.UniqueConstraint(fields=["owner", "source_key"], name="suggestion_once"),
        ]
        indexes = [
            models.Index(fields=["owner", "kind", "created_at"], name="suggestion_open", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.source}"
