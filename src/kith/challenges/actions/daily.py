"""The daily count, by which others see figures, and the circles, formed anew each week.

Once a day, not at each entry: whoever hears somebody tell of a run of twelve kilometres cannot watch which name grows by it.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from kith.challenges import circles, sums, weeks
from kith.challenges.actions import counting
from kith.challenges.models import Challenge, Counting, Entrant

AFTERWARDS = timedelta(days=7)  # how long a challenge that is over is still counted, as people enter things late
_AT_ONCE = 500

logger = logging.getLogger(__name__)


def count_due(now: datetime) -> int:
    """Count each challenge whose group's date has changed since the last count, and return how many. Safe to run twice."""
    latest = (now + timedelta(days=1)).date()
    waiting = Challenge.objects.filter(
        Q(counted_on=None) | Q(counted_on__lt=latest),
        group__ended_at=None,
        starts_on__lte=latest,
        ends_on__gte=now.date() - AFTERWARDS - timedelta(days=1),
    ).select_related("group")
    due = [each for each in waiting if is_due(each, now.astimezone(each.group.zone).date())]
    if now.hour == 0:
        _forget_gone(now)
    _recount({each.group_id for each in due}, now)
    for challenge in due:
        count(challenge, on=now.astimezone(challenge.group.zone).date())
    return len(due)


def is_due(challenge: Challenge, on: date) -> bool:
    """Whether a challenge is to be counted on this day of its group."""
    is_counted = challenge.counted_on is not None and challenge.counted_on >= on
    return challenge.starts_on <= on <= challenge.ends_on + AFTERWARDS and not is_counted


def count(challenge: Challenge, *, on: date) -> None:
    """Write down what others see from now on: each one's figure, and what all did together.

    In portions, so that nobody waits for a large group; an interruption leaves the rest to the next count.
    """
    found = sums.of_all(challenge, on)
    entrants = list(Entrant.objects.filter(challenge=challenge, user__is_active=True).order_by("pk"))
    _update(
        [each for each in entrants if _note(each, found.get(each.user_id or 0, sums.Sums()))], "figure", "pace", "total"
    )
    formed_on = _seat(challenge, entrants, on)
    _sum_up(challenge, formed_on, on)
    logger.info("challenge counted", extra={"challenge": challenge.pk, "people": challenge.people})


@transaction.atomic
def _sum_up(challenge: Challenge, formed_on: date | None, on: date) -> None:
    """Add up those who are still there: somebody may have left meanwhile. The lines of those who left go now."""
    Challenge.objects.select_for_update().get(pk=challenge.pk)
    Entrant.objects.filter(challenge=challenge, user=None).delete()
    there = Entrant.objects.filter(challenge=challenge, user__is_active=True).exclude(figure=None)
    summed = there.aggregate(total=Sum("total"), people=Count("pk"))
    challenge.total, challenge.people = summed["total"] or Decimal(0), summed["people"]
    challenge.counted_on, challenge.formed_on = on, formed_on
    challenge.save(update_fields=["total", "people", "counted_on", "formed_on"])


def _forget_gone(now: datetime) -> None:
    """Once a day, let go of the lines of those who left a challenge that is counted no more."""
    is_counted = Q(challenge__ends_on__gte=now.date() - AFTERWARDS - timedelta(days=1), challenge__group__ended_at=None)
    for entrant in Entrant.objects.filter(user=None).exclude(is_counted):
        entrant.delete()


def _update(entrants: list[Entrant], *fields: str) -> None:
    for start in range(0, len(entrants), _AT_ONCE):
        Entrant.objects.bulk_update(entrants[start : start + _AT_ONCE], fields)


def _recount(groups: set[int], now: datetime) -> None:
    """Have Kith count the weeks of members who let it, where a challenge is about to be counted."""
    let = Counting.objects.filter(
        statistic__group__in=groups, statistic__retired_at=None, user__is_active=True
    ).select_related("statistic__group", "user")
    for each in let.iterator():
        counting.recount(each, on=each.user.today(now))


def _note(entrant: Entrant, found: sums.Sums) -> bool:
    """Returns whether anything is other than it was."""
    before = (entrant.figure, entrant.pace, entrant.total)
    entrant.figure, entrant.pace, entrant.total = found.figure, found.pace, found.total
    return before != (found.figure, found.pace, found.total)


def _seat(challenge: Challenge, entrants: list[Entrant], on: date) -> date | None:
    """Form the circles where the week is new, or one has become too small or too large; return when they were formed."""
    sizes = Counter(each.circle for each in entrants)
    is_old = challenge.formed_on is None or weeks.monday(challenge.formed_on) < weeks.monday(on)
    if not (is_old or None in sizes or not circles.fits(list(sizes.values()))):
        return challenge.formed_on
    before = [each.circle if challenge.formed_on else None for each in entrants]  # joining alone keeps nobody together
    numbers = circles.form([float(each.pace) for each in entrants], before, [each.lot for each in entrants])
    moved = [(each, number) for each, number in zip(entrants, numbers, strict=True) if each.circle != number]
    for entrant, number in moved:
        entrant.circle = number
    _update([each for each, _number in moved], "circle")
    return on


def give_up(entrant: Entrant) -> None:
    """Take what an entrant whose line is gone had done out of what others see."""
    Challenge.objects.filter(pk=entrant.challenge_id, people__gt=0).exclude(counted_on=None).update(
        total=F("total") - entrant.total, people=F("people") - (1 if entrant.figure is not None else 0)
    )
