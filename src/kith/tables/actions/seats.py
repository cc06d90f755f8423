"""Putting somebody at a table by hand. The round stays as it is otherwise; the rounds after it are worked out again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.tables.actions.changing import seat_from, seats_changed
from kith.tables.models import Diner, Round, Seat, Table


@transaction.atomic
def move(diner: Diner, round_: Round, table: Table, *, at: datetime) -> None:
    """Put somebody at a table for one round; they stay there when that round is worked out again. Raises Refused."""
    _refuse_over(round_)
    if diner.is_away:
        raise Refused(_("%(name)s does not come.") % {"name": diner})
    if not diner.is_there(round_.number):
        diner.first_round = min(diner.first_round, round_.number)
        diner.last_round = None
        diner.save(update_fields=["first_round", "last_round"])
    Seat.objects.update_or_create(round=round_, diner=diner, defaults={"table": table, "is_pinned": True})
    _go_on(round_, at)


@transaction.atomic
def swap(one: Diner, other: Diner, round_: Round, *, at: datetime) -> None:
    """Have two people change places in one round. Raises Refused where one of them has none."""
    _refuse_over(round_)
    seats = {seat.diner_id: seat for seat in Seat.objects.filter(round=round_, diner__in=(one, other))}
    if len(seats) < 2:
        raise Refused(_("Only people who both sit in this round can change places."))
    first, second = seats[one.pk], seats[other.pk]
    first.table_id, second.table_id = second.table_id, first.table_id
    for seat in (first, second):
        seat.is_pinned = True
        seat.save(update_fields=["table", "is_pinned"])
    _go_on(round_, at)


@transaction.atomic
def unpin(diner: Diner, round_: Round, *, at: datetime) -> None:
    """Let somebody who was put at a table by hand be moved again."""
    if Seat.objects.filter(round=round_, diner=diner, is_pinned=True).update(is_pinned=False):
        seat_from(round_.plan, round_.number, at=at)


def _refuse_over(round_: Round) -> None:
    if round_.ended_at is not None:
        raise Refused(_("That round is over."))


def _go_on(round_: Round, at: datetime) -> None:
    seats_changed(round_.plan)
    seat_from(round_.plan, round_.number + 1, at=at)
