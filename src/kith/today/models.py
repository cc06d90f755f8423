"""Answer: what the user said to a suggestion."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet
from kith.interactions.models import Interaction
from kith.people.models import Person


class Answer(Owned):
    """The user's answer to one reason to reach out to a person. Silences that reason until `until`, or for good."""

    class What(models.TextChoices):
        DONE = "done", _("Done")
        SNOOZED = "snoozed", _("Later")
        NOT_NEEDED = "not_needed", _("Not needed")

    person = models.ForeignKey(Person, models.CASCADE, related_name="answers")
    reason = models.CharField(max_length=20)
    evidence = models.CharField(max_length=60, blank=True)  # which promise, which occasion and year, which due date
    what = models.CharField(max_length=10, choices=What.choices)
    on = models.DateField()
    until = models.DateField(null=True)
    interaction = models.ForeignKey(
        Interaction, models.SET_NULL, null=True, related_name="answers"
    )  # the touch it logged

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "on"], name="answer_by_day"),
            models.Index(fields=["owner", "until"], name="answer_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.on}"
