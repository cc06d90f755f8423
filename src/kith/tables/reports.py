"""What round tables tell of a group: who sat where, for its export, and for each member where they sat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups import reports
from kith.groups.models import Group
from kith.groups.reports import Export, Held, Row
from kith.tables.models import Diner, Seat

_PORTION = 500


def register() -> None:
    """Tell the registry."""
    reports.register(
        Export("tables", _tables),
        Held(30, _("Round tables at which you sat"), "tables", _own, (Diner,)),
    )


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


def _loaded(seats: QuerySet[Seat]) -> Iterable[Any]:
    ordered = seats.order_by("round__plan__meeting__starts_at", "round__number", "table__number", "pk")
    return ordered.select_related("round__plan__meeting", "table", "diner__user").iterator(chunk_size=_PORTION)


def _where(seat: Seat) -> Row:
    meeting = seat.round.plan.meeting
    return {"meeting": meeting.title, "starts": meeting.starts_at, "round": seat.round.number, "table": str(seat.table)}
