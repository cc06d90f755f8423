"""What is known of a person beside their name: how to reach them, their days, who belongs to them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet
from kith.people.models.person import Person


class ContactPoint(Owned):
    """A way to reach a person. `key` is the value as an identifier: see people.identity."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        URL = "url", _("Web address")
        HANDLE = "handle", _("Handle")
        ADDRESS = "address", _("Address")

    person = models.ForeignKey(Person, models.CASCADE, related_name="points")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=1000)
    label = models.CharField(_("label"), max_length=60, blank=True)
    is_preferred = models.BooleanField(_("preferred"), default=False)
    parts = models.JSONField(default=list, blank=True, editable=False)  # of an address: the seven parts of a vCard ADR
    key = models.CharField(max_length=300, editable=False, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "key"], name="point_by_key")]

    def __str__(self) -> str:
        return self.value


class Occasion(Owned):
    """A yearly day of a person. Has no time zone, and perhaps no year; 29 February is kept on the 28th in common years."""

    class Kind(models.TextChoices):
        BIRTHDAY = "birthday", _("Birthday")
        ANNIVERSARY = "anniversary", _("Anniversary")
        WORK_ANNIVERSARY = "work_anniversary", _("Work anniversary")
        OTHER = "other", _("Other")

    person = models.ForeignKey(Person, models.CASCADE, related_name="occasions")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.BIRTHDAY)
    label = models.CharField(_("label"), max_length=100, blank=True)
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    day = models.PositiveSmallIntegerField(_("day"), validators=[MinValueValidator(1), MaxValueValidator(31)])
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "month", "day"], name="occasion_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31), name="occasion_is_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}.{self.month}."


class Identity(Owned):
    """An exact identifier of a person that no contact point shows: a vCard's UID, the address of a merged profile."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    key = models.CharField(max_length=300)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "key"], name="identity_by_key")]

    def __str__(self) -> str:
        return self.key


class Related(Owned):
    """Somebody who belongs to a person: their spouse, their manager, who referred them. RFC 6350, RELATED, and a few more.

    `other` is set where they are in the book themselves; the name stands as the source has it.
    """

    class Kind(models.TextChoices):
        SPOUSE = "spouse", _("Spouse")
        PARTNER = "partner", _("Partner")
        CHILD = "child", _("Child")
        PARENT = "parent", _("Parent")
        SIBLING = "sibling", _("Sibling")
        KIN = "kin", _("Relative")
        FRIEND = "friend", _("Friend")
        COLLEAGUE = "colleague", _("Colleague")
        MANAGER = "manager", _("Manager")
        REPORT = "report", _("Reports to them")
        ASSISTANT = "assistant", _("Assistant")
        REFERRED_BY = "referred_by", _("Referred by")
        CONTACT = "contact", _("Contact")
        OTHER = "other", _("Other")

    person = models.ForeignKey(Person, models.CASCADE, related_name="related")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    label = models.CharField(_("label"), max_length=60, blank=True)  # the source's own word, where it has another one
    name = models.CharField(_("name"), max_length=300)
    other = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="related_to")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner"], name="related_by_book")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"
