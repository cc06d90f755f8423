"""Who sits from when till when: late, gone home, away after all, walked in; and who keeps a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.models import Group
from kith.tables.actions.changing import changed, held, seat_from, seats_changed
from kith.tables.actions.solving import refuse_contradiction
from kith.tables.models import Diner, Plan, Seat, Table

MOST_AT_ONCE = 50  # names on one form


@transaction.atomic
def come_late(diner: Diner, *, first_round: int, at: datetime) -> None:
    """Somebody comes for a later round only. Raises ValidationError."""
    if not 1 <= first_round <= diner.plan.rounds_wanted:
        raise ValidationError(_("There is no such round."))
    affected = min(first_round, diner.first_round)
    diner.first_round, diner.away_since = first_round, None
    _presence_changed(diner, affected, at=at)


@transaction.atomic
def come_away(diner: Diner, *, at: datetime) -> None:
    """Somebody does not come after all; whoever sat in a round that was held has gone home instead."""
    if Seat.objects.filter(diner=diner).exclude(round__started_at=None).exists():
        go_home(diner, at=at)
        return
    diner.away_since = at
    _presence_changed(diner, diner.first_round, at=at)


@transaction.atomic
def go_home(diner: Diner, *, at: datetime) -> None:
    """Somebody leaves after the round that is held now, or was held last."""
    last = held(diner.plan)
    if last < diner.first_round:
        diner.away_since = at
    else:
        diner.last_round = last
    _presence_changed(diner, last + 1, at=at)


@transaction.atomic
def return_(diner: Diner, *, at: datetime) -> None:
    """Somebody who was late, away or gone is here: they sit from the next round on."""
    following = held(diner.plan) + 1
    if diner.first_round >= following or diner.is_away:
        diner.first_round = following
    diner.away_since = diner.last_round = None
    _presence_changed(diner, following, at=at)


@transaction.atomic
def add_walk_ins(plan: Plan, names: Iterable[str], *, at: datetime) -> list[Diner]:
    """Seat people who have no account, or did not say that they come, from the next round on. Raises ValidationError."""
    given = [name.strip() for name in names if name.strip()]
    if not given or len(given) > MOST_AT_ONCE:
        raise ValidationError(_("Please give one name a line, fifty at most."))
    following = held(plan) + 1
    found = [Diner(plan=plan, name=name[:120], first_round=following) for name in given]
    Diner.objects.bulk_create(found)
    seat_from(plan, following, at=at)
    return found


@transaction.atomic
def rename(diner: Diner, name: str) -> None:
    """Give a guest or a walk-in their name. Raises ValidationError, and Refused for whoever has an account."""
    if diner.user_id is not None:
        raise Refused(_("Members say themselves what they are called."))
    diner.name = name.strip()
    diner.full_clean()
    if not diner.name:
        raise ValidationError(_("Please give a name."))
    diner.save(update_fields=["name"])
    changed(diner.plan)


@transaction.atomic
def keep_table(diner: Diner, table: Table | None, *, at: datetime) -> None:
    """Have somebody keep a table for the whole evening, or no more. Raises Refused where that contradicts a wish."""
    diner.table = table
    diner.save(update_fields=["table"])
    refuse_contradiction(diner.plan)
    seat_from(diner.plan, 1, at=at)


@transaction.atomic
def take_away(user: User, group: Group | None, *, at: datetime) -> None:
    """Take somebody, and the guests whom they bring, from the tables of all meetings that are not over, of a group or of all."""
    theirs = Diner.objects.filter(Q(user=user) | Q(brought_by=user), away_since=None)
    theirs = theirs if group is None else theirs.filter(plan__meeting__group=group)
    coming = theirs.filter(plan__meeting__ends_at__gt=at)
    for diner in coming.select_related("plan__meeting"):
        come_away(diner, at=at)


def _presence_changed(diner: Diner, affected: int, *, at: datetime) -> None:
    diner.save(update_fields=["first_round", "last_round", "away_since"])
    places = Seat.objects.filter(diner=diner, round__started_at=None).select_related("round")
    Seat.objects.filter(pk__in=[seat.pk for seat in places if not diner.is_there(seat.round.number)]).delete()
    seats_changed(diner.plan)
    seat_from(diner.plan, affected, at=at)
