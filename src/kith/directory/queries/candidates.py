"""Groups of this server and listings of others, as one kind of thing that can be measured.

There may be thousands: each is a few values. What a page shows beside them is asked for those that it shows (`shown`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Func, IntegerField, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from kith.accounts.models import User
from kith.directory import seeds
from kith.directory.models import Listing, ListingDate
from kith.directory.queries.facts import COLUMNS, WIDTH, Facts, facts, facts_of
from kith.groups.models import Group, Membership
from kith.meetings.models import Meeting
from kith.prepared import prepared
from kith.ui import nav

Key = tuple[bool, str | UUID]
_MOST = 5_000  # of each kind: more are not measured
_HOW_MANY = Func(function="COUNT", template="%(function)s(*)", output_field=IntegerField())
_AHEAD = timedelta(days=35)  # to see how a week looks: what meets monthly meets once within it


class Candidate(NamedTuple):
    """A group or a listing. `pk` is its key, nothing for one that ships with Kith; `starts_at` is when it meets next."""

    is_here: bool  # whether it is a group on this server
    pk: int | None
    address: str | UUID  # the slug of a group, the uid of a listing
    facts: Facts
    starts_at: datetime | None = None
    size: int | None = None
    meets: str = ""  # of a listing, in words
    found: str = ""
    checked_on: date | None = None
    coming: tuple[datetime, ...] = ()  # when it meets in the next weeks, where that was asked for; else the next time

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.is_here, self.address

    @property
    def name(self) -> str:
        """What it is called."""
        return self.facts.name

    @property
    def url(self) -> str:
        """The address of its page."""
        return nav.address("groups:group" if self.is_here else "directory:listing", self.address)


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate as pages show it, with the meeting or the day on which it meets next."""

    candidate: Candidate
    next: Meeting | ListingDate | None = None

    @property
    def url(self) -> str:
        """Where its next meeting is, or the calendar of its days; else its own page."""
        one = self.candidate
        if isinstance(self.next, Meeting):
            return nav.address("meetings:meeting", one.address, self.next.uid)
        return nav.address("directory:calendar", one.address) if self.next else one.url


def groups(user: User, now: datetime, *, sized: bool) -> list[Candidate]:
    """Return all listed groups, and how many belong to each if that is asked. Two queries at most."""
    rows = _groups(user, now)
    counted = sizes([row[0] for row in rows]) if sized else {}
    return [_group(counted, *row) for row in rows]


def listings(user: User, now: datetime) -> list[Candidate]:
    """Return all listings, those that Kith ships too unless somebody changed them. Two queries."""
    found = [_listed(*row) for row in _listings(user, now)]
    return found + [_of_seeds()[each.uid] for each in seeds.untouched()]


def with_coming(found: Sequence[Candidate], user: User, now: datetime) -> list[Candidate]:
    """Return them with all times at which they meet in the five weeks to come: each of a month, at least. Two queries."""
    times: dict[tuple[bool, int | None], list[datetime]] = defaultdict(list)
    for group, starts_at in _meetings_before(user, now, now + _AHEAD):
        times[True, group].append(starts_at)
    for listing, starts_at in _days_before(now, now + _AHEAD):
        times[False, listing].append(starts_at)
    return [each._replace(coming=tuple(times.get((each.is_here, each.pk), each.coming))) for each in found]


def shown(page: Sequence[Candidate], user: User, now: datetime, *, sized: bool) -> list[Shown]:
    """Return these as a page shows them, with how many belong to each group if that is asked. Three queries at most."""
    here = [each for each in page if each.is_here and each.pk]
    counted = sizes([each.pk for each in here if each.pk]) if sized else {}
    meetings = _first(_meetings_at(user, now, *_of(here)), "group_id")
    dates = _first(_days_at(now, *_of([each for each in page if not each.is_here and each.pk])), "listing_id")
    return [
        Shown(each._replace(size=counted.get(each.pk or 0, each.size)), meetings.get(each.pk))
        if each.is_here
        else Shown(each, dates.get(each.pk) if each.pk else None)
        for each in page
    ]


def sizes(groups: Collection[int]) -> dict[int, int]:
    """Return how many belong to each of these groups. One query."""
    return dict(_sizes(list(groups))) if groups else {}


@prepared
def _groups(user: User, now: datetime) -> QuerySet[Group, Any]:
    coming = Meeting.objects.visible_to(user).coming(now).filter(group=OuterRef("pk")).values("starts_at")[:1]
    return Group.objects.listed().values_list("pk", "slug", _as_text(coming), *COLUMNS)[:_MOST]


@prepared
def _listings(user: User, now: datetime) -> QuerySet[Listing, Any]:
    coming = ListingDate.objects.ahead(now).filter(listing=OuterRef("pk")).values("starts_at")[:1]
    more = ("size", "meets", "found", "checked_on")
    return Listing.objects.visible_to(user).values_list("pk", "uid", _as_text(coming), *COLUMNS, *more)[:_MOST]


def _as_text(moments: QuerySet[Any, Any]) -> Cast:
    """The one moment that is asked for, as the database writes it: of hundreds, Django's reading takes longer than the answer."""
    return Cast(Subquery(moments), TextField())


def _moment(written: str | None) -> datetime | None:
    """A moment as a database writes it: PostgreSQL with the zone, which is UTC, SQLite without."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None


@prepared
def _sizes(groups: list[int]) -> QuerySet[Group, Any]:
    # That they have joined is said once more, in the words by which SQLite counts in the index alone.
    current = Membership.objects.current().filter(group=OuterRef("pk"), joined_at__isnull=False).order_by()
    counted = current.values(many=_HOW_MANY)  # of one group: nothing needs to be gathered by group
    return Group.objects.filter(pk__in=groups).order_by().values_list("pk", Subquery(counted))


@prepared
def _meetings_before(user: User, now: datetime, until: datetime) -> QuerySet[Meeting, Any]:
    coming = Meeting.objects.visible_to(user).coming(now).filter(starts_at__lt=until)
    return coming.filter(group__is_listed=True, group__ended_at=None).values_list("group", "starts_at")


@prepared
def _days_before(now: datetime, until: datetime) -> QuerySet[ListingDate, Any]:
    days = ListingDate.objects.ahead(now).filter(starts_at__lt=until, listing__removed_at=None)
    return days.values_list("listing", "starts_at")


@prepared
def _meetings_at(user: User, now: datetime, groups: list[int], moments: list[datetime]) -> QuerySet[Meeting]:
    coming = Meeting.objects.visible_to(user).coming(now).filter(group__in=groups, starts_at__in=moments)
    return coming.only("uid", "group_id", "starts_at")


@prepared
def _days_at(now: datetime, listings: list[int], moments: list[datetime]) -> QuerySet[ListingDate]:
    days = ListingDate.objects.ahead(now).filter(listing__in=listings, starts_at__in=moments)
    return days.only("listing_id", "starts_at", "is_whole_day", "time_zone")


def _of(candidates: Sequence[Candidate]) -> tuple[list[int], list[datetime]]:
    """The keys of those that meet, and when each does next."""
    meeting = [(each.pk, each.starts_at) for each in candidates if each.pk and each.starts_at]
    return [pk for pk, _ in meeting], list({starts_at for _, starts_at in meeting})


def _first(found: Sequence[Any], name: str) -> dict[int | None, Any]:
    """The first of each, by what it belongs to."""
    return {getattr(each, name): each for each in reversed(found)}


def _group(counted: Mapping[int, int], pk: int, slug: str, starts: str | None, *said: Any) -> Candidate:
    starts_at = _moment(starts)
    coming = (starts_at,) if starts_at else ()
    return Candidate(True, pk, slug, facts(*said), starts_at, counted.get(pk), coming=coming)


def _listed(pk: int, uid: UUID, starts: str | None, *row: Any) -> Candidate:
    said, (size, meets, found, checked_on) = row[:WIDTH], row[WIDTH:]
    starts_at = _moment(starts)
    coming = (starts_at,) if starts_at else ()
    return Candidate(False, pk, uid, facts(*said), starts_at, size, meets, found, checked_on, coming)


@cache
def _of_seeds() -> dict[UUID, Candidate]:
    """Those that ship with Kith, by uid: they are the same as long as this program runs."""
    return {each.uid: Candidate(False, None, each.uid, facts_of(each), found=each.found) for each in seeds.shipped()}
