"""Statistic, Counting, EntryFile, Entry, Challenge, Entrant: what a group counts, whose figures, and who compares with whom.

An entry belongs to the book of whoever made it: others see sums of it, under a pseudonym, while its owner takes part in a
challenge. Entrants have no uid and no time of joining, so that neither can tell who is behind a pseudonym.
"""

from __future__ import annotations

import secrets
from datetime import date
from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import OwnedQuerySet, OwnedWithUid, User, new_uid
from kith.groups.models import Group, Membership

GIVING_COUNTS = 2  # times as much as anything else, where several statistics are added up
FEW = 4  # people, below whom nobody is told what others did: no lines of a circle, and no sum


class Side(models.TextChoices):
    """Which way something goes."""

    NEITHER = "neither", _("Neither")
    GIVING = "giving", _("Giving")
    GETTING = "getting", _("Getting")


def drawn_lot() -> str:
    """Return a word drawn by chance."""
    return secrets.token_hex(8)


class OfMembers(models.QuerySet):  # type: ignore[type-arg]  # generic over whatever model uses it
    """Rows of groups; every door starts with visible_to."""

    def visible_to(self, user: User) -> Self:
        """Those of the groups that the user belongs to, not as a guest."""
        return self.filter(group__in=Membership.objects.inner().filter(user=user).values("group"))


class StatisticQuerySet(OfMembers):
    """Filters over what groups count."""

    def counted(self) -> Self:
        """Those that the group counts now."""
        return self.filter(retired_at=None)


class Statistic(models.Model):
    """Something that a group counts."""

    class Kind(models.TextChoices):
        KILOMETRES = "kilometres", _("Kilometres")
        MINUTES = "minutes", _("Minutes moved")
        CLIMB = "climb", _("Metres climbed")
        TOUCHES = "touches", _("Touches")
        INTRODUCTIONS = "introductions", _("Introductions given")
        MEETINGS = "meetings", _("Meetings attended")
        APPLICATIONS = "applications", _("Applications")
        PAGES = "pages", _("Pages")
        OWN = "own", _("Something of our own")

    BY_KITH = (Kind.TOUCHES, Kind.INTRODUCTIONS, Kind.MEETINGS, Kind.APPLICATIONS)  # where a member lets it
    BY_WATCH = (Kind.KILOMETRES, Kind.MINUTES, Kind.CLIMB)

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="statistics")
    kind = models.CharField(_("what"), max_length=14, choices=Kind.choices, default=Kind.OWN)
    name = models.CharField(_("name"), max_length=60)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    side = models.CharField(_("giving or getting"), max_length=8, choices=Side.choices, default=Side.NEITHER)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("group"),
                Lower("name"),
                name="statistic_name_once",
                violation_error_message=_("The group counts something of that name already."),
            )
        ]
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the page with one's own figures."""
        return reverse("challenges:statistic", args=[self.group.slug, self.uid])

    @property
    def is_counted_by_kith(self) -> bool:
        """Whether Kith can count it, for members who let it."""
        return self.kind in self.BY_KITH

    @property
    def is_measured(self) -> bool:
        """Whether the files of watches tell it."""
        return self.kind in self.BY_WATCH


class Counting(models.Model):
    """That a member lets Kith count this for them: a number a week leaves their book. Without a row it counts nothing."""

    statistic = models.ForeignKey(Statistic, models.CASCADE, related_name="countings")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statistic", "user"], name="counting_once")]

    def __str__(self) -> str:
        return f"counting {self.pk}"


class Kept(OwnedWithUid):
    """What an entry and a file have in common: the names stay when the group goes, and in an archive."""

    statistic = models.ForeignKey(Statistic, models.SET_NULL, null=True, related_name="+")
    group_name = models.CharField(max_length=120, editable=False)
    what = models.CharField(max_length=60, editable=False)
    unit = models.CharField(max_length=20, blank=True, editable=False)

    class Meta:
        abstract = True


class EntryFile(Kept):
    """A file that was taken in, without its name, which may tell of people. Taken back, its entries go with it."""

    class Format(models.TextChoices):
        GPX = "gpx", "GPX"
        TCX = "tcx", "TCX"
        FIT = "fit", "FIT"
        CSV = "csv", "CSV"

    format = models.CharField(max_length=3, choices=Format.choices)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="entry_file_uid")]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.get_format_display()


class Entry(Kept):
    """A figure of one day, or of one week where Kith counted it (`on` is its Monday then)."""

    class Source(models.TextChoices):
        HAND = "hand", _("Entered")
        FILE = "file", _("From a file")
        KITH = "kith", _("Counted by Kith")

    on = models.DateField(_("day"))
    amount = models.DecimalField(
        _("how much"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    source = models.CharField(max_length=4, choices=Source.choices, default=Source.HAND, editable=False)
    source_key = models.CharField(max_length=80, blank=True, editable=False)  # the same whenever a file is read again
    file = models.ForeignKey(EntryFile, models.CASCADE, null=True, related_name="entries", editable=False)
    started_at = models.DateTimeField(null=True, editable=False)  # of an activity, as the watch tells
    metres = models.PositiveIntegerField(null=True, editable=False)
    seconds = models.PositiveIntegerField(null=True, editable=False)
    climb = models.PositiveIntegerField(null=True, editable=False)  # metres upwards

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="entry_uid"),
            models.UniqueConstraint(
                fields=["owner", "statistic", "source_key"], condition=~Q(source_key=""), name="entry_once_per_source"
            ),
        ]
        indexes = [
            models.Index(fields=["statistic", "owner", "on"], name="entry_of_statistic"),
            models.Index(fields=["owner", "-on"], name="entry_of_owner"),
        ]
        ordering = ["-on", "-pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}".strip()

    @property
    def kilometres(self) -> Decimal:
        """How far an activity went."""
        return (Decimal(self.metres or 0) / 1000).quantize(Decimal("0.01"))

    @property
    def minutes(self) -> Decimal:
        """How long it took."""
        return (Decimal(self.seconds or 0) / 60).quantize(Decimal(1))


class ChallengeQuerySet(OfMembers):
    """Filters over challenges."""

    def running(self, on: date) -> Self:
        """Those whose days include this one."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)

    def over(self, on: date) -> Self:
        """Those that have ended, the latest first."""
        return self.filter(ends_on__lt=on).order_by("-ends_on", "-pk")

    def not_over(self, on: date) -> Self:
        """Those that run or are to come, the one that ends first before the others."""
        return self.filter(ends_on__gte=on).order_by("ends_on", "pk")


class Challenge(models.Model):
    """A statistic, or several, shared over a span of days by those who want to."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="challenges")
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("about"), max_length=2000, blank=True)
    statistics = models.ManyToManyField(Statistic, related_name="challenges")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    group_goal = models.DecimalField(_("goal for all together"), max_digits=12, decimal_places=2, null=True, blank=True)
    own_goal = models.DecimalField(_("goal for each"), max_digits=12, decimal_places=2, null=True, blank=True)
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # As of the last daily count, so that nobody can tell by a change who has just come or entered something.
    total = models.DecimalField(max_digits=16, decimal_places=2, default=0, editable=False)
    people = models.PositiveIntegerField(default=0, editable=False)
    counted_on = models.DateField(null=True, editable=False)
    formed_on = models.DateField(null=True, editable=False)  # when the circles were formed

    # What counts, where it was asked for together with that of others (queries.with_counted).
    known: list[Statistic] | None = None

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="challenge_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            )
        ]
        indexes = [models.Index(fields=["group", "ends_on"], name="challenge_of_group")]
        ordering = ["ends_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The address of the challenge's page."""
        return reverse("challenges:challenge", args=[self.group.slug, self.uid])

    @property
    def counted(self) -> list[Statistic]:
        """What counts; not asked for again where it is known."""
        found = self.statistics.all() if self.known is None else self.known
        return sorted(found, key=lambda each: (each.created_at, each.pk))

    @property
    def unit(self) -> str:
        """The unit of all its figures: that of its one statistic, or points."""
        counted = self.counted
        return counted[0].unit if len(counted) == 1 else str(_("points"))

    def weights(self) -> dict[int, int]:
        """How often each statistic counts: giving twice, where there are several."""
        counted = self.counted
        is_one = len(counted) == 1
        return {each.pk: 1 if is_one or each.side != Side.GIVING else GIVING_COUNTS for each in counted}


class Entrant(models.Model):
    """That somebody takes part in a challenge, by a pseudonym. Only they know which it is.

    Whoever leaves is off the row at once; without a user it stands until the next daily count, so that nobody can tell by what
    changes at that moment which name has gone with them.
    """

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="entrants")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    pseudonym = models.CharField(_("pseudonym"), max_length=40)
    lot = models.CharField(max_length=16, default=drawn_lot, editable=False)
    circle = models.PositiveIntegerField(null=True, editable=False)
    # What others may see: the last four weeks within the challenge, as of the last daily count; null before the first.
    figure = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    pace = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, editable=False
    )  # four weeks, by which one is placed
    total = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, editable=False
    )  # of it in the challenge's total

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["challenge", "user"], name="entrant_once"),
            models.UniqueConstraint(
                F("challenge"),
                Lower("pseudonym"),
                name="entrant_pseudonym_once",
                violation_error_message=_("Somebody has taken that name. Please choose another."),
            ),
        ]
        indexes = [
            models.Index(fields=["challenge", "circle"], name="entrant_circle"),
            models.Index(fields=["challenge", "pace"], name="entrant_pace"),
            models.Index(fields=["user"], name="entrant_of"),
        ]

    def __str__(self) -> str:
        return self.pseudonym
