"""Opportunity, StageChange, DoneStep, Link, Involvement: what may come of it, how far it is, and through whom it came."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.interactions.models import Interaction
from kith.introductions.models import Introduction
from kith.people.models import Organisation, Person
from kith.targets.models import Target

CLOSED = ("won", "lost", "set_aside")


class OpportunityQuerySet(OwnedQuerySet):
    """Filters over opportunities."""

    def in_book(self) -> Self:
        """Not in the bin."""
        return self.filter(binned_at=None)

    def open(self) -> Self:
        """Neither come true, nor come to nothing, nor set aside."""
        return self.exclude(stage__in=CLOSED)


class Opportunity(OwnedWithUid):
    """An opening, a lead, a project: something that may come of the user's network, or of an application."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        LEAD = "lead", _("Lead")
        REFERRAL = "referral", _("Referral")
        PROJECT = "project", _("Project")
        ROOM = "room", _("Room")
        CLIENT = "client", _("Client")

    class Stage(models.TextChoices):
        HEARD = "heard", _("Heard of it")
        TALKING = "talking", _("Talking")
        APPLIED = "applied", _("Applied")
        INTERVIEW = "interview", _("Interview, or close")
        OFFER = "offer", _("Offer")
        WON = "won", _("Came true")
        LOST = "lost", _("Came to nothing")
        SET_ASIDE = "set_aside", _("Set aside")

    class Source(models.TextChoices):
        PERSON = "person", _("A person")
        INTRODUCTION = "introduction", _("An introduction")
        GROUP = "group", _("A group")
        TARGET_CARD = "target_card", _("My target card")
        RECRUITER = "recruiter", _("A recruiter")
        ADVERT = "advert", _("An advertisement")
        APPLICATION = "application", _("An application of my own")
        OTHER = "other", _("Something else")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OPENING)
    title = models.CharField(_("what"), max_length=300)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="opportunities")
    target = models.ForeignKey(Target, models.SET_NULL, null=True, blank=True, related_name="opportunities")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.HEARD)
    stage_on = models.DateField(_("since"), null=True, blank=True)
    began_on = models.DateField(_("first heard of"))
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("by"), null=True, blank=True)
    source = models.CharField(_("through"), max_length=15, choices=Source.choices, default=Source.OTHER)
    channel = models.CharField(_("channel"), max_length=15, blank=True)  # as interactions have them
    url = models.CharField(_("web address"), max_length=1000, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    source_key = models.CharField(max_length=300, editable=False, blank=True)  # the same whenever a file is read again

    edited_at = models.DateTimeField(null=True, editable=False)  # by the user, not by an import
    binned_at = models.DateTimeField(null=True, editable=False)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="opportunity_uid"),
            models.UniqueConstraint(
                fields=["owner", "source_key"], condition=~Q(source_key=""), name="opportunity_once_per_source"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "stage"], name="opportunity_by_stage"),
            models.Index(fields=["owner", "next_on"], name="opportunity_due", condition=Q(next_on__isnull=False)),
        ]
        verbose_name_plural = "opportunities"
        ordering = ["-began_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.stage not in CLOSED


class StageChange(Owned):
    """That an opportunity came to a stage, and on which day."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=10, choices=Opportunity.Stage.choices)
    on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.stage


class DoneStep(Owned):
    """A next step that was done, and on which day. `due_on` is the day it was meant for."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="done_steps")
    what = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.what


class Link(Owned):
    """One link of the chain that an opportunity came from, earlier ones first: a talk, an introduction, a person, words."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="chain")
    place = models.PositiveSmallIntegerField()  # in the chain, from 0
    on = models.DateField(null=True, blank=True)
    text = models.CharField(_("what happened"), max_length=300, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="opportunity_links")
    interaction = models.ForeignKey(Interaction, models.SET_NULL, null=True, blank=True, related_name="+")
    introduction = models.ForeignKey(Introduction, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.text


class Involvement(Owned):
    """A person who has to do with an opportunity."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="involvements")
    person = models.ForeignKey(Person, models.CASCADE, related_name="involvements")
    role = models.CharField(_("role"), max_length=100, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "person"], name="involved_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.opportunity_id}"
