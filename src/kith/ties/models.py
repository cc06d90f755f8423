"""Tie and Acquaintance: what interactions add up to, and who knows whom."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.people.models import Organisation, Person, Tier


class Tie(Owned):
    """What all interactions with a person add up to.

    The two sums are kept as logarithms of a form that time does not change (kith.strength.clocks), so that a day's
    change of warmth needs no look at the interactions. The user's own word, if given, stands above what was worked out.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="tie")
    warmth_log2 = models.FloatField(null=True)  # null: no touch yet
    depth_log2 = models.FloatField(null=True)
    rating = models.PositiveSmallIntegerField(_("own rating"), null=True, blank=True, validators=[MaxValueValidator(5)])
    rated_on = models.DateField(null=True)
    own_tier = models.SmallIntegerField(_("own word"), choices=Tier.choices, null=True, blank=True)
    own_tier_on = models.DateField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner"], name="tie_by_owner")]

    def __str__(self) -> str:
        return f"tie to {self.person_id}"


class Acquaintance(OwnedWithUid):
    """One person knows another, where that is known from, and how well they know one another."""

    class Sureness(models.IntegerChoices):
        NOT = 0, _("They do not know each other")  # stands above all that Kith would work out
        VAGUELY = 1, _("Vaguely")
        KNOWN = 2, _("They know each other")
        WELL = 3, _("Well")

    class Source(models.TextChoices):
        SAID = "said", _("Said so")
        MEETING = "meeting", _("Were at the same meeting")
        EMPLOYER = "employer", _("Same employer at the same time")
        SCHOOL = "school", _("Same school at the same time")
        BOOK = "book", _("Shared book")
        INFERRED = "inferred", _("Inferred")

    one = models.ForeignKey(Person, models.CASCADE, related_name="knows")
    other = models.ForeignKey(Person, models.CASCADE, related_name="known_by")
    source = models.CharField(_("known from"), max_length=10, choices=Source.choices, default=Source.SAID)
    sureness = models.SmallIntegerField(_("how well"), choices=Sureness.choices, default=Sureness.KNOWN)
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="acquaintances_told")
    said_on = models.DateField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other", "source"], name="acquaintance_once_per_source")]

    def __str__(self) -> str:
        return f"{self.one_id} knows {self.other_id}"


class Inroad(OwnedWithUid):
    """A person knows somebody at an organisation, and who that is is not known yet."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="inroads")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="inroads")
    role = models.CharField(_("role"), max_length=300, blank=True)  # of whom they know
    sureness = models.SmallIntegerField(
        _("how well"), choices=Acquaintance.Sureness.choices, default=Acquaintance.Sureness.KNOWN
    )
    said_on = models.DateField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="inroad_uid"),
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="inroad_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} knows somebody at {self.organisation_id}"
