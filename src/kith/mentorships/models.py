"""Mentors and mentees of a group, the rounds in which they are matched, what two agreed on, and coffee.

These rows belong to a group, by a membership; whoever looks one up comes in by the doors of groups, and then by a filter here
that takes the membership. A log, thanks and what two agreed on are theirs alone: organisers have no door to them.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import new_uid
from kith.groups.models import Group, Membership

MOST_MENTEES = 20


class Often(models.TextChoices):
    """How often two mean to talk."""

    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Once a month")


class Value(models.TextChoices):
    """What matters to somebody in work: a few words to choose from, so that they can be alike."""

    LEARNING = "learning", _("Learning")
    FREEDOM = "freedom", _("Freedom to decide")
    SECURITY = "security", _("Security")
    FAMILY = "family", _("Time for family")
    HELPING = "helping", _("Helping people")
    CRAFT = "craft", _("Doing it well")
    FAIRNESS = "fairness", _("Fairness")
    ADVENTURE = "adventure", _("Something new")
    EARNING = "earning", _("A good income")
    TOGETHER = "together", _("Working together")


def values_in_words(values: list[str]) -> list[str]:
    """Their names, in the order of the list of all."""
    return [str(label) for value, label in Value.choices if value in values]


class Mentor(models.Model):
    """That a member offers to mentor. Whoever is proposed to them reads it; organisers see how many there are."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="mentor")
    topics = models.TextField(_("what I can help with"), max_length=1000)
    values = models.JSONField(_("what matters to me"), default=list, blank=True)  # of Value
    often = models.CharField(_("how often"), max_length=12, choices=Often.choices, default=Often.MONTHLY)
    capacity = models.PositiveSmallIntegerField(
        _("how many at a time"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_MENTEES)]
    )
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ["offered_at", "pk"]

    def __str__(self) -> str:
        return str(self.membership)


class Mentee(models.Model):
    """That a member looks for a mentor. Whoever is proposed to them reads it; organisers see how many there are."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="mentee")
    goal = models.TextField(_("what I want to get to"), max_length=1000)
    values = models.JSONField(_("what matters to me"), default=list, blank=True)  # of Value
    often = models.CharField(_("how often"), max_length=12, choices=Often.choices, default=Often.MONTHLY)
    sought_at = models.DateTimeField()

    class Meta:
        ordering = ["sought_at", "pk"]

    def __str__(self) -> str:
        return str(self.membership)


class Round(models.Model):
    """One matching of a whole group: worked out behind the pages, looked at by an organiser, proposed, and over."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being worked out")
        FOUND = "found", _("Found, not proposed yet")
        PROPOSED = "proposed", _("Proposed")
        OVER = "over", _("Over")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="mentor_rounds")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    answer_by = models.DateField(null=True, blank=True)  # the last day for answers, as the group's clock has it
    without = models.PositiveIntegerField(default=0)  # mentees for whom there was no mentor
    told_at = models.DateTimeField(null=True)  # when both sides of all matches had been written to

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=~Q(state="over"), name="mentor_round_at_a_time")
        ]
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.group}, {self.asked_at:%Y-%m-%d}"


class MentorMatchQuerySet(models.QuerySet["Match"]):
    """Filters over matches."""

    def for_member(self, membership: Membership) -> Self:
        """Those proposed to a member that wait for an answer of either side, in a round that is not over."""
        mine = Q(mentor=membership) | Q(mentee=membership)
        return self.filter(mine, round__state=Round.State.PROPOSED, agreed_at=None)

    def known(self) -> Self:
        """With the names of both."""
        return self.select_related("round__group", "mentor__user", "mentor__group", "mentee__user", "mentee__group")


class Match(models.Model):
    """A mentor and a mentee who may suit each other, and why. A no and silence look the same to the other side."""

    class Answer(models.TextChoices):
        OPEN = "", _("Not yet")
        YES = "yes", _("Yes")
        NO = "no", _("Not this time")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="matches")
    mentor = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    fit = models.FloatField()  # 0 to 1
    reasons = models.JSONField(default=list)  # sentences
    by_mentor = models.CharField(max_length=3, choices=Answer.choices, blank=True, default=Answer.OPEN)
    by_mentee = models.CharField(max_length=3, choices=Answer.choices, blank=True, default=Answer.OPEN)
    agreed_at = models.DateTimeField(null=True)

    objects = MentorMatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "mentee"], name="mentor_proposed_once")]
        indexes = [
            models.Index(fields=["mentor"], name="match_of_mentor", condition=Q(agreed_at=None)),
            models.Index(fields=["mentee"], name="match_of_mentee", condition=Q(agreed_at=None)),
        ]
        ordering = ["fit", "pk"]  # the worst first: that is the one to look at

    def __str__(self) -> str:
        return f"{self.mentor} · {self.mentee}"

    def is_mentor(self, membership: Membership) -> bool:
        """Whether that member is the mentor of the two."""
        return bool(self.mentor_id == membership.pk)

    def answer_of(self, membership: Membership) -> str:
        """What that member said."""
        return self.by_mentor if self.is_mentor(membership) else self.by_mentee

    def other_than(self, membership: Membership) -> Membership:
        """The other of the two."""
        return self.mentee if self.is_mentor(membership) else self.mentor


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    """Filters over mentorships."""

    def of(self, membership: Membership) -> Self:
        """Those of a member, with the names of both; nobody else has a way to one."""
        mine = self.filter(Q(mentor=membership) | Q(mentee=membership))
        return mine.select_related("group", "mentor__user", "mentor__group", "mentee__user", "mentee__group")

    def running(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_on=None)


class Mentorship(models.Model):
    """A mentor, a mentee and a goal, for an agreed time. All of it is the two's alone."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="mentorships")
    mentor = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    mentee = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    goal = models.TextField(_("goal"), max_length=1000)
    often = models.CharField(_("how often"), max_length=12, choices=Often.choices, default=Often.MONTHLY)
    agreement = models.TextField(
        _("what we agreed on"), max_length=2000, blank=True
    )  # what stays between us, how to reach each other
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    check_in_on = models.DateField(null=True, blank=True)  # the next day on which both are asked how it goes
    # Since when each is asked how it goes, until they say so or a talk is noted; the other never learns which.
    mentor_asked_on = models.DateField(null=True, blank=True, editable=False)
    mentee_asked_on = models.DateField(null=True, blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True)
    thanks_of_mentor = models.TextField(max_length=1000, blank=True)
    thanks_of_mentee = models.TextField(max_length=1000, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["check_in_on"], name="mentorship_check_in", condition=Q(ended_on=None)),
            models.Index(fields=["mentor"], name="mentorship_of_mentor"),
            models.Index(fields=["mentee"], name="mentorship_of_mentee"),
        ]
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return gettext("Mentorship since %(day)s") % {"day": self.starts_on.isoformat()}

    def get_absolute_url(self) -> str:
        """The address of the page of the two."""
        return reverse("mentorships:mentorship", args=[self.group.slug, self.uid])

    def is_mentor(self, membership: Membership) -> bool:
        """Whether that member is the mentor of the two."""
        return bool(self.mentor_id == membership.pk)

    def other_than(self, membership: Membership) -> Membership | None:
        """The other of the two; nobody where the account is gone."""
        return self.mentee if self.is_mentor(membership) else self.mentor

    def is_asked(self, membership: Membership) -> bool:
        """Whether that member is asked how it goes, and has not said yet."""
        asked_on = self.mentor_asked_on if self.is_mentor(membership) else self.mentee_asked_on
        return self.ended_on is None and asked_on is not None

    def thanks_to(self, membership: Membership) -> str:
        """The thanks that a member got."""
        return self.thanks_of_mentee if self.is_mentor(membership) else self.thanks_of_mentor

    def is_past(self, on: date) -> bool:
        """Whether the agreed time is over."""
        return on >= self.ends_on


class Session(models.Model):
    """One talk of the two, for their eyes alone."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="sessions")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    on = models.DateField(_("on"))
    about = models.TextField(_("what it was about"), max_length=4000)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.on.isoformat()


class Rhythm(models.Model):
    """How often a group has coffee in pairs."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="coffee")
    often = models.CharField(_("how often"), max_length=12, choices=Often.choices, default=Often.FORTNIGHTLY)
    next_on = models.DateField(null=True, blank=True)  # nothing while it rests
    last_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_on"], name="coffee_due", condition=Q(next_on__isnull=False))]

    def __str__(self) -> str:
        return self.get_often_display()


class Drinker(models.Model):
    """That a member wants to be paired for coffee."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="drinker")
    since = models.DateField()

    def __str__(self) -> str:
        return str(self.membership)


class Coffee(models.Model):
    """One pair or trio, of one day's pairing."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="coffees")
    on = models.DateField()
    members = models.ManyToManyField(Membership, through="Seat", related_name="coffees")

    class Meta:
        indexes = [models.Index(fields=["group", "on"], name="coffee_by_day")]
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.on.isoformat()


class Seat(models.Model):
    """A member's place at a coffee."""

    coffee = models.ForeignKey(Coffee, models.CASCADE, related_name="seats")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    noted_on = models.DateField(null=True, blank=True)  # when they wrote into their own book that they met
    told_at = models.DateTimeField(null=True)  # when they were written to

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coffee", "membership"], name="seat_once")]
        indexes = [models.Index(fields=["coffee"], name="seat_untold", condition=Q(told_at=None))]
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.membership)
