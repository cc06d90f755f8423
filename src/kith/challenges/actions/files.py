"""Files of watches and tables: read in a child process, written in one step, taken back in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.challenges.actions.entries import MOST, drafted, kept_names
from kith.challenges.models import Entry, EntryFile, Statistic
from kith.challenges.tracks.reading import Found
from kith.challenges.tracks.records import Activity
from kith.errors import Refused
from kith.imports import apart
from kith.imports.uploads import BadFile, Upload
from kith.sandbox import Limits

READ = "kith.challenges.tracks.reading:read"
LIMITS = Limits(seconds=30, megabytes=768, output=64)
SAME_START = timedelta(minutes=2)  # two recordings that began within this are of the same activity
_CENT = Decimal("0.01")
_MEASURES = {
    Statistic.Kind.KILOMETRES: lambda activity: Decimal(activity.metres) / 1000,
    Statistic.Kind.MINUTES: lambda activity: Decimal(activity.seconds) / 60,
    Statistic.Kind.CLIMB: lambda activity: Decimal(activity.climb),
}


@dataclass(frozen=True)
class Taken:
    """What came of a file: the file with its new entries, or None where all of it was known already."""

    file: EntryFile | None
    new: int
    known: int


def take_in(owner: User, statistic: Statistic, upload: Upload, *, today: date, at: datetime) -> Taken:
    """Read a file and note what is new in it, all or nothing. Raises BadFile, which names file and reason, or Refused."""
    if statistic.retired_at is not None:
        raise Refused(_("The group no longer counts this."))
    named = Upload(upload.name, upload.path, {"names": [statistic.name, statistic.unit or statistic.name]})
    found = cast("Found", apart.asked(READ, named, LIMITS))
    drafts = _activities(owner, statistic, upload.name, found) if found.activities else _lines(owner, statistic, found)
    _check(upload.name, drafts, today)
    return _write(owner, statistic, found.format, drafts, at=at)


@transaction.atomic
def take_back(file: EntryFile) -> int:
    """Take away all that a file brought, and return how many entries that were."""
    count, _by_model = Entry.objects.filter(file=file).delete()
    file.delete()
    return count


def _activities(owner: User, statistic: Statistic, name: str, found: Found) -> list[Entry]:
    if not statistic.is_measured:
        reason = _("It holds an activity, and %(what)s cannot be read from that. A table (CSV) can be taken in here.")
        raise BadFile(name, 0, reason % {"what": statistic.name})
    if any(each.started is None for each in found.activities):
        raise BadFile(name, 0, _("It tells no time, so Kith cannot say on which day this was. Enter it by hand."))
    return [_activity(owner, statistic, each, cast("datetime", each.started)) for each in found.activities]


def _activity(owner: User, statistic: Statistic, activity: Activity, started: datetime) -> Entry:
    return drafted(
        owner,
        statistic,
        on=owner.today(started),
        amount=_MEASURES[Statistic.Kind(statistic.kind)](activity).quantize(_CENT),
        source=Entry.Source.FILE,
        source_key=f"at:{started.timestamp():.0f}",
        started_at=started,
        metres=round(activity.metres),
        seconds=activity.seconds,
        climb=round(activity.climb),
    )


def _lines(owner: User, statistic: Statistic, found: Found) -> list[Entry]:
    """Two lines that are alike are two entries; the same line of another file is the same."""
    seen: Counter[str] = Counter()
    drafts = []
    for line in found.lines:
        amount = Decimal(line.amount).quantize(_CENT)
        said = f"line:{line.on}:{amount}"
        seen[said] += 1
        fields: dict[str, Any] = {"source": Entry.Source.FILE, "source_key": f"{said}:{seen[said]}"}
        drafts.append(drafted(owner, statistic, on=line.on, amount=amount, **fields))
    return [draft for draft in drafts if draft.amount]


def _check(name: str, drafts: Iterable[Entry], today: date) -> None:
    for draft in drafts:
        if draft.on > today:
            raise BadFile(name, 0, _("It tells of %(day)s, which is still to come.") % {"day": draft.on})
        if draft.amount > MOST:
            raise BadFile(name, 0, _("%(figure)s is more than anybody can do in a day.") % {"figure": draft.amount})


@transaction.atomic
def _write(owner: User, statistic: Statistic, format_: str, drafts: list[Entry], *, at: datetime) -> Taken:
    own = Entry.objects.select_for_update().filter(owner=owner, statistic=statistic)
    keys = set(own.exclude(source_key="").values_list("source_key", flat=True))
    starts = sorted(own.exclude(started_at=None).values_list("started_at", flat=True))
    new: list[Entry] = []
    for draft in drafts:
        if draft.amount and draft.source_key not in keys and not _is_near(draft.started_at, starts):
            keys.add(draft.source_key)
            starts += [draft.started_at] if draft.started_at else []
            new.append(draft)
    if not new:
        return Taken(None, 0, len(drafts))
    file = EntryFile.objects.create(owner=owner, format=format_, created_at=at, **kept_names(statistic))
    for draft in new:
        draft.file = file
    Entry.objects.bulk_create(new)
    return Taken(file, len(new), len(drafts) - len(new))


def _is_near(started: datetime | None, starts: Iterable[datetime | None]) -> bool:
    return started is not None and any(other is not None and abs(started - other) < SAME_START for other in starts)
