"""What every change of a plan ends with: screens hear of it, and what depends on it is worked out again."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Least

from kith.tables.models import Plan, Round
from kith.tables.queries.evening import evening
from kith.tables.queries.figures import figures
from kith.tables.signals import plan_waits


def held(plan: Plan) -> int:
    """The number of the last round that was started; 0 before the first."""
    last = Round.objects.filter(plan=plan).exclude(started_at=None).order_by("-number").first()
    return last.number if last else 0


def changed(plan: Plan) -> None:
    """Tell the screens."""
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    plan.refresh_from_db()


def seats_changed(plan: Plan) -> None:
    """Count anew what the plan comes to, and tell the screens. What is possible at best is not known any more."""
    counted = figures(evening(plan))
    Plan.objects.filter(pk=plan.pk).update(
        version=F("version") + 1, again=counted.again, unmet=counted.unmet, least=None
    )
    plan.refresh_from_db()


def seat_from(plan: Plan, number: int, *, at: datetime) -> None:
    """Have all rounds from that one on worked out anew, as far as nobody has started them."""
    number = max(number, held(plan) + 1)
    if not Round.objects.filter(plan=plan, number__gte=number).exists():
        changed(plan)
        return
    first = Least("from_round", number) if plan.is_waiting else number
    Plan.objects.filter(pk=plan.pk).update(
        state=Plan.State.WAITING,
        asked=F("asked") + 1,
        asked_at=at,
        from_round=first,
        trouble="",
        version=F("version") + 1,
    )
    plan.refresh_from_db()
    plan_waits.send(Plan, plan=plan)
