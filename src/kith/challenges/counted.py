"""How often something happened in each week, from what Kith knows: numbers only, never with or about whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Min

from kith.accounts.models import User
from kith.challenges import weeks
from kith.challenges.models import Statistic
from kith.interactions import queries as interactions
from kith.introductions.models import Introduction, Step
from kith.meetings.models import RSVP
from kith.opportunities.models import Opportunity, StageChange

Days = Iterable[date]


def by_week(user: User, statistic: Statistic, since: date, until: date) -> dict[date, int]:
    """Return Monday → how often, for the weeks of these days in which there was anything."""
    days = _DAYS[Statistic.Kind(statistic.kind)](user, statistic, since, until)
    return dict(Counter(weeks.monday(day) for day in days if since <= day <= until))


def _touches(user: User, _statistic: Statistic, since: date, until: date) -> Days:
    counts = interactions.counts_by_day(user, since, until)
    return Counter(counts).elements()


def _introductions(user: User, _statistic: Statistic, since: date, until: date) -> Days:
    """Introductions that the user gave, on the day on which the two were introduced first."""
    made = Step.objects.visible_to(user).filter(
        introduction__kind=Introduction.Kind.MADE, state=Introduction.State.INTRODUCED
    )
    first = made.order_by().values("introduction").annotate(first=Min("at")).filter(first__range=_around(since, until))
    return _days(user, first.values_list("first", flat=True))


def _meetings(user: User, statistic: Statistic, since: date, until: date) -> Days:
    """Meetings of this group at which the user was."""
    there = (RSVP.Attendance.PRESENT, RSVP.Attendance.LATE)
    attended = RSVP.objects.filter(user=user, meeting__group=statistic.group_id, attendance__in=there)
    held = attended.filter(meeting__starts_at__range=_around(since, until))
    return _days(user, held.values_list("meeting__starts_at", flat=True))


def _applications(user: User, _statistic: Statistic, since: date, until: date) -> Days:
    """Opportunities that were applied for; one that went back and forth counts once."""
    applied = StageChange.objects.visible_to(user).filter(
        stage=Opportunity.Stage.APPLIED, on__range=(since, until), opportunity__binned_at=None
    )
    return dict(applied.order_by("-on", "-pk").values_list("opportunity", "on")).values()


def _around(since: date, until: date) -> tuple[datetime, datetime]:
    """Moments that include these days in any zone."""
    begins, ends = (datetime.combine(day, time(), UTC) for day in (since, until))
    return begins - timedelta(days=1), ends + timedelta(days=2)


def _days(user: User, moments: Iterable[datetime]) -> Days:
    return [user.today(moment) for moment in moments]


_DAYS: dict[str, Callable[[User, Statistic, date, date], Days]] = {
    Statistic.Kind.TOUCHES: _touches,
    Statistic.Kind.INTRODUCTIONS: _introductions,
    Statistic.Kind.MEETINGS: _meetings,
    Statistic.Kind.APPLICATIONS: _applications,
}
