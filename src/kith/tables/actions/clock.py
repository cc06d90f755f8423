"""The clock of the rounds. It is worked out from the moments kept here, so that every screen shows the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.tables.actions.changing import changed
from kith.tables.models import Plan, Round, Seat


@transaction.atomic
def start_next(plan: Plan, *, at: datetime, number: int | None = None) -> Round:
    """End the round that is held, and start the next one; from then on it counts as held. Raises Refused.

    number: of the round that was meant, so that a button pressed twice starts one.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)
    following = Round.objects.filter(plan=plan, started_at=None).order_by("number").first()
    if number is not None and (following is None or following.number != number):
        raise Refused(_("That round has begun already."))
    if following is None:
        raise Refused(_("That was the last round."))
    if plan.is_waiting and plan.from_round <= following.number:
        raise Refused(_("The tables are being worked out just now. Please start in a few seconds."))
    if not Seat.objects.filter(round=following).exists():
        raise Refused(_("Nobody has a place in that round yet."))
    Round.objects.filter(plan=plan, ended_at=None).exclude(started_at=None).update(ended_at=at, paused_at=None)
    following.started_at = at
    following.save(update_fields=["started_at"])
    Plan.objects.filter(pk=plan.pk, shown_at=None).update(shown_at=at)
    changed(plan)
    return following


@transaction.atomic
def pause(plan: Plan, *, at: datetime) -> None:
    """Stop the clock. Raises Refused."""
    running = _running(plan)
    if running.paused_at is None:
        running.paused_at = at
        running.save(update_fields=["paused_at"])
        changed(plan)


@transaction.atomic
def resume(plan: Plan, *, at: datetime) -> None:
    """Let the clock go on. Raises Refused."""
    running = _running(plan)
    if running.paused_at is not None:
        running.paused_seconds += max(0, round((at - running.paused_at).total_seconds()))
        running.paused_at = None
        running.save(update_fields=["paused_at", "paused_seconds"])
        changed(plan)


@transaction.atomic
def end_round(plan: Plan, *, at: datetime) -> None:
    """End the round that is held, without starting another one. Raises Refused."""
    running = _running(plan)
    running.ended_at, running.paused_at = at, None
    running.save(update_fields=["ended_at", "paused_at"])
    changed(plan)


def _running(plan: Plan) -> Round:
    running = Round.objects.filter(plan=plan, ended_at=None).exclude(started_at=None).first()
    if running is None:
        raise Refused(_("No round is under way."))
    return running
