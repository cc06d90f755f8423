"""Bringing listings in from files and calendars: looked at first, kept in one step, taken back in one step."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from kith import fetching, sandbox
from kith.accounts.models import User
from kith.directory.actions.listings import refuse_too_many, save_clean
from kith.directory.drafts import Draft, DraftDate, Fault, as_json, from_json
from kith.directory.models import Bringing, Found, Listing, ListingDate
from kith.directory.read_calendars import MAX_BYTES
from kith.errors import Refused
from kith.imports import apart
from kith.imports.uploads import BadFile, Upload
from kith.people.folding import fold

_READING = "kith.directory.reading:found_in"
_CHUNK = 1024 * 1024
_SECONDS = 10.0  # for an address, while somebody waits
_A_NIGHT = 200  # calendars
_A_DAY, _MOST_FAILURES = timedelta(days=1), 5  # after which it is tried every 32 days
_SAID = ("title", "starts_at", "ends_at", "is_whole_day", "time_zone", "place", "url")  # of a day, by its calendar
_MOST_READY = 20  # bringings that a user looks at, before older ones are thrown away


logger = logging.getLogger(__name__)


def look_at_file(user: User, name: str, source: BinaryIO, *, at: datetime) -> Bringing:
    """Read a table, a saved web page or a calendar, and keep what it tells to be looked at. Raises BadFile."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "file"
        with path.open("wb") as copy:
            while chunk := source.read(_CHUNK):
                copy.write(chunk)
        return _look(user, Upload(name[:200], path, {"today": at.astimezone(user.zone).date().isoformat()}), name, at)


def look_at_address(user: User, address: str, *, at: datetime) -> Bringing:
    """Fetch a calendar by its address, and keep what it tells to be looked at. Raises fetching.Unreachable, BadFile."""
    url = str(fetching.web_address(address))
    fetched = fetching.fetch(url, inside=settings.INSIDE, max_bytes=MAX_BYTES, seconds=_SECONDS)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "file"
        path.write_bytes(fetched.body)
        upload = Upload(url[:200], path, {"today": at.astimezone(user.zone).date().isoformat()})
        return _look(user, upload, url, at)


@transaction.atomic
def keep(bringing: Bringing, *, at: datetime, is_checked: bool) -> int:
    """Make listings of what was looked at, but for those that are there already; return how many. Raises Refused.

    is_checked: that the user says what is in it still holds. What came by an address was read just now.
    """
    if bringing.state != Bringing.State.READY:
        raise Refused(_("This was brought in already."))
    drafts = list(new_ones(bringing))
    refuse_too_many(bringing.user, len(drafts))
    checked = is_checked or bringing.source.startswith(("http://", "https://"))
    for draft in drafts:
        listing = _listing(bringing, draft, at)
        listing.checked_on = at.astimezone(bringing.user.zone).date() if checked else None
        save_clean(listing)
        ListingDate.objects.bulk_create(_days(listing, draft.dates, bringing.user.zone))
    bringing.state, bringing.done_at = Bringing.State.DONE, at
    bringing.save(update_fields=["state", "done_at"])
    return len(drafts)


@transaction.atomic
def undo(bringing: Bringing) -> int:
    """Take back what was brought in; what somebody has changed since stays. Return how many were taken. Raises Refused."""
    if bringing.state != Bringing.State.DONE:
        raise Refused(_("There is nothing to take back."))
    bringing.kept = bringing.listings.exclude(changed_at=None).count()
    gone = bringing.listings.filter(changed_at=None)
    count = gone.count()
    gone.delete()
    bringing.state = Bringing.State.UNDONE
    bringing.save(update_fields=["state", "kept"])
    return count


def throw_away(bringing: Bringing) -> None:
    """Forget what was looked at, and has not been kept. Raises Refused."""
    if bringing.state != Bringing.State.READY:
        raise Refused(_("This was brought in already."))
    bringing.delete()


def read_again(listing: Listing, user: User, *, at: datetime) -> int:
    """Fetch the calendar of a listing again; return how many days are ahead. Raises Refused, Unreachable, BadFile."""
    if not listing.feed:
        raise Refused(_("This listing did not come from a calendar with an address."))
    bringing = look_at_address(user, listing.feed, at=at)
    draft = from_json(bringing.drafts[0])
    bringing.delete()
    with transaction.atomic():
        count = _renew(listing, _days(listing, draft.dates, user.zone), at)
        listing.checked_on = at.astimezone(user.zone).date()
        listing.again_on, listing.failures = at.astimezone(UTC).date() + _A_DAY, 0
        listing.save(update_fields=["checked_on", "again_on", "failures"])
    return count


def read_all_again(now: datetime) -> int:
    """Read again the calendars whose turn it is, those that wait longest first; return how many could be read.

    One that cannot be read keeps its days, and the day on which it was last checked; its turn comes after two days, four, and
    so on up to a month, so that many dead addresses keep none of the others waiting. Safe to run twice.
    """
    today = now.astimezone(UTC).date()
    is_due = Q(again_on=None) | Q(again_on__lte=today)
    due = Listing.objects.filter(is_due, removed_at=None, checked_on__lt=today, entered_by__is_active=True)
    waiting = due.exclude(feed="").select_related("entered_by").order_by(F("again_on").asc(nulls_first=True), "pk")
    return sum(_could_be_read(each, now) for each in waiting[:_A_NIGHT])


def _could_be_read(listing: Listing, now: datetime) -> bool:
    try:
        assert listing.entered_by is not None
        read_again(listing, listing.entered_by, at=now)
    except (Refused, BadFile, fetching.Unreachable):
        logger.info("calendar of a listing could not be read", extra={"listing": listing.pk})
        _wait_longer(listing, now)
        return False
    return True


def _wait_longer(listing: Listing, now: datetime) -> None:
    listing.failures = min(listing.failures + 1, _MOST_FAILURES)
    listing.again_on = now.astimezone(UTC).date() + _A_DAY * 2**listing.failures
    listing.save(update_fields=["again_on", "failures"])


def _renew(listing: Listing, fresh: list[ListingDate], at: datetime) -> int:
    """Bring the days of a calendar up to date: known ones by their key, but for those that somebody took out.

    Return how many of them stand.
    """
    before = {day.key: day for day in listing.dates.select_for_update().exclude(key__startswith=ListingDate.BY_HAND)}
    known = [day for day in fresh if day.key in before]
    for day in known:
        day.pk, day.removed_at = before[day.key].pk, before[day.key].removed_at
    ListingDate.objects.bulk_update(known, _SAID)
    ListingDate.objects.bulk_create(day for day in fresh if day.key not in before)
    kept = {day.key for day in fresh}
    left = [day for key, day in before.items() if key not in kept]
    gone = [day.pk for day in left if (day.ends_at <= at if day.removed_at else day.starts_at > at)]
    listing.dates.filter(pk__in=gone).delete()
    return sum(day.removed_at is None for day in fresh)


def new_ones(bringing: Bringing) -> Iterator[Draft]:
    """Yield what is not in the directory yet: told apart by web address, else by name and place. Two queries."""
    there = set(Listing.objects.filter(removed_at=None).values_list("url", "name", "place"))
    urls, names = {_key(url) for url, _name, _place in there if url}, {(fold(n), fold(p)) for _u, n, p in there}
    for kept in bringing.drafts:
        draft = from_json(kept)
        url, name = _key(draft.values.get("url", "")), (fold(draft.name), fold(draft.values.get("place", "")))
        if name not in names and (not url or url not in urls):
            names.add(name)
            yield draft


def _key(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/").lower()


def _look(user: User, upload: Upload, source: str, at: datetime) -> Bringing:
    found, *things = _read(upload)
    bringing = Bringing(user=user, found=str(found), source=source[:500], created_at=at)
    faults = [thing for thing in things if isinstance(thing, Fault)]
    for draft in (thing for thing in things if isinstance(thing, Draft)):
        problem = _problem(_listing(bringing, draft, at))
        if problem:
            faults.append(Fault(draft.line, f"{draft.name[:80]}: {problem}"))
        else:
            bringing.drafts.append(as_json(draft))
    bringing.faults = [[fault.line, fault.reason] for fault in faults]
    if not bringing.drafts:
        first = faults[0] if faults else Fault(0, _("There is no group in this file."))
        raise BadFile(upload.name, first.line, first.reason)
    _forget_old(user)
    bringing.save()
    return bringing


def _read(upload: Upload) -> list[object]:
    try:
        return list(sandbox.run(_READING, upload, limits=apart.limits_for([upload])))
    except (sandbox.Exceeded, sandbox.Broke) as error:
        raise BadFile(upload.name, 0, apart.why(error)) from error


def _problem(listing: Listing) -> str:
    try:
        listing.clean_fields(exclude=["source"])
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _listing(bringing: Bringing, draft: Draft, at: datetime) -> Listing:
    fields = {"source": bringing.source, **draft.values}
    by_address = bringing.source.startswith(("http://", "https://"))
    feed = bringing.source if by_address and bringing.found == Found.FEED else ""
    saved = bringing if bringing.pk else None
    made = {"name": draft.name, "found": bringing.found, "entered_by": bringing.user, "created_at": at}
    return Listing(bringing=saved, feed=feed, **made, **fields)


def _days(listing: Listing, dates: Iterable[DraftDate], zone: ZoneInfo) -> list[ListingDate]:
    return [
        ListingDate(
            listing=listing,
            key=each.key,
            title=each.title,
            starts_at=_placed(each.start, each.zone, zone),
            ends_at=_placed(each.end, each.zone, zone),
            is_whole_day=each.is_whole_day,
            time_zone=each.zone or zone.key,
            place=each.place,
            url=each.url,
        )
        for each in dates
    ]


def _placed(moment: datetime, own: str, zone: ZoneInfo) -> datetime:
    """A moment of a file that names no zone is one of whoever brings it in."""
    return moment if own else moment.replace(tzinfo=zone).astimezone(UTC)


def _forget_old(user: User) -> None:
    ready = Bringing.objects.visible_to(user).filter(state=Bringing.State.READY)
    Bringing.objects.filter(pk__in=list(ready.values_list("pk", flat=True)[_MOST_READY - 1 :])).delete()
