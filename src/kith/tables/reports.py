"""What round tables tell of a group: who sat where, for its export, and for each member where they sat; and who sat together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups import reports, together
from kith.groups.models import Group
from kith.groups.reports import Export, Held, Row
from kith.groups.together import Company
from kith.tables.models import Diner, Seat

_PORTION = 500


def register() -> None:
    """Tell the registry."""
    reports.register(
        Export("tables", _tables),
        Held(30, _("Round tables at which you sat"), "tables", _own, (Diner,)),
    )
    together.register(_at_tables)


def _tables(group: Group) -> Iterable[Row]:
    """Of plans that were shown to those who came."""
    shown = Seat.objects.filter(round__plan__meeting__group=group, round__plan__shown_at__isnull=False)
    for seat in _loaded(shown):
        yield {**_where(seat), "name": str(seat.diner)}


def _own(group: Group, user: User) -> Iterable[Row]:
    mine = Diner.objects.filter(plan__meeting__group=group, user=user).select_related("plan__meeting")
    for diner in mine:
        told = {"meeting": diner.plan.meeting.title, "starts": diner.plan.meeting.starts_at, "comes_for": diner.name}
        yield {**told, "from_round": diner.first_round, "to_round": diner.last_round, "away": diner.away_since}
    for seat in _loaded(Seat.objects.filter(diner__in=mine, round__plan__shown_at__isnull=False)):
        yield _where(seat)


def _at_tables(group: int, since: datetime, until: datetime) -> Iterable[Company]:
    """Who sat at one table, in rounds that were held."""
    held = Seat.objects.filter(round__plan__meeting__group=group).exclude(round__started_at=None)
    known = held.filter(round__started_at__range=(since, until), diner__user__isnull=False, diner__away_since=None)
    rows = known.order_by("round__started_at", "round", "table", "pk")
    told = rows.values_list("round", "table", "round__started_at", "diner__user")
    for (_round, _table, at), there in groupby(told, key=itemgetter(0, 1, 2)):
        yield Company(at, tuple(user for *_place, user in there))


def _loaded(seats: QuerySet[Seat]) -> Iterable[Any]:
    ordered = seats.order_by("round__plan__meeting__starts_at", "round__number", "table__number", "pk")
    return ordered.select_related("round__plan__meeting", "table", "diner__user").iterator(chunk_size=_PORTION)


def _where(seat: Seat) -> Row:
    meeting = seat.round.plan.meeting
    return {"meeting": meeting.title, "starts": meeting.starts_at, "round": seat.round.number, "table": str(seat.table)}
