"""Series, Meeting, RSVP and what hangs on them: when a group meets, who says that they come, and who was there."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import OwnedQuerySet, OwnedWithUid, User, new_uid, valid_zone
from kith.groups.models import Format, Group, Membership
from kith.people.models import Person


class Gathering(models.Model):
    """What a series and one meeting have in common."""

    title = models.CharField(_("title"), max_length=160)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices, default=Format.IN_PERSON)
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("link of the call"), max_length=500, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, validators=[valid_zone]
    )  # the group's, when it was made
    seats = models.PositiveSmallIntegerField(_("places in the room"), null=True, blank=True)
    call_seats = models.PositiveSmallIntegerField(_("places in the call"), null=True, blank=True)
    agenda = models.TextField(_("agenda"), max_length=10_000, blank=True)  # Markdown
    rounds = models.TextField(_("parts with minutes"), max_length=2000, blank=True)  # one a line: 5 Welcome
    roles = models.CharField(_("roles of the agenda"), max_length=300, blank=True)  # with commas
    guests_may_come = models.BooleanField(_("people who are no members may come"), default=True)
    # Whose connected mailbox takes what calendar programs answer; attendees' calendars then show this address.
    answers_to = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which it was planned."""
        return ZoneInfo(self.time_zone)

    @property
    def role_names(self) -> list[str]:
        """The roles of the agenda, each once."""
        return list(dict.fromkeys(name for part in self.roles.split(",") if (name := part.strip()[:60])))

    @property
    def has_room(self) -> bool:
        """Whether one can come in person."""
        return self.format != Format.CALL

    @property
    def has_call(self) -> bool:
        """Whether one can come by call."""
        return self.format != Format.IN_PERSON


class Series(Gathering):
    """Meetings by a recurrence rule: local time of the zone, so that seven o'clock stays seven when the clocks change."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="series")
    rule = models.CharField(_("how often"), max_length=300)  # RRULE of RFC 5545, without its name
    starts_on = models.DateField(_("first on"))
    starts_at = models.TimeField(_("at"))  # local
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    planned_until = models.DateField(null=True, editable=False)  # up to which its meetings exist as rows
    ends_before = models.DateField(null=True, editable=False)  # from that day on another series goes on, or none
    ended_at = models.DateTimeField(null=True, editable=False)
    # Of which it is a part, where it goes on differently from what was planned at first: for members it is one series.
    whole = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="parts")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["planned_until"], name="series_to_plan", condition=Q(ended_at=None))]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Filters over meetings; every door starts with visible_to."""

    def visible_to(self, user: User) -> Self:
        """Those of groups that the user belongs to, and those of listed groups to which others may come."""
        mine = Membership.objects.current().filter(user=user).values("group")
        open_to_all = Q(group__is_listed=True, group__ended_at=None, guests_may_come=True)
        return self.filter(Q(group__in=mine) | open_to_all)

    def coming(self, now: datetime) -> Self:
        """Those that are not over and not called off, the next one first."""
        return self.filter(ends_at__gt=now, cancelled_at=None).order_by("starts_at", "pk")


class Meeting(Gathering):
    """One gathering of a group. One of a series is told apart by the start that the rule gave it (RECURRENCE-ID)."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings")
    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="meetings")
    by_rule_at = models.DateTimeField(null=True, editable=False)  # when the rule would have it
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    is_own = models.BooleanField(default=False, editable=False)  # changed by itself: the series no longer changes it
    sequence = models.PositiveIntegerField(default=0, editable=False)  # iCalendar's SEQUENCE
    cancelled_at = models.DateTimeField(null=True, editable=False)
    notes = models.TextField(_("notes"), max_length=20_000, blank=True)  # Markdown, for members
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "by_rule_at"], name="meeting_of_rule_once")]
        indexes = [
            models.Index(fields=["group", "starts_at"], name="meeting_of_group"),
            models.Index(fields=["starts_at"], name="meeting_by_start"),
        ]
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The address of the meeting's page."""
        return reverse("meetings:meeting", args=[self.group.slug, self.uid])

    def seats_for(self, *, by_call: bool) -> int | None:
        """How many may come that way; None for as many as like."""
        return self.call_seats if by_call else self.seats


class Coming(models.Model):
    """How somebody comes: what they say of one meeting, and of all of a series. The plan is theirs alone."""

    PLAN = ("leaves", "leaves_from", "obstacle")

    by_call = models.BooleanField(_("by call"), default=False)
    guests = models.PositiveSmallIntegerField(_("guests that I bring"), default=0)
    leaves = models.CharField(_("when I leave"), max_length=60, blank=True)
    leaves_from = models.CharField(_("from where"), max_length=120, blank=True)
    obstacle = models.CharField(_("what could stop me, and what I do then"), max_length=300, blank=True)

    class Meta:
        abstract = True


class Promised(models.Model):
    """The words of a promise to come. A stake is noted, never collected."""

    WORDS = ("words", "stake", "cause")

    words = models.CharField(_("what I promise"), max_length=300, blank=True)
    stake = models.CharField(_("what I give if I do not come"), max_length=60, blank=True)
    cause = models.CharField(_("to whom or what"), max_length=160, blank=True)

    class Meta:
        abstract = True


class RSVP(Coming):
    """What somebody said about coming, and whether they were there."""

    class Answer(models.TextChoices):
        YES = "yes", _("I come")
        MAYBE = "maybe", _("Perhaps")
        NO = "no", _("I cannot")
        WAITING = "waiting", _("On the waiting list")

    class Attendance(models.TextChoices):
        UNKNOWN = "", _("Not known")
        PRESENT = "present", _("Was there")
        LATE = "late", _("Came late")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Was not there")
        SUBSTITUTE = "substitute", _("Sent somebody")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="rsvps")
    user = models.ForeignKey(User, models.CASCADE, related_name="rsvps")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, default=Answer.YES)
    answered_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True)  # a place is kept for them till then
    attendance = models.CharField(max_length=10, choices=Attendance.choices, blank=True, default=Attendance.UNKNOWN)
    here_at = models.DateTimeField(null=True)  # when they checked in
    substitute = models.CharField(_("who comes instead"), max_length=120, blank=True)
    remind_at = models.DateTimeField(null=True, editable=False)  # when the next reminder is written

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="rsvp_once")]
        indexes = [
            models.Index(fields=["user", "meeting"], name="rsvp_of"),
            models.Index(fields=["meeting", "answer"], name="rsvp_coming"),
            models.Index(fields=["remind_at"], name="rsvp_to_remind", condition=Q(remind_at__isnull=False)),
            models.Index(fields=["offered_until"], name="rsvp_offered", condition=Q(offered_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_answer_display()}"

    @property
    def heads(self) -> int:
        """How many places it takes: the member's own, and one for each guest."""
        return 1 + self.guests

    @property
    def was_there(self) -> bool:
        """Whether they came, in time or late."""
        return self.attendance in PRESENT


PRESENT = (RSVP.Attendance.PRESENT, RSVP.Attendance.LATE)
SENDS_SOMEBODY = Q(answer=RSVP.Answer.NO) & ~Q(substitute="")  # who has their place


class Standing(Coming, Promised):
    """What somebody said about all meetings of a series from a day on; each new one takes it over."""

    SAID = ("user_id", "answer", "by_call", "guests", *Coming.PLAN, *Promised.WORDS)

    series = models.ForeignKey(Series, models.CASCADE, related_name="standing")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=8, choices=RSVP.Answer.choices)
    given_to = models.ManyToManyField(User, related_name="+")  # the promise of each meeting

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "user"], name="standing_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_answer_display()}"


class Pledge(Promised):
    """A promise to come, given to members by name: they see it, and nobody else does."""

    rsvp = models.OneToOneField(RSVP, models.CASCADE, related_name="pledge")
    given_to = models.ManyToManyField(User, related_name="pledges_to_me")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words


class Duty(models.Model):
    """A role of the agenda at one meeting, and who has it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="duties")
    role = models.CharField(max_length=60)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "role"], name="duty_once")]
        indexes = [models.Index(fields=["user", "role"], name="duty_of")]
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return f"{self.role}: {self.user}"


class GivenBack(models.Model):
    """That somebody cannot have a role this time, so that it is not given to them again; no reason is asked."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="given_back")
    role = models.CharField(max_length=60)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "role", "user"], name="given_back_once")]
        verbose_name_plural = "given back"

    def __str__(self) -> str:
        return f"{self.role}: not {self.user}"


class Reminders(models.Model):
    """Which reminders a member of a group wants; without a row all of them."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="reminders")
    week = models.BooleanField(_("a week before"), default=True)
    day = models.BooleanField(_("a day before"), default=True)
    hour = models.BooleanField(_("an hour before"), default=True)

    class Meta:
        verbose_name_plural = "reminders"

    def __str__(self) -> str:
        return ", ".join(name for name in ("week", "day", "hour") if getattr(self, name))


class Feed(models.Model):
    """A secret address at which a calendar program finds a user's meetings: all of them, or those of one group."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")
    secret = models.CharField(max_length=60, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="feed_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(group=None), name="feed_of_all_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group or 'all'} for {self.user}"


class Met(OwnedWithUid):
    """That the user met somebody at a meeting of a group: who that is in the user's book.

    The account and the meeting are of this server only; the day and the title stay where those are gone.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="met_in_groups")
    other = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=160)
    on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="met_uid"),
            models.UniqueConstraint(fields=["owner", "meeting", "other"], name="met_once"),
        ]
        indexes = [models.Index(fields=["owner", "on"], name="met_by_day")]
        verbose_name_plural = "met"

    def __str__(self) -> str:
        return f"{self.title} {self.on}"
