"""Sharing, Willingness, BlindAsk, Request, Consent: what a book may do for others on this server, and who said so.

Rules R0 to R11 in docs/decisions/0016-blind-ask.md.
"""

from __future__ import annotations

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


class Willingness(Owned):
    """That members may ask the owner about this person. Without a row, the person is private."""

    class Level(models.TextChoices):
        ASK_ME = "ask_me", _("You may ask me")

    person = models.OneToOneField(Person, models.CASCADE, related_name="willingness")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.ASK_ME)
    since = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.level


class BlindAsk(OwnedWithUid):
    """What a member looks for, asked of the server. The asker learns nothing from it until somebody offers."""

    name = models.CharField(_("name"), max_length=300, blank=True)  # of one person, or nothing
    address = models.CharField(_("their e-mail address or profile"), max_length=300, blank=True)
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    role = models.CharField(_("role"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    purpose = models.TextField(_("what for"))
    target = models.ForeignKey(Target, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="blind_ask_uid")]

    def __str__(self) -> str:
        return self.name or self.organisation or self.role


class Request(models.Model):
    """A blind ask as one introducer sees it. Belongs to both books, and is part of neither's archive."""

    class Answer(models.TextChoices):
        NONE = "", _("None yet")
        INTRODUCE = "introduce", _("I introduce you")
        TARGET_FIRST = "target_first", _("I ask them first")
        NOT_NOW = "not_now", _("Not now")
        NEVER = "never", _("Never for this person")
        MUTED = "muted", _("Nothing from this member")

    ask = models.ForeignKey(BlindAsk, models.CASCADE, related_name="requests")
    introducer = models.ForeignKey(User, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")  # of the introducer's book
    strength = models.PositiveSmallIntegerField()  # of the introducer's tie, 1 to 255: the strongest are asked first
    wave = models.PositiveSmallIntegerField(null=True)  # when they are asked; null while they wait for a wave
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=15, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    descriptor = models.CharField(max_length=300, blank=True)  # what the asker may read before the target agrees
    target_agreed_at = models.DateTimeField(null=True)
    introduction = models.ForeignKey(Introduction, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "person"], name="request_once")]
        indexes = [models.Index(fields=["introducer", "asked_at"], name="request_open", condition=Q(answer=""))]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Refusal(Owned):
    """What an introducer (the owner) does not want to be asked: anything by a member, or one person for anybody."""

    member = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sharing_refusals")
    said_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"refusal {self.pk}"


class OptOut(models.Model):
    """That whoever has this address is never matched on this server: an HMAC of it under the server's key."""

    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest[:8]


class Consent(models.Model):
    """An event of consent, shown to its parties and never changed."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="consents")
    by = models.CharField(max_length=12)  # introducer, target, asker
    what = models.CharField(max_length=30)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.what
