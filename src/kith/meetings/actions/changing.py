"""Changing what is planned: one meeting, this and the following, all; or calling it off. Whoever comes is told once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.groups.models import Group
from kith.icalendars.moments import resolved
from kith.meetings import agendas, rules
from kith.meetings.actions import answers, everybody, planning, telling
from kith.meetings.models import RSVP, Meeting, Series, Standing
from kith.meetings.rules import Turn
from kith.meetings.signals import meeting_changed

_NEAR = timedelta(days=6)  # a meeting whose day the new rule leaves out goes to one that is this near
_TELLING = ("starts_at", "ends_at", "place", "link", "format", "cancelled_at")  # changes that people are told


@transaction.atomic
def change(
    meeting: Meeting, *, on: date, starts_at: time, minutes: int, given: dict[str, Any], at: datetime
) -> Meeting:
    """Change one meeting, which from then on no longer follows its series. Raises ValidationError, Refused."""
    meeting = _claim(meeting)
    _refuse_over(meeting, at)
    before, was_to_come = _seen(meeting), meeting.starts_at > at
    for name, value in given.items():
        setattr(meeting, name, value)
    meeting.rounds = agendas.checked(meeting.rounds)
    meeting.starts_at = resolved(datetime.combine(on, starts_at, meeting.zone))
    meeting.ends_at = meeting.starts_at + timedelta(minutes=minutes)
    meeting.is_own = meeting.series_id is not None
    meeting.full_clean(exclude=["series"])
    if was_to_come:
        planning.refuse_past(meeting.starts_at, at)
    _save(meeting, before)
    _after([meeting] if _seen(meeting) != before else [], at)
    answers.offer_places(meeting, at)
    return meeting


@transaction.atomic
def call_off(meeting: Meeting, *, at: datetime) -> Meeting:
    """Call one meeting off; it stays to be seen as such."""
    meeting = _claim(meeting)
    _refuse_over(meeting, at)
    if meeting.cancelled_at is None:
        before = _seen(meeting)
        meeting.cancelled_at, meeting.is_own = at, meeting.series_id is not None
        _save(meeting, before)
        _after([meeting], at)
    return meeting


@transaction.atomic
def call_off_all(group: Group, *, at: datetime) -> None:
    """Call off all that a group has planned, as it ends. Who would come to several meetings gets one letter."""
    _set_off(Meeting.objects.filter(group=group, cancelled_at=None, starts_at__gt=at), at, at)


@transaction.atomic
def restore_all(group: Group, *, called_off_at: datetime, at: datetime) -> None:
    """Have what was called off in that moment take place again, as far as it is to come; free places are given on."""
    meetings = Meeting.objects.filter(group=group, cancelled_at=called_off_at, starts_at__gt=at)
    restored = _set_off(meetings, None, at)
    for meeting in Meeting.objects.filter(pk__in=restored, rsvps__answer=RSVP.Answer.WAITING).distinct():
        answers.offer_places(meeting, at)


def keep_notes(meeting: Meeting, notes: str) -> None:
    """Keep what was said at a meeting; calendars need not know."""
    Meeting.objects.filter(pk=meeting.pk).update(notes=notes.strip())


@transaction.atomic
def change_following(
    meeting: Meeting,
    *,
    rule: str,
    starts_at: time,
    minutes: int,
    given: dict[str, Any],
    at: datetime,
    page: Meeting | None = None,
) -> Series:
    """Change a meeting of a series and all that follow it. Raises ValidationError, Refused.

    From its first meeting on that is the series itself; from a later one another series begins there. What was changed by
    itself stays as it is, but for the one on whose page it was said (`page`; the first, if nothing is said): that keeps its
    day. Answers go along: to the meeting of the same day, else to the nearest of the same week.
    """
    series, from_at = _series_of(meeting, at)
    if meeting.is_own and from_at <= at:
        from_at = _next_by_rule(series, at)  # it may have been moved behind others that are over
    rule = rules.checked(rule)
    on = from_at.astimezone(series.zone).date()
    if rule == series.rule:
        rule = rules.rest_of(rule, series.starts_on, series.starts_at, series.zone, on)
    later = list(series.meetings.select_for_update().filter(by_rule_at__gte=from_at).order_by("by_rule_at"))
    first = rules.first_turn(rule, on, starts_at, series.zone)
    if from_at > at:
        planning.refuse_past(first.at, at)
    changed = _parted(series, on) if series.meetings.filter(by_rule_at__lt=from_at).exists() else series
    for name, value in {**given, "rule": rule, "minutes": minutes, "starts_at": starts_at}.items():
        setattr(changed, name, value)
    changed.rounds = agendas.checked(changed.rounds)
    changed.starts_on = first.on
    changed.full_clean()
    changed.save()
    _refit(changed, later, at)
    page = page or meeting
    if page.is_own and page.cancelled_at is None and page.ends_at > at:
        own_day = page.starts_at.astimezone(page.zone).date()
        change(page, on=own_day, starts_at=starts_at, minutes=minutes, given=given, at=at)
    return changed


@transaction.atomic
def end_series(meeting: Meeting, *, at: datetime) -> None:
    """End a series with the meeting before this one: this and all that follow are called off. Raises Refused."""
    series, from_at = _series_of(meeting, at)
    series.ends_before = from_at.astimezone(series.zone).date()
    if not series.meetings.filter(by_rule_at__lt=from_at).exists():
        series.ended_at = at
    series.save(update_fields=["ends_before", "ended_at"])
    later = series.meetings.select_for_update().filter(by_rule_at__gte=from_at, cancelled_at=None, ends_at__gt=at)
    _leave_out(list(later), at)


@transaction.atomic
def stop_series(series: Series, *, at: datetime) -> None:
    """End a series now: all that is to come of it is called off, also where none of its meetings is planned yet."""
    held = Series.objects.select_for_update().get(pk=series.pk)
    if held.ended_at is None:
        held.ended_at = at
        held.save(update_fields=["ended_at"])
        _leave_out(held.meetings.filter(cancelled_at=None, starts_at__gt=at).select_related("group"), at)


def _set_off(found: QuerySet[Meeting], cancelled_at: datetime | None, at: datetime) -> list[int]:
    """Call these off, or have them take place again, with a few questions for all; returns their numbers."""
    meetings = list(found.select_related("group", "answers_to").order_by("starts_at", "pk"))
    for meeting in meetings:
        meeting.cancelled_at, meeting.sequence = cancelled_at, meeting.sequence + 1
    Meeting.objects.bulk_update(meetings, ["cancelled_at", "sequence"], batch_size=200)
    _after(meetings, at)
    return [meeting.pk for meeting in meetings]


def _series_of(meeting: Meeting, at: datetime) -> tuple[Series, datetime]:
    """The series, held, and the moment at which its rule would have the meeting."""
    if meeting.series_id is None or meeting.by_rule_at is None:
        raise Refused(_("This meeting belongs to no series."))
    _refuse_over(meeting, at)
    series = Series.objects.select_for_update().select_related(None).get(pk=meeting.series_id)
    return series, meeting.by_rule_at


def _next_by_rule(series: Series, at: datetime) -> datetime:
    moments = series.meetings.filter(by_rule_at__gt=at).order_by("by_rule_at")
    following = moments.values_list("by_rule_at", flat=True).first()
    if following is None:
        raise Refused(_("No other meeting of this series is to come. Please change this one alone."))
    return following


def _parted(series: Series, on: date) -> Series:
    """A new series that goes on from that day where this one ends; whoever comes to all comes to its meetings as well."""
    kept = {name: getattr(series, name) for name in planning.SHARED}
    new = Series.objects.create(
        group=series.group,
        rule=series.rule,
        starts_on=on,
        starts_at=series.starts_at,
        minutes=series.minutes,
        planned_until=series.planned_until,
        ends_before=series.ends_before,
        whole_id=series.whole_id or series.pk,
        **kept,
    )
    Series.objects.filter(pk=series.pk).update(ends_before=on)
    _copy_standing(series, new)
    return new


def _copy_standing(series: Series, new: Series) -> None:
    said = list(Standing.objects.filter(series=series).prefetch_related("given_to").order_by("pk"))
    copies = [Standing(series=new, **{name: getattr(one, name) for name in Standing.SAID}) for one in said]
    Standing.objects.bulk_create(copies, batch_size=500)
    given = Standing.given_to.through
    pairs = [(copy, member) for copy, one in zip(copies, said, strict=True) for member in one.given_to.all()]
    rows = [given(standing_id=copy.pk, user_id=member.pk) for copy, member in pairs]
    given.objects.bulk_create(rows, batch_size=500)


def _refit(series: Series, meetings: list[Meeting], at: datetime) -> None:
    """Give the meetings the times of a rule that was changed."""
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).update(by_rule_at=None, series=series)
    until = (series.planned_until or (at + planning.AHEAD).date()) + _NEAR
    pairs, over = _paired(meetings, planning.turns_of(series, until), series)
    changed = []
    for meeting, turn in pairs:
        before = _seen(meeting)
        meeting.series, meeting.by_rule_at = series, turn.at
        if not meeting.is_own and meeting.cancelled_at is None:
            planning.take_over(meeting, series, turn)
        _save(meeting, before)
        changed += [meeting] if _seen(meeting) != before else []
    for meeting in over:
        meeting.series = series
    _leave_out([meeting for meeting in over if meeting.ends_at > at], at)  # one may have been held earlier
    _after(changed, at)
    Series.objects.filter(pk=series.pk).update(planned_until=None)
    series.planned_until = None
    planning.fill(series, at=at)
    for meeting, _turn in pairs:
        answers.offer_places(meeting, at)


def _paired(
    meetings: list[Meeting], turns: list[Turn], series: Series
) -> tuple[list[tuple[Meeting, Turn]], list[Meeting]]:
    """Which meeting goes to which turn, the same day first and then the nearest; and the meetings left over."""
    days = {turn.on: turn for turn in turns}
    pairs: list[tuple[Meeting, Turn]] = []
    left: list[Meeting] = []
    for meeting in meetings:
        on = _day(meeting, series)
        pairs += [(meeting, days.pop(on))] if on in days else []
        left += [] if pairs and pairs[-1][0] is meeting else [meeting]
    over: list[Meeting] = []
    for meeting in left:
        on = _day(meeting, series)
        near = min(days, key=lambda day: abs(day - on), default=None)
        if near is not None and abs(near - on) <= _NEAR:
            pairs.append((meeting, days.pop(near)))
        else:
            over.append(meeting)
    return pairs, over


def _day(meeting: Meeting, series: Series) -> date:
    return (meeting.by_rule_at or meeting.starts_at).astimezone(series.zone).date()


def _leave_out(meetings: Iterable[Meeting], at: datetime) -> None:
    """Meetings that are no more: unseen where nobody has done anything, else called off, and those who would come are told."""
    told, meetings = [], list(meetings)
    touched = Q(is_own=True) | ~Q(notes="") | Q(rsvps__isnull=False)
    touched |= Q(thread__messages__isnull=False) | Q(plan__isnull=False)  # of features above too
    found = Meeting.objects.filter(touched, pk__in=[meeting.pk for meeting in meetings])
    answered = set(found.values_list("pk", flat=True))
    for meeting in meetings:
        if meeting.pk not in answered and meeting.cancelled_at is None:
            meeting.delete()
        elif meeting.cancelled_at is None:
            before = _seen(meeting)
            meeting.cancelled_at = at
            _save(meeting, before)
            told.append(meeting)
    _after(told, at)


def _claim(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    held.group = meeting.group
    return held


def _refuse_over(meeting: Meeting, at: datetime) -> None:
    if meeting.ends_at <= at:
        raise Refused(_("This meeting is over."))


def _seen(meeting: Meeting) -> tuple[object, ...]:
    return tuple(getattr(meeting, name) for name in _TELLING)


def _save(meeting: Meeting, before: tuple[object, ...]) -> None:
    """Save it, with a higher SEQUENCE where calendars have to change what they show."""
    if _seen(meeting) != before:
        meeting.sequence += 1
    meeting.save()
    if meeting.format != before[_TELLING.index("format")]:
        answers.refit(meeting)


def _after(meetings: list[Meeting], at: datetime) -> None:
    """Tell who would come, once for all of these meetings; reminders begin anew."""
    if meetings:
        everybody.remind_anew(meetings, at)
        telling.tell_changed(meetings, at)
    for meeting in meetings:
        meeting_changed.send(Meeting, meeting=meeting)
