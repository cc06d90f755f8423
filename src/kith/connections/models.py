"""Connection: somewhere that Kith looks again and again for what happened, and what it needs to get in."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import OwnedQuerySet, OwnedWithUid


class ConnectionQuerySet(OwnedQuerySet):
    """Filters over connections."""

    def with_problem(self) -> Self:
        """Where the last look failed, and the user has something to do."""
        return self.filter(is_paused=False).exclude(problem="")


class Connection(OwnedWithUid):
    """A mailbox, a calendar's address, or another program. `secret` is encrypted: see connections.secrets.

    `state` is how far Kith has read, by kind: folders with the last message of each; a document's etag and what it held.
    """

    class Kind(models.TextChoices):
        MAILBOX = "mailbox", _("Mailbox (IMAP)")
        CALENDAR = "calendar", _("Calendar address")
        MONICA = "monica", _("Monica")

    class Security(models.TextChoices):
        TLS = "tls", _("TLS")
        STARTTLS = "starttls", _("STARTTLS")
        NONE = "none", _("none (only inside your own network)")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    host = models.CharField(_("server"), max_length=300)
    port = models.PositiveIntegerField(
        _("port"), default=993, validators=[MinValueValidator(1), MaxValueValidator(65_535)]
    )
    security = models.CharField(_("security"), max_length=10, choices=Security.choices, default=Security.TLS)
    username = models.CharField(_("user name"), max_length=300, blank=True)
    secret = models.TextField(blank=True, editable=False)
    since = models.DateField(_("from this day on"), null=True, blank=True)
    reads_whole = models.BooleanField(_("read my letters whole"), default=False)
    every_hours = models.PositiveSmallIntegerField(
        _("look every … hours"), default=1, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    is_paused = models.BooleanField(_("paused"), default=False)
    state = models.JSONField(default=dict, editable=False)
    problem = models.TextField(blank=True, editable=False)
    next_check_at = models.DateTimeField(default=timezone.now, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    held_until = models.DateTimeField(null=True, editable=False)  # by the worker that is looking now

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="connection_uid")]
        indexes = [models.Index(fields=["next_check_at"], name="connection_due")]

    def __str__(self) -> str:
        return self.name
