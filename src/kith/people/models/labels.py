"""How the user gathers people: labels on them, and lists as they want to see them again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid


class Label(OwnedWithUid):
    """A word by which the user gathers people."""

    name = models.CharField(_("name"), max_length=100)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="label_once_per_book",
                violation_error_message=_("You have this label already."),
            )
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Labelling(Owned):
    """A label on a person."""

    person = models.ForeignKey("Person", models.CASCADE, related_name="labellings")
    label = models.ForeignKey(Label, models.CASCADE, related_name="labellings", db_index=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "label"], name="label_once_per_person")]
        # Who has a label, counted without looking at the labellings themselves.
        indexes = [models.Index(fields=["label", "person"], name="labelling_by_label")]

    def __str__(self) -> str:
        return f"{self.label_id} on {self.person_id}"


class SavedView(OwnedWithUid):
    """A list of people as the user wants to see it again: filters, columns, order."""

    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(max_length=2000, blank=True)  # the address's part behind the question mark

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="view_once_per_book",
                violation_error_message=_("You have a view of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
