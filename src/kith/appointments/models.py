"""Appointment, Attendance: a meeting that a calendar tells of and that is still to come, and who will be there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.people.models import Person


class AppointmentQuerySet(OwnedQuerySet):
    """Filters over appointments."""

    def standing(self) -> Self:
        """Neither cancelled nor become an interaction."""
        return self.filter(cancelled_at=None, became=None)

    def over(self, now: datetime, today: date) -> Self:
        """Those that have ended; what takes the whole day ends with the user's day."""
        timed = Q(ends_at__lte=now) | Q(ends_at=None, starts_at__lte=now)
        return self.filter(timed | Q(starts_at=None, on__lt=today))

    def in_order(self) -> Self:
        """By day, and in a day what takes all of it first."""
        return self.order_by("on", F("starts_at").asc(nulls_first=True), "pk")


class Appointment(OwnedWithUid):
    """Something in the calendar. `on` is its day in the user's calendar; `starts_at` is None if it takes the whole day.

    When it is over, it becomes an interaction with those of its people who are in the book. `cancelled_at` is set by the
    calendar, which may take that back, or by the user (`is_taken_out`), which holds.
    """

    title = models.CharField(_("title"), max_length=500, blank=True)
    on = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    url = models.CharField(_("web address"), max_length=1000, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    source_key = models.CharField(max_length=300, editable=False)  # the same whenever the calendar is read again
    people = models.ManyToManyField(Person, through="Attendance", related_name="appointments")
    cancelled_at = models.DateTimeField(null=True, editable=False)
    is_taken_out = models.BooleanField(default=False, editable=False)  # by the user: whatever the calendar says later
    became = models.ForeignKey(
        "interactions.Interaction", models.SET_NULL, null=True, related_name="appointments", editable=False
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="appointment_once_per_book"),
            models.UniqueConstraint(fields=["owner", "source_key"], name="appointment_once_per_source"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "on"], name="appointment_by_day", condition=Q(cancelled_at=None, became=None)
            ),
            models.Index(fields=["owner", "on"], name="appointment_of_day", condition=Q(cancelled_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_standing(self) -> bool:
        """Neither cancelled nor become an interaction."""
        return self.cancelled_at is None and self.became_id is None

    def is_over(self, now: datetime, today: date) -> bool:
        """Whether it has ended, as `over` has it."""
        end = self.ends_at or self.starts_at
        return end <= now if end else self.on < today


class Attendance(Owned):
    """Somebody's part in an appointment: a person of the book, or only a name and an identifier like "email:…"."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="attendances")
    name = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "person"], condition=Q(person__isnull=False), name="attendance_once"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.person_id)
