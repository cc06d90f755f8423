"""Groups of this server and listings of others, as one kind of thing that can be measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from kith.accounts.models import User
from kith.directory import seeds
from kith.directory.models import Listing, ListingDate
from kith.directory.places import Point, find
from kith.directory.queries.wanting import american
from kith.groups.models import Group, Membership
from kith.meetings.models import Meeting

_MOST = 5_000  # of each kind: more are not measured
_AHEAD = timedelta(days=35)  # to see how a week looks: what meets monthly meets once within it


@dataclass(frozen=True)
class Candidate:
    """A group or a listing. `row` is it; `next` is its next meeting or date, if one is known."""

    row: Group | Listing
    next: Meeting | ListingDate | None = None
    size: int | None = None
    point: Point | None = None
    codes: frozenset[str] = field(default_factory=frozenset)  # occupations, O*NET's where there is one
    coming: tuple[datetime, ...] = ()  # when it meets in the next weeks, where that was asked for; else the next time

    @property
    def is_here(self) -> bool:
        """Whether it is a group on this server."""
        return isinstance(self.row, Group)

    @property
    def starts_at(self) -> datetime | None:
        """When it meets next."""
        return self.next.starts_at if self.next else None


def groups(user: User, now: datetime, *, sized: bool) -> list[Candidate]:
    """Return all listed groups with their next meeting, and how many belong to them if that is asked. Three queries."""
    coming = Meeting.objects.visible_to(user).coming(now).filter(group=OuterRef("pk")).values("pk")[:1]
    listed = Group.objects.listed().defer("about", "rules", "questions")
    rows = _with_next(listed, coming)
    meetings = Meeting.objects.defer("agenda", "notes").in_bulk([row.next_id for row in rows if row.next_id])
    for row in rows:
        if row.next_id in meetings:
            meetings[row.next_id].group = row  # whose address its own begins with
    counted = sizes([row.pk for row in rows]) if sized else {}
    return [_candidate(row, meetings.get(row.next_id), counted.get(row.pk)) for row in rows]


def listings(user: User, now: datetime) -> list[Candidate]:
    """Return all listings with their next date, those that Kith ships too unless somebody changed them. Three queries."""
    coming = ListingDate.objects.ahead(now).filter(listing=OuterRef("pk")).values("pk")[:1]
    rows = _with_next(Listing.objects.visible_to(user), coming)
    dates = ListingDate.objects.in_bulk([row.next_id for row in rows if row.next_id])
    found = [_candidate(row, dates.get(row.next_id), row.size) for row in rows]
    return found + [_candidate(row, None, row.size) for row in seeds.untouched()]


def with_coming(found: Sequence[Candidate], user: User, now: datetime) -> list[Candidate]:
    """Return them with all times at which they meet in the five weeks to come: each of a month, at least. Two queries."""
    until = now + _AHEAD
    coming = Meeting.objects.visible_to(user).coming(now).filter(starts_at__lt=until)
    meetings = coming.filter(group__is_listed=True, group__ended_at=None)
    days = ListingDate.objects.ahead(now).filter(starts_at__lt=until, listing__removed_at=None)
    times: dict[tuple[bool, int], list[datetime]] = defaultdict(list)
    for group, starts_at in meetings.values_list("group", "starts_at"):
        times[True, group].append(starts_at)
    for listing, starts_at in days.values_list("listing", "starts_at"):
        times[False, listing].append(starts_at)
    return [replace(each, coming=tuple(times.get((each.is_here, each.row.pk), each.coming))) for each in found]


def sizes(groups: Collection[int]) -> dict[int, int]:
    """Return how many belong to each of these groups. One query."""
    current = Membership.objects.current().filter(group__in=groups).order_by()
    return dict(current.values_list("group").annotate(many=Count("pk")))


def _with_next(rows: QuerySet[Any], coming: QuerySet[Any]) -> list[Any]:
    return list(rows.annotate(next_id=Subquery(coming))[:_MOST])


def _candidate(row: Any, coming: Meeting | ListingDate | None, size: int | None) -> Candidate:
    codes = frozenset(american(code) for code in row.occupations if isinstance(code, str))
    times = (coming.starts_at,) if coming else ()
    return Candidate(row, coming, size, point_of(row), codes, times)


def point_of(row: Group | Listing) -> Point | None:
    """Return where it is: as its coordinates say, else as its place is understood."""
    if row.latitude is not None and row.longitude is not None:
        return Point(row.latitude, row.longitude)
    else:
        return find(row.place) if row.place else None
