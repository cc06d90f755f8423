"""What pages of challenges ask each time, put together once: narrow rows, for any number of challenges or statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from kith.accounts.models import User
from kith.challenges.models import Challenge, Counting, Entrant, Entry, EntryFile, Statistic
from kith.groups.models import Group
from kith.prepared import prepared

A_PAGE = 20  # challenges
ENTRIES = 10  # below all else that stands on the page of a statistic
FILES = 10
SHOWN = 3  # on a group's first page
_IN_A_LIST = (
    "uid",
    "title",
    "starts_on",
    "ends_on",
    "group",
    "group_goal",
    "own_goal",
    "total",
    "people",
    "counted_on",
)


@prepared
def challenge(user: User, group: Group, uid: UUID) -> QuerySet[Challenge]:
    """That of an address, for a member of its group."""
    return Challenge.objects.visible_to(user).filter(group=group, uid=uid)


@prepared
def statistic(user: User, group: Group, uid: UUID) -> QuerySet[Statistic]:
    """That of an address, for a member of its group; also one that the group counts no more."""
    return Statistic.objects.visible_to(user).filter(group=group, uid=uid)


@prepared
def not_over(group: Group, on: date) -> QuerySet[Challenge]:
    """What runs in a group or is to come."""
    return Challenge.objects.filter(group=group).not_over(on).only(*_IN_A_LIST)[:A_PAGE]


@prepared
def running(group: Group, on: date) -> QuerySet[Challenge]:
    """What runs in a group and ends first."""
    return Challenge.objects.filter(group=group).not_over(on).running(on).only(*_IN_A_LIST)[:SHOWN]


@prepared
def statistics(group: Group) -> QuerySet[Statistic]:
    """What a group counts, or counted once."""
    return Statistic.objects.filter(group=group)


@prepared
def counted_in(challenges: Sequence[int]) -> QuerySet[Any]:
    """What counts in each of these challenges, by the ids of both."""
    pairs = Challenge.statistics.through.objects.filter(challenge__in=challenges)
    return pairs.values_list("challenge", "statistic")


@prepared
def entrants(user: User, challenges: Sequence[int]) -> QuerySet[Entrant]:
    """The user's own part in these challenges."""
    found = Entrant.objects.filter(user=user, challenge__in=challenges)
    return found.only("challenge", "pseudonym", "circle", "figure", "total")


@prepared
def circle(challenge: Challenge, circle: int | None) -> QuerySet[Entrant, Any]:
    """Who stands in a circle, as of the daily count: also who has left since then."""
    near = Entrant.objects.filter(challenge=challenge, circle=circle).exclude(figure=None)
    seen = near.filter(Q(user__is_active=True) | Q(user=None))
    return seen.values_list("pk", "pseudonym", "figure")


@prepared
def names(challenge: Challenge) -> QuerySet[Entrant, str]:
    """The names that are taken in a challenge."""
    return Entrant.objects.filter(challenge=challenge).values_list("pseudonym", flat=True)


@prepared
def days(owner: int, statistics: Sequence[int], first: date, last: date) -> QuerySet[Entry, Any]:
    """What somebody entered, added up by statistic, day and source."""
    entries: QuerySet[Entry] = Entry.objects.filter(
        owner=owner, statistic__in=statistics, on__range=(first, last)
    ).order_by()
    return entries.values_list("statistic", "on", "source").annotate(Sum("amount"))


@prepared
def all_days(owner: User, statistic: Statistic) -> QuerySet[Entry, Any]:
    """All that somebody ever entered for a statistic, added up by day and source."""
    entries: QuerySet[Entry] = Entry.objects.visible_to(owner).filter(statistic=statistic).order_by()
    return entries.values_list("on", "source").annotate(Sum("amount"))


@prepared
def entries(owner: User, statistic: Statistic) -> QuerySet[Entry, Any]:
    """How many entries they are, in one row, if any."""
    found: QuerySet[Entry] = Entry.objects.visible_to(owner).filter(statistic=statistic).order_by()
    return found.values("statistic").annotate(n=Count("pk")).values_list("n", flat=True)


@prepared
def last_entries(owner: User, statistic: Statistic) -> QuerySet[Entry]:
    """The last few of them."""
    found: QuerySet[Entry] = Entry.objects.visible_to(owner).filter(statistic=statistic)
    return found.order_by("-on", "-pk")[:ENTRIES]


@prepared
def longest(owner: User, statistic: Statistic) -> QuerySet[Entry]:
    """The activity with the largest figure that a watch recorded for somebody."""
    recorded: QuerySet[Entry] = Entry.objects.visible_to(owner).filter(statistic=statistic).exclude(started_at=None)
    return recorded.order_by("-amount", "on")[:1]


@prepared
def files(owner: User, statistic: Statistic | None) -> QuerySet[EntryFile]:
    """The last files that somebody took in, for one statistic or for all, each with how many entries it `brought`."""
    found: QuerySet[EntryFile] = EntryFile.objects.visible_to(owner)
    found = found if statistic is None else found.filter(statistic=statistic)
    return found.annotate(brought=Count("entries")).order_by("-created_at", "-pk")[:FILES]


@prepared
def amounts(owner: User, statistics: Sequence[int], first: date, last: date) -> QuerySet[Entry, Any]:
    """What somebody entered, added up by statistic."""
    entries: QuerySet[Entry] = Entry.objects.filter(
        owner=owner, statistic__in=statistics, on__range=(first, last)
    ).order_by()
    return entries.values_list("statistic").annotate(Sum("amount"))


@prepared
def usual(owner: User, statistics: Sequence[int], since: date) -> QuerySet[Entry, Any]:
    """By statistic the amounts that somebody entered more than once, the most frequent first."""
    entries: QuerySet[Entry] = Entry.objects.filter(
        owner=owner, statistic__in=statistics, on__gte=since, source=Entry.Source.HAND
    )
    times = entries.order_by().values_list("statistic", "amount").annotate(times=Count("pk")).filter(times__gt=1)
    return times.order_by("-times", "-amount")


@prepared
def counting(user: User, statistics: Sequence[int]) -> QuerySet[Counting, int]:
    """Which of these the user lets Kith count."""
    return Counting.objects.filter(user=user, statistic__in=statistics).values_list("statistic", flat=True)
