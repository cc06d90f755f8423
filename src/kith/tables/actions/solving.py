"""Working out who sits where: asked for here, answered by kith.seating behind the pages, taken over if nothing changed since."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kith import seating
from kith.errors import Refused
from kith.seating import asking
from kith.tables.actions.changing import held, seat_from, seats_changed
from kith.tables.actions.planning import set_rounds
from kith.tables.models import MOST_ROUNDS, Plan, Round, Seat, Table
from kith.tables.queries.evening import evening
from kith.tables.queries.question import Question, in_names, question
from kith.tables.signals import plan_waits

SECONDS = 4.0  # to work a plan out, at most
SECONDS_LIVE = 2.0  # the same while the meeting is under way
LEFT_BEHIND_AFTER = timedelta(minutes=1)  # by a worker that died

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Answer:
    """question: what was asked. rounds: who sits where, by number. least: repeats of the whole evening, at least."""

    question: Question
    rounds: list[list[list[int]]]
    least: int | None


@transaction.atomic
def seat_anew(plan: Plan, *, at: datetime) -> None:
    """Work all rounds out again that nobody has started; people put somewhere by hand stay there."""
    seat_from(plan, 1, at=at)


@transaction.atomic
def all_meet(plan: Plan, *, at: datetime) -> None:
    """Have as many rounds as it takes for everybody to meet everybody. Raises Refused once a round has been held."""
    if held(plan):
        raise Refused(_("A round has been held already: please say how many more there are to be."))
    plan.wants_all = True
    plan.save(update_fields=["wants_all"])
    seat_from(plan, 1, at=at)


def solve_once(plan_id: int, *, seconds: float | None = None, seed: int = 0) -> bool:
    """Work a plan out if it waits for that, and return whether it has to be looked at again."""
    plan = Plan.objects.select_related("meeting").filter(pk=plan_id, state=Plan.State.WAITING).first()
    if plan is None:
        return False
    seating.warm_up()  # what it takes is not to come off the time to search
    live = SECONDS_LIVE if held(plan) else SECONDS
    if plan.wants_all:
        _have_rounds_for_all(plan, seconds or live, seed)
    asked = question(evening(plan), plan.from_round)
    try:
        found = _answer(plan, asked, seconds or live, seed)
    except ValueError as error:
        return not _give_up(plan, in_names(error, asked))
    return not _take_over(plan, found)


def resume_unfinished(now: datetime) -> None:
    """Have plans worked out that a worker left behind."""
    for plan in Plan.objects.filter(state=Plan.State.WAITING, asked_at__lt=now - LEFT_BEHIND_AFTER):
        plan_waits.send(Plan, plan=plan)


def refuse_contradiction(plan: Plan) -> None:
    """Raise Refused where what is wished contradicts itself."""
    asked = question(evening(plan), held(plan) + 1)
    if not asked.rounds or not asked.diners:
        return
    given = {"tables": None, "size": None, **asked.arguments}
    try:
        asking.asked(asked.people, rounds=len(asked.rounds), **given)
    except ValueError as error:
        raise Refused(in_names(error, asked)) from error


def _have_rounds_for_all(plan: Plan, seconds: float, seed: int) -> None:
    """Set the number of rounds to what it takes for all to meet, as far as that was found."""
    asked = question(evening(plan), 1)
    if asked.people > 1:
        found = seating.everyone_meets(asked.people, plan.size, seconds=seconds, seed=seed)
        set_rounds(plan, min(len(found.rounds), MOST_ROUNDS))


def _answer(plan: Plan, asked: Question, seconds: float, seed: int) -> _Answer:
    if not asked.diners or not asked.rounds:
        return _Answer(asked, [[] for _row in asked.rounds], None)
    if plan.wants_all and asked.is_plain:
        found = seating.everyone_meets(asked.people, plan.size, seconds=seconds, seed=seed)
    else:
        found = seating.plan_rounds(
            asked.people, rounds=len(asked.rounds), seconds=seconds, seed=seed, **asked.arguments
        )
    least = None if found.bound is None else max(0, asked.before + found.bound - asked.known)
    return _Answer(asked, found.rounds, least)


@transaction.atomic
def _give_up(plan: Plan, trouble: str) -> bool:
    """Say why it could not be worked out, and return whether that still counts."""
    same = Plan.objects.filter(pk=plan.pk, asked=plan.asked, state=Plan.State.WAITING)
    if not same.update(state=Plan.State.IDLE, trouble=trouble, wants_all=False):
        return False
    seats_changed(plan)
    return True


@transaction.atomic
def _take_over(plan: Plan, found: _Answer) -> bool:
    """Write the seats down, unless something has changed since they were asked for; returns whether that was done."""
    same = Plan.objects.select_for_update().filter(pk=plan.pk, asked=plan.asked, state=Plan.State.WAITING).first()
    rounds = Round.objects.filter(pk__in=[row.pk for row in found.question.rounds], started_at=None)
    if same is None or rounds.count() != len(found.question.rounds):
        return False
    _write(plan, found)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.IDLE, trouble="", wants_all=False)
    seats_changed(plan)
    Plan.objects.filter(pk=plan.pk).update(least=found.least)
    logger.info("tables seated", extra={"plan": plan.pk, "people": found.question.people})
    return True


def _write(plan: Plan, found: _Answer) -> None:
    rounds = found.question.rounds
    tables = _tables(plan, max(map(len, found.rounds), default=0))
    old = Seat.objects.filter(round__in=rounds)
    pinned = set(old.filter(is_pinned=True).values_list("round", "diner"))
    old.delete()
    Seat.objects.bulk_create(
        Seat(round=round_, diner_id=diner.pk, table=table, is_pinned=(round_.pk, diner.pk) in pinned)
        for round_, row in zip(rounds, found.rounds, strict=True)
        for table, people in zip(tables, row, strict=False)
        for diner in (found.question.diners[number] for number in people)
    )
    _clear_away(plan)


def _tables(plan: Plan, count: int) -> list[Table]:
    """The tables of the plan, so many at least."""
    there = plan.tables.count()
    Table.objects.bulk_create(Table(plan=plan, number=number) for number in range(there + 1, count + 1))
    return list(plan.tables.all())


def _clear_away(plan: Plan) -> None:
    """Take the last tables away at which nobody sits in any round, and about which nobody said anything."""
    used = set(Seat.objects.filter(round__plan=plan).values_list("table", flat=True))
    kept = set(plan.diners.exclude(table=None).values_list("table", flat=True))
    for table in plan.tables.order_by("-number"):
        if table.pk in used | kept or table.name or table.seats:
            break
        table.delete()
