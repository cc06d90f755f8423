"""Where people are, or were: organisations, and their positions there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.people.models.person import Person


class Organisation(OwnedWithUid):
    """A company, school, club or office. `key` is its name folded, by which it is found again."""

    name = models.CharField(_("name"), max_length=300)
    key = models.CharField(max_length=300, editable=False)
    url = models.CharField(_("web address"), max_length=500, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    followed_on = models.DateField(_("following since"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="organisation_once_per_book")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Position(Owned):
    """A person's role at an organisation, or time at a school. Dates are ISO 8601, as exact as known."""

    class Kind(models.TextChoices):
        WORK = "work", _("Work")
        EDUCATION = "education", _("Education")

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, blank=True, related_name="positions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.WORK)
    title = models.CharField(_("title"), max_length=300, blank=True)
    department = models.CharField(_("department"), max_length=300, blank=True)
    started = models.CharField(_("started"), max_length=10, blank=True)
    ended = models.CharField(_("ended"), max_length=10, blank=True)
    is_current = models.BooleanField(_("current"), default=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    noticed_on = models.DateField(null=True, editable=False)  # when an import saw that it is new

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            # Said as "is not null", which SQLite recognises in a question that compares; "not is null" it does not.
            models.Index(
                fields=["owner", "noticed_on"], name="position_noticed", condition=Q(noticed_on__isnull=False)
            ),
            # Who is where now, counted without looking at the positions themselves: SQLite does so only where the index
            # holds the column of its own condition as well.
            models.Index(
                fields=["organisation", "person", "is_current"], name="position_now", condition=Q(is_current=True)
            ),
            # The day of the year on which it started, "05-23" or "05": for anniversaries.
            models.Index("owner", Substr("started", 6), name="position_start_day", condition=Q(is_current=True)),
        ]

    def __str__(self) -> str:
        return self.title or str(self.organisation_id)
