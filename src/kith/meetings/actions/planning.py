"""Planning: one meeting, or a series whose meetings stand as rows some months ahead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from kith.groups.models import Group, Membership
from kith.icalendars.moments import resolved
from kith.meetings import agendas, rules
from kith.meetings.actions import everybody
from kith.meetings.models import RSVP, Gathering, Meeting, Series, Standing
from kith.meetings.rules import Turn

AHEAD = timedelta(days=120)  # so far the meetings of a series stand as rows
_EVERY = timedelta(days=7)  # a series is planned on when this much of it is missing
SHARED = tuple(field.name for field in Gathering._meta.get_fields())  # what a series hands on to its meetings


@transaction.atomic
def plan_meeting(
    group: Group, *, on: date, starts_at: time, minutes: int, given: dict[str, Any], at: datetime
) -> Meeting:
    """Plan one meeting, at a time of the group's clocks. `given`: fields of Gathering. Raises ValidationError."""
    zone = group.zone
    starts = resolved(datetime.combine(on, starts_at, zone))
    meeting = Meeting(group=group, created_at=at, starts_at=starts, ends_at=_end(starts, minutes))
    _set(meeting, given, zone)
    refuse_past(starts, at)
    meeting.full_clean(exclude=["series"])
    meeting.save()
    return meeting


@transaction.atomic
def plan_series(
    group: Group, *, rule: str, on: date, starts_at: time, minutes: int, given: dict[str, Any], at: datetime
) -> Series:
    """Plan meetings by a rule, from a day on. Raises ValidationError, also for a rule that costs too much or gives nothing."""
    zone = group.zone
    checked = rules.checked(rule)
    first = rules.first_turn(checked, on, starts_at, zone)
    refuse_past(first.at, at)
    series = Series(group=group, rule=checked, starts_on=first.on, starts_at=starts_at, minutes=minutes, created_at=at)
    _set(series, given, zone)
    series.full_clean()
    series.save()
    fill(series, at=at)
    return series


def plan_ahead(now: datetime) -> int:
    """Plan every series on whose planned meetings run out, and return how many meetings were added. Safe to run twice."""
    wanted = (now + AHEAD - _EVERY).date()
    missing = Q(planned_until=None) | Q(planned_until__lt=wanted)
    open_ones = Series.objects.filter(missing, ended_at=None, group__ended_at=None).filter(
        Q(ends_before=None) | Q(planned_until=None) | Q(planned_until__lt=F("ends_before"))
    )
    return sum(fill_by_id(pk, at=now) for pk in list(open_ones.values_list("pk", flat=True)))


@transaction.atomic
def fill_by_id(series_id: int, *, at: datetime) -> int:
    """Plan one series on, held against others who would do the same."""
    series = Series.objects.select_for_update().get(pk=series_id)
    return fill(series, at=at)


@transaction.atomic
def fill(series: Series, *, at: datetime) -> int:
    """Make the meetings of a series that are not there yet, and return how many those are."""
    until = max((at + AHEAD).astimezone(series.zone).date(), series.starts_on)  # the first one stands from the start
    known = set(series.meetings.values_list("by_rule_at", flat=True))
    new = [turn for turn in turns_of(series, until, series.planned_until) if turn.at not in known and turn.at > at]
    if series.planned_until is not None:
        new = [turn for turn in new if series.planned_until < turn.on]  # one that was taken away stays away
    made = [_of_series(series, turn, at) for turn in new]
    series.planned_until = until
    series.save(update_fields=["planned_until"])
    _answer_for_all(series, made, at)
    return len(made)


def turns_of(series: Series, until: date, since: date | None = None) -> list[Turn]:
    """When a series meets, up to that day, and from another on where one is given."""
    if series.ends_before is not None:
        until = min(until, series.ends_before - timedelta(days=1))
    return rules.turns(series.rule, series.starts_on, series.starts_at, series.zone, until, since)


def take_over(meeting: Meeting, series: Series, turn: Turn) -> None:
    """Give a meeting what its series says; nothing is saved."""
    for name in SHARED:
        setattr(meeting, name, getattr(series, name))
    meeting.starts_at, meeting.ends_at = turn.at, _end(turn.at, series.minutes)


def refuse_past(starts: datetime, at: datetime) -> None:
    """Raise ValidationError for what would have begun already."""
    if starts <= at:
        raise ValidationError({"on": _("This has passed already. Please choose a day to come.")})


def _of_series(series: Series, turn: Turn, at: datetime) -> Meeting:
    meeting = Meeting(group=series.group, series=series, by_rule_at=turn.at, created_at=at)
    take_over(meeting, series, turn)
    meeting.save(force_insert=True)
    return meeting


def _answer_for_all(series: Series, meetings: Iterable[Meeting], at: datetime) -> None:
    """Whoever said that they come to all meetings has said so for the new ones."""
    said = Standing.objects.filter(series=series, answer=RSVP.Answer.YES)
    said = said.exclude(user__in=Membership.objects.filter(group=series.group_id, is_barred=True).values("user"))
    if not (series.guests_may_come and series.group.is_listed):
        said = said.filter(user__in=Membership.objects.current().filter(group=series.group_id).values("user"))
    standing = list(said.select_related("user", "series").prefetch_related("given_to").order_by("pk"))
    everybody.say_standing(meetings, standing, at)


def _set(gathering: Series | Meeting, given: dict[str, Any], zone: ZoneInfo) -> None:
    for name, value in given.items():
        setattr(gathering, name, value)
    gathering.time_zone = str(zone)
    gathering.rounds = agendas.checked(gathering.rounds)


def _end(starts: datetime, minutes: int) -> datetime:
    return starts + timedelta(minutes=minutes)
