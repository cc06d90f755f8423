"""Plan, Table, Diner, Round, Seat, Wish: the round tables of one meeting.

These rows belong to a group, by the meeting of their plan; whoever looks one up comes in by the doors of groups or meetings,
or by `Diner.objects.seated`, which takes a user.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User, new_uid
from kith.groups.models import Membership
from kith.meetings.models import RSVP, Meeting

MOST_ROUNDS, MOST_AT_A_TABLE, MOST_MINUTES = 40, 20, 180


class Plan(models.Model):
    """How a meeting sits: so many rounds of small tables. What it says of itself was counted when it last changed."""

    class State(models.TextChoices):
        IDLE = "", _("As it stands")
        WAITING = "waiting", _("Being worked out")

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="plan")
    size = models.PositiveSmallIntegerField(
        _("people at a table, at most"),
        default=6,
        validators=[MinValueValidator(2), MaxValueValidator(MOST_AT_A_TABLE)],
    )
    rounds_wanted = models.PositiveSmallIntegerField(
        _("rounds"), default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST_ROUNDS)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes a round"), default=20, validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    remembers = models.BooleanField(_("count whom people met at earlier meetings"), default=True)
    balances_levels = models.BooleanField(_("mix beginners and old hands"), default=False)
    parts_mentors = models.BooleanField(_("mentors and organisers at different tables"), default=False)
    state = models.CharField(max_length=8, choices=State.choices, blank=True, default=State.IDLE)
    asked = models.PositiveIntegerField(
        default=0
    )  # counts what was asked for: an answer to an older question is dropped
    asked_at = models.DateTimeField(null=True, blank=True)
    from_round = models.PositiveSmallIntegerField(default=1)  # rounds before this one stay as they are
    wants_all = models.BooleanField(default=False)  # as many rounds as everybody needs to meet everybody
    trouble = models.CharField(max_length=300, blank=True)  # why it could not be worked out
    version = models.PositiveIntegerField(default=1)  # grows with everything that a screen shows
    again = models.PositiveIntegerField(default=0)  # times that two meet once more, earlier meetings counted
    least = models.PositiveIntegerField(
        null=True, blank=True
    )  # the least of these that is possible, where it is proven
    unmet = models.PositiveIntegerField(default=0)  # pairs that never meet
    shown_at = models.DateTimeField(null=True, blank=True)  # since when those who come see where they sit
    wall_secret = models.CharField(max_length=43, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return gettext("Round tables of %(meeting)s") % {"meeting": self.meeting}

    def get_absolute_url(self) -> str:
        """The address of the organiser's board."""
        return reverse("tables:board", args=[self.meeting.group.slug, self.meeting.uid])

    @property
    def is_waiting(self) -> bool:
        """Whether it is being worked out."""
        return self.state == self.State.WAITING


class Table(models.Model):
    """A table. Its number is what people look for; a name may stand beside it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(2), MaxValueValidator(100)]
    )  # nothing: as many as the plan says

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="table_number_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        label = gettext("Table %(number)s") % {"number": self.number}
        return f"{label}, {self.name}" if self.name else label


class DinerQuerySet(models.QuerySet["Diner"]):
    """Filters over who sits."""

    def seated(self, user: User) -> Self:
        """The user's own places, at meetings that they come to: in groups that they belong to now, or as newcomers.

        A newcomer has said yes to a meeting to which others may come, and has not left the group.
        """
        known = Membership.objects.filter(user=user, group=OuterRef("plan__meeting__group"))
        open_ = Exists(Meeting.objects.visible_to(user).filter(pk=OuterRef("plan__meeting")))
        said_yes = Exists(RSVP.objects.filter(user=user, meeting=OuterRef("plan__meeting"), answer=RSVP.Answer.YES))
        is_new = Q(open_) & Q(said_yes) & ~Q(Exists(known.exclude(left_at=None)))
        return self.filter(Q(Exists(known.current())) | is_new, user=user, away_since=None)

    def known(self) -> Self:
        """With all that their names are made of."""
        return self.select_related("user")


class Diner(models.Model):
    """Somebody who sits at the tables: a member, a guest whom one brings, or whoever walked in."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="diners")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)  # of whoever has no account, or comes for somebody
    brought_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    away_since = models.DateTimeField(null=True, blank=True)  # since when it is known that they do not come
    first_round = models.PositiveSmallIntegerField(default=1)
    last_round = models.PositiveSmallIntegerField(null=True, blank=True)  # after which they leave
    table = models.ForeignKey(
        Table, models.SET_NULL, null=True, blank=True, related_name="keepers"
    )  # that they keep: hosts

    objects = DinerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="diner_once")]
        indexes = [models.Index(fields=["user", "plan"], name="diner_of")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return called(self.name, self.user.name if self.user else None)

    @property
    def is_away(self) -> bool:
        """Whether they do not come at all."""
        return self.away_since is not None

    def is_there(self, number: int) -> bool:
        """Whether they are expected in a round."""
        return not self.is_away and comes_for(number, self.first_round, self.last_round)


def called(name: str, account: str | None) -> str:
    """What somebody who sits is called: by their own name at the tables, else by that of their account, which may be gone."""
    return name or (gettext("A former member") if account is None else account or gettext("Member"))


def comes_for(number: int, first: int, last: int | None) -> bool:
    """Whether a round is among those from the first to the last, if there is a last."""
    return first <= number and (last is None or number <= last)


class Round(models.Model):
    """One round, and its clock. It has been held once it was started."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=20)
    started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_seconds = models.PositiveIntegerField(default=0)  # of pauses that are over
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="round_number_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return gettext("Round %(number)s") % {"number": self.number}

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended, a pause included."""
        return self.started_at is not None and self.ended_at is None

    @property
    def ends_at(self) -> datetime | None:
        """When its time is up, as far as it does not pause again; None before it starts."""
        if self.started_at is None:
            return None
        return self.started_at + timedelta(minutes=self.minutes, seconds=self.paused_seconds)

    def left(self, now: datetime) -> int:
        """Whole seconds left, 0 once the time is up; all of them before it starts."""
        if self.ends_at is None:
            return self.minutes * 60
        return max(0, round((self.ends_at - (self.paused_at or now)).total_seconds()))


class Seat(models.Model):
    """That somebody sits at a table in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="taken")
    diner = models.ForeignKey(Diner, models.CASCADE, related_name="places")
    table = models.ForeignKey(Table, models.CASCADE, related_name="taken")
    is_pinned = models.BooleanField(default=False)  # put there by hand, and stays when the rest is worked out again

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "diner"], name="seat_once_a_round")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.diner}: {self.table}, {self.round}"


class Wish(models.Model):
    """That two sit apart, or together. Only organisers see it."""

    class Kind(models.TextChoices):
        APART = "apart", _("Never at one table")
        TOGETHER = "together", _("Always at one table")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    one = models.ForeignKey(Diner, models.CASCADE, related_name="+")
    other = models.ForeignKey(Diner, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="wish_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="wish_of_two"),
        ]
        verbose_name_plural = "wishes"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.one}, {self.other}: {self.get_kind_display()}"
