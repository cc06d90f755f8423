"""Listing, ListingDate, Bringing: groups found elsewhere, with their source; Wish, CareerStep: what a user looks for, and did.

Listings belong to no book: everyone who signs in may look at them, and enter more. What Kith ships (seeds.py) is a row only
once somebody has changed it or checked that it still holds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self
from urllib.parse import urlsplit
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid, User, new_uid
from kith.groups.models import Format, Kind, Membership, Season


class Found(models.TextChoices):
    """How a listing came to be known."""

    ENTERED = "entered", _("Entered by a member")
    TABLE = "table", _("From a table")
    PAGE = "page", _("From a web page")
    FEED = "feed", _("From a calendar")
    SEED = "seed", _("Shipped with Kith, from general knowledge")


class BringingQuerySet(models.QuerySet["Bringing"]):
    """Filters over what was brought in; every door starts with visible_to."""

    def visible_to(self, user: User) -> Self:
        """Only the user's own."""
        return self.filter(user=user)


class Bringing(models.Model):
    """Listings that a user brings in from a file or an address: looked at first, then kept, and taken back as one."""

    class State(models.TextChoices):
        READY = "ready", _("To look at")
        DONE = "done", _("Brought in")
        UNDONE = "undone", _("Taken back")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    found = models.CharField(max_length=8, choices=Found.choices)
    source = models.CharField(max_length=500)  # the name of the file, or the address
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    drafts = models.JSONField(default=list)  # listings as directory.drafts writes them
    faults = models.JSONField(default=list)  # of each: line, reason
    kept = models.PositiveIntegerField(
        default=0
    )  # listings that stayed when it was taken back, as somebody changed them
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True)

    objects = BringingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.source


class ListingQuerySet(models.QuerySet["Listing"]):
    """Filters over listings; every door starts with one that takes a user."""

    def visible_to(self, _user: User) -> Self:
        """Those that are there: everyone who signs in may see them."""
        return self.filter(removed_at=None)

    def changeable_by(self, user: User) -> Self:
        """Those that the user entered; all of them for whoever runs this server."""
        return self.visible_to(user) if user.is_owner else self.visible_to(user).filter(entered_by=user)


class Listing(models.Model):
    """A group that meets somewhere else than on this server, as somebody found it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160)
    purpose = models.CharField(_("in one sentence"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COMMUNITY)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    meets = models.CharField(_("when it meets"), max_length=200, blank=True)  # in words: first Tuesday, 19:00
    format = models.CharField(_("format"), max_length=10, choices=Format.choices, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # degrees, WGS 84
    longitude = models.FloatField(null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)  # BCP 47, such as de
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    is_free = models.BooleanField(_("costs nothing"), null=True, blank=True)
    size = models.PositiveIntegerField(_("about so many members"), null=True, blank=True)
    welcomes_newcomers = models.BooleanField(_("newcomers are welcome"), null=True, blank=True)
    skills = models.JSONField(_("skills"), default=list, blank=True)  # lists of words
    industries = models.JSONField(_("industries"), default=list, blank=True)
    interests = models.JSONField(_("interests"), default=list, blank=True)
    seasons = models.JSONField(_("seasons of life"), default=list, blank=True)  # values of Season
    occupations = models.JSONField(_("careers"), default=list, blank=True)  # codes of kith.occupations
    found = models.CharField(max_length=8, choices=Found.choices, default=Found.ENTERED, editable=False)
    source = models.CharField(_("where you found it"), max_length=500, blank=True)
    feed = models.URLField(max_length=500, blank=True, editable=False)  # a calendar address that can be read again
    checked_on = models.DateField(null=True, editable=False)  # when somebody last saw that it still holds
    again_on = models.DateField(
        null=True, editable=False
    )  # when its calendar is to be read next; nothing: as soon as may be
    failures = models.PositiveSmallIntegerField(default=0, editable=False)  # times in a row that it could not be read
    entered_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    bringing = models.ForeignKey(Bringing, models.SET_NULL, null=True, editable=False, related_name="listings")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)  # by hand, after it came in
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["name"], name="listing_there", condition=Q(removed_at=None))]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return reverse("directory:listing", args=[self.uid])

    @property
    def host(self) -> str:
        """Where its web address leads, for people to read."""
        return urlsplit(self.url).hostname or ""

    @property
    def season_words(self) -> list[str]:
        """The seasons of life that it is for, in words."""
        return [str(Season(value).label) for value in self.seasons if value in Season.values]


class ListingDateQuerySet(models.QuerySet["ListingDate"]):
    """Filters over days on which listed groups meet."""

    def standing(self) -> Self:
        """Those that nobody has taken out."""
        return self.filter(removed_at=None)

    def ahead(self, now: datetime) -> Self:
        """Those of them that are not over, the next one first."""
        return self.standing().filter(ends_at__gt=now).order_by("starts_at", "pk")


class ListingDate(models.Model):
    """One day on which a group that is listed meets, or holds something."""

    BY_HAND = "by-hand-"  # with which the keys of days begin that somebody entered

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="dates")
    key = models.CharField(max_length=200)  # by which it is known again when its source is read again
    title = models.CharField(_("title"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    is_whole_day = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, default="UTC")  # in which it is shown
    place = models.CharField(_("place"), max_length=300, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    removed_at = models.DateTimeField(null=True, editable=False)  # of a calendar's days: it does not come back with it

    objects = ListingDateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "key"], name="listing_date_once")]
        indexes = [models.Index(fields=["listing", "starts_at"], name="listing_date_next")]
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title or str(self.starts_at)

    @property
    def event_uid(self) -> str:
        """By which calendar programs know it: the same however often its source is read."""
        return f"{uuid5(self.listing.uid, self.key)}@kith"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which it is shown."""
        return ZoneInfo(self.time_zone)

    @property
    def local(self) -> datetime:
        """When it starts, by the clocks there."""
        return self.starts_at.astimezone(self.zone)


class Wish(Owned):
    """What a user looks for in groups: one row a book. Nobody else sees it; it fills the search and gives it reasons."""

    class Part(models.TextChoices):
        EARLY = "early", _("before work")
        DAY = "day", _("in the daytime")
        EVENING = "evening", _("in the evening")

    does = models.CharField(_("what I do"), max_length=200, blank=True)
    does_code = models.CharField(max_length=20, blank=True, editable=False)  # of kith.occupations
    wants = models.CharField(_("what I want to do"), max_length=200, blank=True)
    wants_code = models.CharField(max_length=20, blank=True, editable=False)
    season = models.CharField(_("season of life"), max_length=12, choices=Season.choices, blank=True)
    interests = models.JSONField(_("interests"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    place = models.CharField(_("where I am"), max_length=200, blank=True)
    days = models.JSONField(_("days that suit me"), default=list, blank=True)  # 0 is Monday
    parts = models.JSONField(_("times that suit me"), default=list, blank=True)  # values of Part

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [models.UniqueConstraint(fields=["owner"], name="one_wish_per_book")]

    def __str__(self) -> str:
        return self.wants or self.does


class CareerStepQuerySet(OwnedQuerySet):
    """Filters over steps that users made."""

    def shown_to(self, user: User) -> Self:
        """Those of others that the user may see: shown to all who sign in here, or to a group that both belong to.

        Nothing of whoever cannot sign in any more, and no group that has ended.
        """
        groups = Membership.objects.inner().filter(user=user, group__ended_at=None).values("group")
        beside = Membership.objects.inner().filter(group__in=groups).values("user")
        among = Q(shown_to=CareerStep.Shown.GROUPS, owner__in=beside)
        return self.exclude(owner=user).filter(Q(shown_to=CareerStep.Shown.ALL) | among, owner__is_active=True)


class CareerStep(OwnedWithUid):
    """That a user went from one occupation to another; seen by others only as far as the user says so here."""

    class Shown(models.TextChoices):
        NOBODY = "nobody", _("Nobody")
        GROUPS = "groups", _("Members of my groups")
        ALL = "all", _("Everyone who signs in here, also beside the listed groups that I am in")

    from_title = models.CharField(_("I was"), max_length=200)
    from_code = models.CharField(max_length=20, editable=False)
    to_title = models.CharField(_("I became"), max_length=200)
    to_code = models.CharField(max_length=20, editable=False)
    year = models.PositiveSmallIntegerField(_("in the year"), null=True, blank=True)
    helped = models.CharField(_("what helped"), max_length=300, blank=True)
    shown_to = models.CharField(_("who may see it"), max_length=8, choices=Shown.choices, default=Shown.NOBODY)

    objects = CareerStepQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="career_step_uid")]
        indexes = [models.Index(fields=["to_code"], name="career_step_shown", condition=~Q(shown_to="nobody"))]
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.from_title} → {self.to_title}"
