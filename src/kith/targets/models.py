"""Target, Aim, Pitch, TargetCard, CardAnswer: whom or what the user is aiming for, how they say it, and who answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.people.models import Organisation, Person


class Target(OwnedWithUid):
    """What the user is aiming for, in one sentence; its aims are the structure behind it."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Aiming for it")
        REACHED = "reached", _("Reached")
        SET_ASIDE = "set_aside", _("Set aside")

    sentence = models.CharField(_("in one sentence"), max_length=500)
    by = models.DateField(_("by when"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    state_on = models.DateField(null=True, editable=False)
    # In digital work moderately weak ties help most; in other fields the strong ones do (Rajkumar et al. 2022).
    weak_ties_first = models.BooleanField(_("digital work: moderately weak ties first"), default=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="target_uid")]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.sentence


class Aim(Owned):
    """One thing that a target is made of. `code` is the occupation's, of O*NET or ESCO, where it is a role."""

    class Kind(models.TextChoices):
        ROLE = "role", _("Role")
        FIELD = "field", _("Field")
        ORGANISATION = "organisation", _("Organisation")
        PLACE = "place", _("Place")
        PERSON = "person", _("Person")

    target = models.ForeignKey(Target, models.CASCADE, related_name="aims")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    text = models.CharField(_("what"), max_length=300)
    code = models.CharField(max_length=20, blank=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="aims")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="aims")
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_on_card = models.BooleanField(_("shown on the card"), default=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class Pitch(OwnedWithUid):
    """How the user says what they aim for, in one of three lengths; an edit makes a new version, the latest counts."""

    class Length(models.TextChoices):
        SHORT = "short", _("10 seconds")
        MEDIUM = "medium", _("30 seconds")
        LONG = "long", _("A paragraph")

    target = models.ForeignKey(Target, models.CASCADE, related_name="pitches")
    length = models.CharField(_("length"), max_length=10, choices=Length.choices)
    version = models.PositiveIntegerField(default=1, editable=False)
    text = models.TextField(_("text"))
    worked = models.TextField(_("what worked"), blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="pitch_uid"),
            models.UniqueConstraint(fields=["target", "length", "version"], name="pitch_version_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class TargetCard(OwnedWithUid):
    """A page with a secret address that says what the user looks for, for contacts to answer without an account."""

    target = models.OneToOneField(Target, models.CASCADE, related_name="card")
    secret = models.CharField(max_length=64, unique=True, null=True)  # none while nobody may see it
    greeting = models.TextField(_("a word of greeting"), blank=True)
    length = models.CharField(_("pitch on the card"), max_length=10, choices=Pitch.Length.choices, blank=True)
    shows_email = models.BooleanField(_("show my e-mail address"), default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="target_card_uid")]

    def __str__(self) -> str:
        return str(self.target)


class CardAnswer(OwnedWithUid):
    """What somebody wrote on a target card."""

    class Kind(models.TextChoices):
        KNOW = "know", _("I know someone")
        TALK_TO = "talk_to", _("Talk to …")
        OPENING = "opening", _("I heard of an opening")
        WORDS = "words", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")

    card = models.ForeignKey(TargetCard, models.CASCADE, related_name="answers")
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    words = models.TextField(_("in your words"))
    name = models.CharField(_("your name"), max_length=200, blank=True)
    contact = models.CharField(_("how to reach you"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    received_at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="card_answers")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="card_answer_uid")]
        indexes = [models.Index(fields=["owner", "received_at"], name="answer_open", condition=Q(state="open"))]

    def __str__(self) -> str:
        return self.words[:80]
