"""What is due by the clock, and whatever a worker that ended left undone. Each is safe to run twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from kith.mentorships.actions import coffee, mentoring, rounds, telling
from kith.mentorships.models import Mentorship, Rhythm, Round

_LOST = timedelta(minutes=2)  # after which a round that waits is taken up
_AHEAD = timedelta(hours=14)  # by which the date somewhere is ahead of Greenwich's


def keep_going(now: datetime) -> None:
    """Take up rounds, end those that are over, ask how mentorships go, and have coffee where it is the day."""
    _rounds(now)
    latest = (now + _AHEAD).date()
    for found in Mentorship.objects.running().filter(check_in_on__lte=latest).select_related("group"):
        mentoring.check_in(found.pk, on=now.astimezone(found.group.zone).date(), at=now)
    for rhythm in Rhythm.objects.filter(next_on__lte=latest, group__ended_at=None).select_related("group"):
        coffee.pair(rhythm.group, on=now.astimezone(rhythm.group.zone).date())
    while telling.tell_coffees(now):
        continue


def _rounds(now: datetime) -> None:
    lost = Round.objects.filter(state=Round.State.WAITING, asked_at__lt=now - _LOST)
    for pk in list(lost.values_list("pk", flat=True)):
        rounds.work_out(pk)
    proposed = Round.objects.filter(state=Round.State.PROPOSED).select_related("group")
    for asked in proposed:
        if asked.told_at is None:
            telling.tell_round(asked, at=now)
        if asked.answer_by and asked.answer_by < now.astimezone(asked.group.zone).date():
            rounds.end_round(asked)
