"""When a rule happens: RFC 5545, 3.3.10, worked out period by period.

Every period (a year, a month, a week, a day) is a list of days, found by asking each of its days whether all parts of the
rule allow it, times the times of day; BYSETPOS chooses from both. Rules by the hour, minute or second step through time
and leap over days, hours and minutes that are not allowed. All is reckoned on the wall clock; only the result is given a
place in the time zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product

from kith.icalendars.moments import Moment, day_of, resolved
from kith.icalendars.periods import allows, days_of, unit_of
from kith.icalendars.rules import BadRule, Rule

MOST_WORK = 250_000  # days and times looked at for one rule: about a third of a second

_PER_DAY = {"HOURLY": 24, "MINUTELY": 1440, "SECONDLY": 86400}
_DAY_SECONDS = 86400
_EPOCH = datetime(1, 1, 1)  # noqa: DTZ001 -- the wall clock has no zone


class TooLong(BadRule):
    """A rule that would take too long to work out."""


def occurrences(rule: Rule, start: Moment, between: tuple[date, date] | None = None) -> Iterator[Moment]:
    """Moments at which the rule happens, from `start` on, in order, of start's own kind (day, floating, or in its zone).

    `start` itself is among them only where the rule says so. `between`: first and last day of the wall calendar.
    At most MOST_WORK steps; raises TooLong beyond, and BadRule for a rule by the hour of something that takes whole days.
    """
    local = datetime.combine(start, time()) if not isinstance(start, datetime) else start.replace(tzinfo=None)
    first, last = between or (date.min, date.max)
    before = None
    for moment in _counted(_whole(rule, start), local, rule, _until(rule, start, last), first):
        if moment.date() >= first:
            placed = _placed(moment, start)
            if placed != before:  # two moments that the clocks jump over may come out the same
                yield placed
            before = placed


def _placed(moment: datetime, start: Moment) -> Moment:
    if isinstance(start, datetime):
        return resolved(moment.replace(tzinfo=start.tzinfo))
    return moment.date()


def _until(rule: Rule, start: Moment, last: date) -> datetime:
    """The last moment on the wall clock of the rule's zone. A day means all of it."""
    end = datetime.combine(last, time.max)
    until = rule.until
    if isinstance(until, datetime):
        zone = start.tzinfo if isinstance(start, datetime) else None
        local = until.astimezone(zone) if until.tzinfo and zone else until
        own = local.replace(tzinfo=None)
        own = own if isinstance(start, datetime) else datetime.combine(own.date(), time.max)
    else:
        own = datetime.combine(until or date.max, time.max)
    return min(own, end)


def _whole(rule: Rule, start: Moment) -> Rule:
    """The rule with what it leaves to its start: the day, the time (3.3.10: "derived from DTSTART")."""
    if isinstance(start, datetime):
        rank = list(_PER_DAY).index(rule.freq) if rule.freq in _PER_DAY else -1
        rule = replace(
            rule,
            hours=rule.hours or (() if rank >= 0 else (start.hour,)),
            minutes=rule.minutes or (() if rank >= 1 else (start.minute,)),
            seconds=rule.seconds or (() if rank >= 2 else (start.second,)),
        )
    elif rule.freq in _PER_DAY:
        raise BadRule("The rule repeats by the hour what takes whole days.")
    else:
        rule = replace(rule, hours=(0,), minutes=(0,), seconds=(0,))
    return _with_days(rule, day_of(start))


def _with_days(rule: Rule, start: date) -> Rule:
    names_days = rule.days or rule.month_days or rule.year_days
    if rule.freq == "YEARLY" and not names_days:
        if rule.weeks:
            return replace(rule, days=((0, start.weekday()),))
        return replace(rule, month_days=(start.day,), months=rule.months or (start.month,))
    if rule.freq == "MONTHLY" and not (names_days or rule.weeks):
        return replace(rule, month_days=(start.day,))
    if rule.freq == "WEEKLY" and not (names_days or rule.weeks):
        return replace(rule, days=((0, start.weekday()),))
    return rule


def _counted(rule: Rule, start: datetime, asked: Rule, until: datetime, first: date) -> Iterator[datetime]:
    """From the start to the end of the rule; where nothing is counted, the way begins near the day that is asked for."""
    near = start if asked.count is not None else max(start, datetime.combine(max(first, start.date()), time()))
    found = _by_time(rule, start, near, until) if rule.freq in _PER_DAY else _by_days(rule, start, near, until)
    left = asked.count
    for moment in found:
        if moment > until or left == 0:
            return
        if moment >= start:
            left = None if left is None else left - 1
            yield moment


def _by_days(rule: Rule, start: datetime, near: datetime, until: datetime) -> Iterator[datetime]:
    times = [time(*each) for each in product(rule.hours, rule.minutes, rule.seconds)]
    origin = unit_of(rule, start.date())
    unit = origin + max(0, unit_of(rule, near.date()) - origin) // rule.interval * rule.interval
    last, work = unit_of(rule, until.date()), 0
    while unit <= last:
        looked_at, days = days_of(rule, unit)
        work += looked_at + 1
        size = len(days) * len(times)
        for place in _places(rule, size):
            work += 1
            _check(work)
            day, at = divmod(place, len(times))
            yield datetime.combine(days[day], times[at])
        _check(work)
        unit += rule.interval


def _places(rule: Rule, size: int) -> Iterator[int]:
    """Which of a period's moments are meant: all, or those of BYSETPOS, in order."""
    if not rule.places:
        yield from range(size)
    else:
        chosen = {place - 1 if place > 0 else size + place for place in rule.places}
        yield from sorted(place for place in chosen if 0 <= place < size)


def _check(work: int) -> None:
    if work > MOST_WORK:
        raise TooLong("The rule repeats so often, or so rarely, that it would take too long to work out.")


def _by_time(rule: Rule, start: datetime, near: datetime, until: datetime) -> Iterator[datetime]:
    length = _DAY_SECONDS // _PER_DAY[rule.freq]
    step = length * rule.interval
    finer = [timedelta(minutes=minute, seconds=second) for minute, second in _finer(rule)]
    origin = _seconds(start) // length * length
    moment = origin + max(0, _seconds(near) // length * length - origin) // step * step
    last, work = _seconds(until), 0
    while moment <= last:
        _check(work := work + 1)
        leap = _next_allowed(rule, moment, length)
        if leap > moment:
            moment = origin + -((origin - leap) // step) * step
        else:
            for place in _places(rule, len(finer)):
                yield _EPOCH + timedelta(seconds=moment) + finer[place]
            moment += step


def _finer(rule: Rule) -> list[tuple[int, int]]:
    """Minutes and seconds within an hour, seconds within a minute, or nothing within a second."""
    if rule.freq == "HOURLY":
        return list(product(rule.minutes, rule.seconds))
    elif rule.freq == "MINUTELY":
        return [(0, second) for second in rule.seconds]
    else:
        return [(0, 0)]


def _next_allowed(rule: Rule, moment: int, length: int) -> int:
    """The moment itself if the rule allows it, or else the first one after the day, hour or minute that it does not allow."""
    day, second = divmod(moment, _DAY_SECONDS)
    if not allows(rule, date.fromordinal(day + 1)):
        return (day + 1) * _DAY_SECONDS
    if rule.hours and second // 3600 not in rule.hours:
        return moment // 3600 * 3600 + 3600
    if length < 3600 and rule.minutes and second // 60 % 60 not in rule.minutes:
        return moment // 60 * 60 + 60
    if length < 60 and rule.seconds and second % 60 not in rule.seconds:
        return moment + 1
    return moment


def _seconds(moment: datetime) -> int:
    return (moment.toordinal() - 1) * _DAY_SECONDS + moment.hour * 3600 + moment.minute * 60 + moment.second
