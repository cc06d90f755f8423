"""Introduction, Step, IntroducerRule, SetAside, Reply: from the draft to the thanks, who did what when, what an introducer does
not want, which two are not to be introduced, and what people outside answered by their links."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.people.models import Person, Tier
from kith.targets.models import Target


class Introduction(OwnedWithUid):
    """A request to be introduced, or two people whom the user introduces to one another.

    Asked for: `introducer` knows `other`, and is asked to introduce the user. Made: there is no introducer but the user,
    and `party` meets `other`. Who is not in the book stands as `other_name`.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", _("Somebody introduces me")
        MADE = "made", _("I introduce two people")

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Drafted")
        INTRODUCER_ASKED = "introducer_asked", _("Introducer asked")
        INTRODUCER_AGREED = "introducer_agreed", _("Introducer agreed")
        OTHER_ASKED = "other_asked", _("Other side asked")
        OTHER_AGREED = "other_agreed", _("Both agreed")
        INTRODUCED = "introduced", _("Introduced")
        MET = "met", _("Met")
        OUTCOME = "outcome", _("Outcome noted")
        THANKED = "thanked", _("Both thanked")
        EXPIRED = "expired", _("Came to nothing")  # no, or no answer: nobody is told which
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Outcome(models.TextChoices):
        NONE = "", _("Not known yet")
        GOOD_TALK = "good_talk", _("A good talk")
        ADVICE = "advice", _("Advice")
        REFERRAL = "referral", _("A referral or another introduction")
        OPENING = "opening", _("An opening")
        NOTHING = "nothing", _("Nothing came of it")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.ASKED)
    introducer = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="introductions_given")
    party = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="introductions_as_party")
    other = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="introductions_to")
    other_name = models.CharField(_("to whom"), max_length=300, blank=True)
    target = models.ForeignKey(Target, models.SET_NULL, null=True, blank=True, related_name="introductions")
    tier = models.SmallIntegerField(choices=Tier.choices, null=True, editable=False)  # of the introducer, when asked
    purpose = models.TextField(_("what for"), blank=True)
    common_ground = models.TextField(_("what you share"), blank=True)
    blurb = models.TextField(_("to forward"), blank=True)
    introducer_words = models.TextField(_("the introducer's words"), blank=True)
    other_contact = models.CharField(_("how to reach them"), max_length=300, blank=True)  # as they said with their yes
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFTED)
    state_at = models.DateTimeField(null=True, editable=False)
    asked_at = models.DateTimeField(
        null=True, editable=False
    )  # the introducer, or the first of two whom the user introduces
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    outcome_notes = models.TextField(_("notes"), blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="introduction_uid")]
        indexes = [
            models.Index(fields=["owner", "introducer", "asked_at"], name="introduction_asked"),
            models.Index(fields=["owner", "state"], name="introduction_by_state"),
        ]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.to

    @property
    def first(self) -> Person | None:
        """Whom the user asks first: the introducer, or the first of two whom they introduce."""
        return self.introducer if self.kind == self.Kind.ASKED else self.party

    @property
    def to(self) -> str:
        """The name of the other side."""
        return self.other.name if self.other else self.other_name


class Step(Owned):
    """What happened with an introduction, who did it, and when."""

    class Actor(models.TextChoices):
        ME = "me", _("Me")
        INTRODUCER = "introducer", _("Introducer")
        PARTY = "party", _("One side")
        OTHER = "other", _("Other side")
        KITH = "kith", _("Kith")

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="steps")
    actor = models.CharField(max_length=12, choices=Actor.choices)
    move = models.CharField(max_length=30)
    state = models.CharField(max_length=20, choices=Introduction.State.choices)  # the one that it led to
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    told = models.BooleanField(default=False)  # the user wrote down what somebody else did

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.move


class IntroducerRule(Owned):
    """What an introducer has said: never ask me, not for this person, not before that day."""

    class Kind(models.TextChoices):
        NEVER = "never", _("Never ask me")
        NOT_FOR = "not_for", _("Not for this person")
        NOT_NOW = "not_now", _("Not now")

    introducer = models.ForeignKey(Person, models.CASCADE, related_name="introducer_rules")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="introductions_refused")
    about_name = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True, blank=True)
    said_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.kind


class SetAside(Owned):
    """Two people whom the user does not want to be told any more that they might like each other."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="set_aside_once")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"


class Reply(models.Model):
    """What somebody outside is asked by a link in a letter, and what they answered.

    A yes moves the introduction. A no stands here and nowhere else, and here is no part of the book: no page of the user's
    and no archive shows it, so that it cannot be told from silence.
    """

    class Answer(models.TextChoices):
        NONE = "", _("None yet")
        AGREE = "agree", _("Yes")
        NOT_FOR = "not_for", _("Not for this person")
        NOT_NOW = "not_now", _("Not now")
        NEVER = "never", _("Never ask me")

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="replies")
    actor = models.CharField(max_length=12, choices=Step.Actor.choices)
    secret = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["introduction", "actor"], name="reply_once")]

    def __str__(self) -> str:
        return f"reply {self.pk}"
