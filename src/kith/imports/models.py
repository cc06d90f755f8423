"""Import, ImportFile, ImportRecord, ImportChange: what was brought in, from where, and what it did; ColumnMapping, MessageMark."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet, OwnedWithUid
from kith.people.models import Person


class Import(OwnedWithUid):
    """One bringing-in, of one or several files. Its uid is the `batch` of every row it makes."""

    class State(models.TextChoices):
        READING = "reading", _("Reading")
        READY = "ready", _("Ready to look at")
        SAVING = "saving", _("Saving")
        DONE = "done", _("Done")
        UNDOING = "undoing", _("Taking back")
        UNDONE = "undone", _("Taken back")
        FAILED = "failed", _("Could not be read")

    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    state_at = models.DateTimeField(default=timezone.now)  # a worker that died leaves it behind, and a sweep takes over
    stumbles = models.PositiveSmallIntegerField(default=0)  # how often the running step broke off by a fault of Kith's
    title = models.CharField(max_length=300, blank=True)
    reader = models.CharField(max_length=20, blank=True)
    summary = models.JSONField(default=dict)  # what it would do or did, as imports.summaries puts it together
    kept = models.JSONField(default=list)  # who and what stayed when it was taken back, and why
    problem = models.TextField(blank=True)
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "created_at"], name="import_by_day"),
            models.Index(fields=["state", "state_at"], name="import_by_state"),
        ]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="import_uid")]

    def __str__(self) -> str:
        return self.title


class ImportFile(Owned):
    """A file of an import; the file itself is kept until its import is committed or thrown away."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    path = models.CharField(max_length=300)  # below the data directory
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    reader = models.CharField(max_length=20, blank=True)
    options = models.JSONField(default=dict)  # what the user told of it, for Upload.options: its columns, own addresses

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class ColumnMapping(Owned):
    """How the user mapped the columns of a table once, remembered for the next file with the same columns."""

    columns = models.CharField(max_length=64)  # digest of their names
    mapping = models.JSONField(default=dict)  # name of a column -> field of imports.spreadsheets

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "columns"], name="mapping_once_per_columns")]

    def __str__(self) -> str:
        return self.columns[:8]


class MessageMark(Owned):
    """A message that is counted in an interaction, by a digest of its Message-ID: so that no source counts it twice."""

    interaction = models.ForeignKey("interactions.Interaction", models.CASCADE, related_name="marks")
    digest = models.CharField(max_length=16)
    is_sent = models.BooleanField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction", "digest"], name="mark_once")]
        indexes = [models.Index(fields=["owner", "batch"], name="mark_by_batch")]

    def __str__(self) -> str:
        return self.digest


class ImportRecord(Owned):
    """A raw record as its file had it, with what became of it."""

    class Action(models.TextChoices):
        CREATED = "created", _("New")
        MERGED = "merged", _("Joined with somebody in your book")
        UPDATED = "updated", _("Changed")
        UNCHANGED = "unchanged", _("Already there")
        KEPT = "kept", _("Kept for later")
        LEFT = "left", _("Left out")
        REFUSED = "refused", _("Could not be read")

    of = models.ForeignKey(Import, models.CASCADE, related_name="records")
    file = models.CharField(max_length=300)
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=300, blank=True)  # of the person or organisation, as the file has it
    action = models.CharField(max_length=10, choices=Action.choices)
    reason = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="import_records")
    raw = models.TextField(blank=True)
    digest = models.CharField(max_length=32, blank=True)  # of raw, by which the same record is known again

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class ImportChange(Owned):
    """A field of a row that was there before, as it was and as the import left it, so that the import can be undone."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="changes")
    model = models.CharField(max_length=60)
    row = models.BigIntegerField()
    field = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.model} {self.row} {self.field}"
