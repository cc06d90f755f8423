"""Somebody in a book: what they are to the user, how strong the tie is, and who counts as in the book."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import OwnedQuerySet, OwnedWithUid
from kith.people.models.labels import Label


class Relation(models.TextChoices):
    """What somebody is to the user."""

    CO_WORKER = "co_worker", _("Co-worker")
    OTHER_DEPARTMENT = "other_department", _("Other department")
    MANAGER = "manager", _("Manager")
    REPORT = "report", _("Reports to me")
    CUSTOMER = "customer", _("Customer")
    VENDOR = "vendor", _("Vendor")
    PARTNER = "partner", _("Business partner")
    RECRUITER = "recruiter", _("Recruiter")
    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")
    FRIEND = "friend", _("Friend")
    FAMILY = "family", _("Family")
    CLASSMATE = "classmate", _("Classmate")
    ACQUAINTANCE = "acquaintance", _("Acquaintance")
    OTHER = "other", _("Other")


class Tier(models.IntegerChoices):
    """How strong a tie is."""

    INFERRED = 0, _("Inferred")
    KNOWN = 1, _("Known")
    WARM = 2, _("Warm")
    CLOSE = 3, _("Close")


class Phase(models.TextChoices):
    """Where a tie stands between its two clocks."""

    NONE = "", _("No touch yet")
    ACTIVE = "active", _("Active")
    NEW = "new", _("New")
    FADING = "fading", _("Fading")
    DORMANT = "dormant", _("Dormant")
    ACQUAINTANCE = "acquaintance", _("Acquaintance")


# What PersonQuerySet.in_book says, for questions in SQL that call the person p. In these words SQLite knows its indexes.
IN_BOOK = "p.binned_at IS NULL AND NOT p.is_self AND p.merged_into_id IS NULL"
AWAY = "(p.binned_at IS NOT NULL OR p.merged_into_id IS NOT NULL OR p.is_self)"


class PersonQuerySet(OwnedQuerySet):
    """Filters over the people of books."""

    def in_book(self) -> Self:
        """Neither in the bin, nor merged into somebody, nor the user themself."""
        return self.filter(binned_at=None, merged_into=None, is_self=False)

    def in_bin(self) -> Self:
        """Put away, and restorable."""
        return self.filter(merged_into=None).exclude(binned_at=None)


class Person(OwnedWithUid):
    """Somebody in a book.

    The block from `tier` to `cadence_rule` is the person's standing: worked out by ties.actions and cadences.actions,
    written only there, and kept here because every list sorts and filters by it.
    """

    name = models.CharField(_("name"), max_length=300)
    given = models.CharField(_("given name"), max_length=150, blank=True)
    family = models.CharField(_("family name"), max_length=150, blank=True)
    additional = models.CharField(_("additional names"), max_length=150, blank=True)
    prefix = models.CharField(_("title before the name"), max_length=60, blank=True)
    suffix = models.CharField(_("suffix"), max_length=60, blank=True)
    nickname = models.CharField(_("nickname"), max_length=150, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=60, blank=True)
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices, blank=True)
    met_on = models.CharField(_("met on"), max_length=10, blank=True)
    met_at = models.CharField(_("met at"), max_length=300, blank=True)
    met_through = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="introduced", verbose_name=_("met through")
    )
    met_notes = models.TextField(_("what was said"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    interests = models.JSONField(_("interests"), default=list, blank=True)
    photo = models.CharField(max_length=200, blank=True, editable=False)  # a file name below media/photos
    extra = models.JSONField(
        default=dict, blank=True, editable=False
    )  # what an import brought and Kith has no field for
    is_self = models.BooleanField(default=False, editable=False)
    labels = models.ManyToManyField(Label, through="Labelling", related_name="people")

    sort_name = models.CharField(max_length=300, editable=False)
    search_text = models.TextField(editable=False)  # everything a search may find, folded: see people.folding
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)  # by the user, not by an import
    binned_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="absorbed", editable=False, db_index=False
    )

    tier = models.SmallIntegerField(choices=Tier.choices, null=True, editable=False)
    phase = models.CharField(max_length=12, choices=Phase.choices, blank=True, editable=False)
    warmth = models.SmallIntegerField(default=0, editable=False)
    depth = models.SmallIntegerField(default=0, editable=False)
    touches = models.PositiveIntegerField(default=0, editable=False)
    first_touch_on = models.DateField(null=True, editable=False)
    last_touch_on = models.DateField(null=True, editable=False)
    next_touch_on = models.DateField(null=True, editable=False)
    cadence_days = models.PositiveIntegerField(null=True, editable=False)
    cadence_rule = models.CharField(max_length=60, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="person_once_per_book"),
            models.UniqueConstraint(fields=["owner"], condition=Q(is_self=True), name="one_self_per_book"),
        ]
        indexes = [
            models.Index(
                fields=["owner", sort],
                name=f"person_by_{name}",
                condition=Q(binned_at=None, merged_into=None, is_self=False),
            )
            for sort, name in [
                ("sort_name", "name"),
                ("warmth", "warmth"),
                ("depth", "depth"),
                ("last_touch_on", "last_touch"),
                ("next_touch_on", "next_touch"),
                ("created_at", "arrival"),
            ]
        ] + [
            # Only of those who were merged: an index with everybody in it misleads SQLite into using it.
            models.Index(fields=["merged_into"], name="person_merged", condition=Q(merged_into__isnull=False)),
            # Only of those who do not count: there are few, so that it is quicker to leave them out than to look at all others.
            models.Index(
                fields=["owner"],
                name="person_away",
                condition=Q(binned_at__isnull=False) | Q(merged_into__isnull=False) | Q(is_self=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name
