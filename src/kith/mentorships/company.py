"""Who was together over coffee, and as mentor and mentee, as far as coffee asks for it: whom two have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from heapq import merge
from itertools import groupby
from operator import itemgetter

from django.db.models import Q

from kith.groups import together
from kith.groups.together import Company
from kith.mentorships.models import Mentorship, Seat


def register() -> None:
    """Tell the registry."""
    together.register(_companies)


def _companies(group: int, since: datetime, until: datetime) -> Iterable[Company]:
    return merge(_mentorships(group, since, until), _coffees(group, since, until), key=lambda company: company.at)


def _mentorships(group: int, since: datetime, until: datetime) -> Iterator[Company]:
    """Mentor and mentee, where that ran within the span."""
    ran = Mentorship.objects.filter(Q(ended_on=None) | Q(ended_on__gte=since.date()), group=group)
    rows = ran.filter(starts_on__lte=until.date(), mentor__isnull=False, mentee__isnull=False).order_by(
        "starts_on", "pk"
    )
    for starts_on, *users in rows.values_list("starts_on", "mentor__user", "mentee__user"):
        yield Company(_begin(starts_on), tuple(users))


def _coffees(group: int, since: datetime, until: datetime) -> Iterator[Company]:
    seats = Seat.objects.filter(coffee__group=group, coffee__on__range=(since.date(), until.date()))
    rows = seats.order_by("coffee__on", "coffee", "pk").values_list("coffee", "coffee__on", "membership__user")
    for (_coffee, on), there in groupby(rows, key=itemgetter(0, 1)):
        yield Company(_begin(on), tuple(user for _pk, _on, user in there))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
