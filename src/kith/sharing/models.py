"""Sharing, Willingness, BlindAsk, Request, Refusal, OptOut, Consent: what a book may do for others on this server.

Rules R0 to R11 in docs/decisions/0016-blind-ask.md. Addresses of pages name asks and requests by their uid: numbers that
count up would tell how many others there are.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid, User
from kith.introductions.models import Introduction
from kith.people.models import Person
from kith.targets.models import Target


class Sharing(Owned):
    """That a user takes part at all; a book without a row takes no part."""

    is_on = models.BooleanField(_("members may ask me to introduce them"), default=False)
    since = models.DateTimeField(null=True)
    a_month = models.PositiveSmallIntegerField(_("at most so many requests a month"), default=4)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="sharing_once")]

    def __str__(self) -> str:
        return str(self.is_on)


class WillingnessQuerySet(OwnedQuerySet):
    """Filters over what members may ask."""

    def asking(self) -> Self:
        """Those by which members may ask the owner; a wider level, once there are groups, is no leave to ask."""
        return self.filter(level=Willingness.Level.ASK_ME)


class Willingness(Owned):
    """That members may ask the owner about this person. Without a row, the person is private.

    A level "shared with a group" will be a further choice, with the group beside it.
    """

    class Level(models.TextChoices):
        ASK_ME = "ask_me", _("You may ask me")

    person = models.OneToOneField(Person, models.CASCADE, related_name="willingness")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.ASK_ME)
    since = models.DateTimeField(default=timezone.now)

    objects = WillingnessQuerySet.as_manager()

    def __str__(self) -> str:
        return self.level


class BlindAsk(OwnedWithUid):
    """What a member looks for, asked of the server: one person by name, or whoever fits an organisation, role, place.

    The asker learns nothing from it until somebody offers. Only a live one is looked for: one that came out of an
    archive is a memory.
    """

    name = models.CharField(_("their name"), max_length=300, blank=True)  # of one person, or nothing
    address = models.CharField(_("their e-mail address or profile"), max_length=300, blank=True)
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    role = models.CharField(_("role"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    purpose = models.TextField(_("what for"), max_length=1000)
    target = models.ForeignKey(Target, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    is_live = models.BooleanField(default=False, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)  # when Kith last looked who knows them

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="blind_ask_uid")]
        indexes = [models.Index(fields=["asked_at"], name="blind_ask_live", condition=Q(is_live=True))]
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.name or ", ".join(filter(None, (self.role, self.organisation, self.place)))

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may still be asked."""
        return self.withdrawn_at is None and self.expires_at > now


class RequestQuerySet(models.QuerySet["Request"]):
    """Filters over requests; every door starts with one of the first two."""

    def to_introducer(self, user: User) -> Self:
        """Those that have reached this introducer."""
        return self.filter(introducer=user).exclude(asked_at=None)

    def offered_to(self, user: User) -> Self:
        """Those of which the asker knows: somebody has offered."""
        return self.filter(ask__owner=user).exclude(offered_at=None)

    def unfinished(self) -> Self:
        """Neither closed nor taken up."""
        return self.filter(closed_at=None, taken_at=None)


class Request(models.Model):
    """A blind ask as one introducer sees it. Belongs to both books, and is part of neither's archive.

    The asker knows of it from `offered_at` on, and of whom it is about from `may_name` on, or the target's yes.
    """

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        INTRODUCE = "introduce", _("You offered to introduce them")
        TARGET_FIRST = "target_first", _("You ask first")
        NOT_NOW = "not_now", _("Not now")
        NEVER = "never", _("Never for this person")
        MUTED = "muted", _("Nothing from this member")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ask = models.ForeignKey(BlindAsk, models.CASCADE, related_name="requests")
    introducer = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")  # of the introducer's book
    strength = models.PositiveSmallIntegerField()  # of the introducer's tie, 1 to 255: the strongest are asked first
    wave = models.PositiveSmallIntegerField(null=True)  # in which they are asked; null while they wait for one
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=15, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    descriptor = models.CharField(_("what they may read"), max_length=300, blank=True)  # before the target agrees
    may_name = models.BooleanField(default=False)  # the asker named them, or the introducer speaks for them
    offered_at = models.DateTimeField(null=True)
    target_agreed_at = models.DateTimeField(null=True)
    contact = models.CharField(_("how to reach them"), max_length=300, blank=True)  # passed on with the target's yes
    taken_at = models.DateTimeField(null=True)  # by the asker
    closed_at = models.DateTimeField(null=True)  # ended, cut, or declined by anybody: nobody is told which
    introduction = models.ForeignKey(Introduction, models.SET_NULL, null=True, related_name="+")

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "introducer"], name="request_once")]
        indexes = [
            models.Index(fields=["introducer", "asked_at"], name="request_by_introducer"),
            # An asker's page looks at offers only, so that it takes the same time however many were asked.
            models.Index(fields=["ask"], name="request_offered", condition=Q(offered_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"

    @property
    def shows_person(self) -> bool:
        """Whether the asker may read whom it is about."""
        return self.may_name or self.target_agreed_at is not None

    @property
    def waits_for_target(self) -> bool:
        """Whether the introducer has yet to say what the target said."""
        asking = self.answer == self.Answer.TARGET_FIRST or self.taken_at is not None
        return asking and self.target_agreed_at is None and self.closed_at is None


class Refusal(Owned):
    """What an introducer (the owner) does not want to be asked: anything by a member, or one person for anybody."""

    member = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sharing_refusals")
    said_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "member"], condition=Q(member__isnull=False), name="muted_once")
        ]

    def __str__(self) -> str:
        return f"refusal {self.pk}"


class OptOut(models.Model):
    """That whoever has this address is never matched on this server: an HMAC of it under the server's key."""

    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest[:8]


class Consent(models.Model):
    """An event of consent, shown to its parties; written once and never changed."""

    class By(models.TextChoices):
        INTRODUCER = "introducer", _("Introducer")
        TARGET = "target", _("Other side")
        ASKER = "asker", _("Asker")

    class What(models.TextChoices):
        OFFERED = "offered", _("offered to introduce")
        SPOKE_FOR_THEM = "spoke_for", _("said that the other side is glad to be named")
        AGREED = "agreed", _("agreed to be introduced, as the introducer says")
        PASSED_ON = "passed_on", _("passed on how to reach the other side")
        TAKEN = "taken", _("took the offer up")

    request = models.ForeignKey(Request, models.CASCADE, related_name="consents")
    by = models.CharField(max_length=12, choices=By.choices)
    what = models.CharField(max_length=30, choices=What.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.what

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; what stands is not written over."""
        if not self._state.adding:
            raise TypeError("an event of consent is never changed")
        super().save(*args, **kwargs)
