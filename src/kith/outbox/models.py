"""Letter: an e-mail that Kith sends for a user."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import OwnedQuerySet, OwnedWithUid


class Letter(OwnedWithUid):
    """An e-mail on its way, sent once. `key` says what it is for: a second one of the same key is not written.

    The Message-ID is fixed when it is written down, so that a letter that was sent just before Kith was ended, and is
    sent again, is known to be the same.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        GIVEN_UP = "given_up", _("Not delivered")
        CALLED_BACK = "called_back", _("Called back")

    key = models.CharField(max_length=200)
    to = models.CharField(_("to"), max_length=300)  # an address as RFC 5322 has it, perhaps with a name
    reply_to = models.CharField(max_length=300, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    link = models.CharField(
        max_length=200, blank=True
    )  # what its secret address is made of as it goes: see outbox.links
    calendar = models.TextField(
        blank=True
    )  # an invitation as iCalendar has it, or what several are made of: enclosures
    forgets = models.BooleanField(default=False)  # it is tried once, and then the row goes: a reminder
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True)  # by the worker that is sending it
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="letter_uid"),
            models.UniqueConstraint(fields=["owner", "key"], name="letter_once"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="letter_due", condition=models.Q(state="waiting")),
            models.Index(fields=["owner"], name="letter_undelivered", condition=models.Q(state="given_up")),
        ]

    def __str__(self) -> str:
        return self.subject
