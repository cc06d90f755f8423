"""Person, Organisation, Position, ContactPoint, Occasion, Label, SavedView: who is in a book."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid, new_uid


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


class Label(OwnedWithUid):
    """A word by which the user gathers people."""

    name = models.CharField(_("name"), max_length=100)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="label_once_per_book",
                violation_error_message=_("You have this label already."),
            )
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Organisation(OwnedWithUid):
    """A company, school, club or office. `key` is its name folded, by which it is found again."""

    name = models.CharField(_("name"), max_length=300)
    key = models.CharField(max_length=300, editable=False)
    url = models.CharField(_("web address"), max_length=500, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    followed_on = models.DateField(_("following since"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="organisation_once_per_book")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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


class Labelling(Owned):
    """A label on a person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="labellings")
    label = models.ForeignKey(Label, models.CASCADE, related_name="labellings", db_index=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "label"], name="label_once_per_person")]
        # Who has a label, counted without looking at the labellings themselves.
        indexes = [models.Index(fields=["label", "person"], name="labelling_by_label")]

    def __str__(self) -> str:
        return f"{self.label_id} on {self.person_id}"


class Position(Owned):
    """A person's role at an organisation, or time at a school. Dates are ISO 8601, as exact as known."""

    class Kind(models.TextChoices):
        WORK = "work", _("Work")
        EDUCATION = "education", _("Education")

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, blank=True, related_name="positions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.WORK)
    title = models.CharField(_("title"), max_length=300, blank=True)
    department = models.CharField(_("department"), max_length=300, blank=True)
    started = models.CharField(_("started"), max_length=10, blank=True)
    ended = models.CharField(_("ended"), max_length=10, blank=True)
    is_current = models.BooleanField(_("current"), default=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    noticed_on = models.DateField(null=True, editable=False)  # when an import saw that it is new

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            # Said as "is not null", which SQLite recognises in a question that compares; "not is null" it does not.
            models.Index(
                fields=["owner", "noticed_on"], name="position_noticed", condition=Q(noticed_on__isnull=False)
            ),
            # Who is where now, counted without looking at the positions themselves: SQLite does so only where the index
            # holds the column of its own condition as well.
            models.Index(
                fields=["organisation", "person", "is_current"], name="position_now", condition=Q(is_current=True)
            ),
            # The day of the year on which it started, "05-23" or "05": for anniversaries.
            models.Index("owner", Substr("started", 6), name="position_start_day", condition=Q(is_current=True)),
        ]

    def __str__(self) -> str:
        return self.title or str(self.organisation_id)


class ContactPoint(Owned):
    """A way to reach a person. `key` is the value as an identifier: see people.identity."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        URL = "url", _("Web address")
        HANDLE = "handle", _("Handle")
        ADDRESS = "address", _("Address")

    person = models.ForeignKey(Person, models.CASCADE, related_name="points")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=1000)
    label = models.CharField(_("label"), max_length=60, blank=True)
    is_preferred = models.BooleanField(_("preferred"), default=False)
    parts = models.JSONField(default=list, blank=True, editable=False)  # of an address: the seven parts of a vCard ADR
    key = models.CharField(max_length=300, editable=False, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "key"], name="point_by_key")]

    def __str__(self) -> str:
        return self.value


class Occasion(Owned):
    """A yearly day of a person. Has no time zone, and perhaps no year; 29 February is kept on the 28th in common years."""

    class Kind(models.TextChoices):
        BIRTHDAY = "birthday", _("Birthday")
        ANNIVERSARY = "anniversary", _("Anniversary")
        WORK_ANNIVERSARY = "work_anniversary", _("Work anniversary")
        OTHER = "other", _("Other")

    person = models.ForeignKey(Person, models.CASCADE, related_name="occasions")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.BIRTHDAY)
    label = models.CharField(_("label"), max_length=100, blank=True)
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    day = models.PositiveSmallIntegerField(_("day"), validators=[MinValueValidator(1), MaxValueValidator(31)])
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "month", "day"], name="occasion_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31), name="occasion_is_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}.{self.month}."


class Identity(Owned):
    """An exact identifier of a person that no contact point shows: a vCard's UID, the address of a merged profile."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    key = models.CharField(max_length=300)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "key"], name="identity_by_key")]

    def __str__(self) -> str:
        return self.key


class Related(Owned):
    """Somebody who belongs to a person: their spouse, their manager, who referred them. RFC 6350, RELATED, and a few more.

    `other` is set where they are in the book themselves; the name stands as the source has it.
    """

    class Kind(models.TextChoices):
        SPOUSE = "spouse", _("Spouse")
        PARTNER = "partner", _("Partner")
        CHILD = "child", _("Child")
        PARENT = "parent", _("Parent")
        SIBLING = "sibling", _("Sibling")
        KIN = "kin", _("Relative")
        FRIEND = "friend", _("Friend")
        COLLEAGUE = "colleague", _("Colleague")
        MANAGER = "manager", _("Manager")
        REPORT = "report", _("Reports to them")
        ASSISTANT = "assistant", _("Assistant")
        REFERRED_BY = "referred_by", _("Referred by")
        CONTACT = "contact", _("Contact")
        OTHER = "other", _("Other")

    person = models.ForeignKey(Person, models.CASCADE, related_name="related")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    label = models.CharField(_("label"), max_length=60, blank=True)  # the source's own word, where it has another one
    name = models.CharField(_("name"), max_length=300)
    other = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="related_to")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner"], name="related_by_book")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"


class Tombstone(Owned):
    """That somebody was erased: an HMAC of one identifier or name of theirs, by which an import leaves them out.

    See people.tombstones. Nothing can be read back from it. `salt` is the key of the HMAC, made once for a book.
    """

    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    burial = models.UUIDField(default=new_uid)  # what was buried together, and may come back together
    erased_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "digest"], name="tombstone_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class UnusedPhoto(models.Model):
    """The file of a photo that nobody has any more, from when that is saved until it is deleted, whatever comes between."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class SavedView(OwnedWithUid):
    """A list of people as the user wants to see it again: filters, columns, order."""

    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(max_length=2000, blank=True)  # the address's part behind the question mark

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="view_once_per_book",
                violation_error_message=_("You have a view of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
