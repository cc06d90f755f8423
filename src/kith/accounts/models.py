"""User, Invitation, and what every row of a book has in common."""

from __future__ import annotations

import os
import time
import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.folded import FoldedField

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


def new_uid() -> uuid.UUID:
    """Return an identifier that sorts by time of making, so that indexes grow at their end. RFC 9562, version 7."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    return uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def valid_zone(name: str) -> None:
    """Raise ValidationError unless the tz database knows the zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(_("“%(name)s” is not a time zone that Kith knows."), params={"name": name}) from error


class Users(BaseUserManager["User"]):
    """Makes users, who sign in by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractUser):
    """Somebody who signs in and owns a book. The first one owns the instance as well."""

    class WeekStart(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    username = None  # type: ignore[assignment]  # people sign in by e-mail address
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    folded_name = FoldedField(of=("name",))  # by which others find them
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[valid_zone])
    language = models.CharField(_("language"), max_length=10, default="en")
    week_start = models.SmallIntegerField(_("week starts on"), choices=WeekStart.choices, default=WeekStart.MONDAY)
    people_a_day = models.PositiveSmallIntegerField(
        _("people on Today"), default=7, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    is_owner = models.BooleanField(_("owns this instance"), default=False)
    ties_as_of = models.DateField(
        null=True, editable=False
    )  # the day for which warmth and due dates were last worked out

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Users] = Users()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **more: Any) -> None:
        """Save it, with the name that is searched where the name is saved."""
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "folded_name"}
        super().save(*args, update_fields=update_fields, **more)

    @property
    def zone(self) -> ZoneInfo:
        """The user's time zone."""
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime | None = None) -> date:
        """Return the date that the user's calendar shows."""
        return (now or timezone.now()).astimezone(self.zone).date()

    @property
    def first_name_or_email(self) -> str:
        """How a page greets the user."""
        return self.name.split(" ")[0] if self.name else self.email.split("@")[0]


class Invitation(models.Model):
    """Leave for one address to sign up; the secret in its link is kept as a hash only."""

    by = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email


class OwnedQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic over whatever model uses it
    """Rows of books; every door starts with visible_to."""

    def visible_to(self, user: object) -> Self:
        """Only rows of the user's own book."""
        return self.filter(owner=user)


class Owned(models.Model):
    """A row of somebody's book. `batch` is the uid of the import that made it, if one did."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    batch = models.UUIDField(null=True, editable=False)

    class Meta:
        abstract = True


class OwnedWithUid(Owned):
    """A row of somebody's book that has an identity of its own outside this database."""

    uid = models.UUIDField(default=new_uid, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
