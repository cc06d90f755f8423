"""Interaction, Participation, Promise: what happened, with whom, and what was said would be done."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.people.models import Organisation, Person


class Kind(models.TextChoices):
    """What kind of thing happened."""

    MEETING = "meeting", _("Meeting")
    CALL = "call", _("Call")
    MESSAGE = "message", _("Message")
    EMAIL = "email", _("E-mail")
    CARD = "card", _("Card")
    THANK_YOU = "thank_you", _("Thank-you")
    ARTICLE = "article", _("Article sent")
    HELP_GIVEN = "help_given", _("Help given")
    HELP_RECEIVED = "help_received", _("Help received")
    INTRODUCTION = "introduction", _("Introduction")
    CONNECTED = "connected", _("Connected")
    INVITATION = "invitation", _("Invitation")
    ENDORSEMENT = "endorsement", _("Endorsement")
    EVENT = "event", _("Event")
    APPLICATION = "application", _("Application")
    OTHER = "other", _("Other")


class Channel(models.TextChoices):
    """By what way it happened."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("Phone")
    VIDEO = "video", _("Video")
    EMAIL = "email", _("E-mail")
    LINKEDIN = "linkedin", _("LinkedIn")
    CHAT = "chat", _("Chat")
    POST = "post", _("Post")
    OTHER = "other", _("Other")


class Direction(models.TextChoices):
    """Which side began, or both."""

    OUTGOING = "outgoing", _("From me")
    INCOMING = "incoming", _("From them")
    MUTUAL = "mutual", _("Both ways")


class InteractionQuerySet(OwnedQuerySet):
    """Filters over interactions."""

    def in_book(self) -> Self:
        """Not in the bin."""
        return self.filter(binned_at=None)


class Interaction(OwnedWithUid):
    """Something that happened. `on` is its day in the user's calendar; `at` the exact moment, where it is known."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.MEETING)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices, blank=True)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices, default=Direction.MUTUAL)
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("moment"), null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)  # messages, where a day's messages are one interaction
    received = models.PositiveIntegerField(default=0)
    summary = models.CharField(_("in a few words"), max_length=500, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="interactions")
    people = models.ManyToManyField(Person, through="Participation", related_name="interactions")
    follow_up_on = models.DateField(_("follow up on"), null=True, blank=True)
    source_key = models.CharField(max_length=300, blank=True, editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    binned_at = models.DateTimeField(null=True, editable=False)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="interaction_once_per_book"),
            models.UniqueConstraint(
                fields=["owner", "source_key"], condition=~Q(source_key=""), name="interaction_once_per_source"
            ),
        ]
        indexes = [
            # All that counting by day asks for, so that a year of touches is counted without looking at one of them.
            models.Index(fields=["owner", "on", "kind"], name="interaction_by_day", condition=Q(binned_at=None)),
            models.Index(fields=["owner", "kind", "on"], name="interaction_by_kind"),
            models.Index(
                fields=["owner", "binned_at"], name="interaction_binned", condition=Q(binned_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Participation(Owned):
    """Somebody's part in an interaction, with a note that concerns only them."""

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="participations")
    private_note = models.TextField(_("private note"), blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction", "person"], name="person_once_per_interaction")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.interaction_id}"


class PromiseQuerySet(OwnedQuerySet):
    """Filters over promises."""

    def open(self) -> Self:
        """Neither kept nor let go."""
        return self.filter(kept_on=None, let_go_on=None)


class Promise(OwnedWithUid):
    """Something one side said it would do for the other."""

    class By(models.TextChoices):
        ME = "me", _("I promised")
        THEM = "them", _("They promised")

    person = models.ForeignKey(Person, models.CASCADE, related_name="promises")
    interaction = models.ForeignKey(Interaction, models.SET_NULL, null=True, blank=True, related_name="promises")
    by = models.CharField(_("by"), max_length=4, choices=By.choices, default=By.ME)
    what = models.CharField(_("what"), max_length=500)
    due_on = models.DateField(_("due"), null=True, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, blank=True, editable=False)
    let_go_on = models.DateField(_("let go on"), null=True, blank=True, editable=False)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["owner", "due_on"], name="promise_open_by_day", condition=Q(kept_on=None, let_go_on=None)
            )
        ]

    def __str__(self) -> str:
        return self.what
