"""When the events of a file take place: repeated ones at every time, with what was moved, cancelled or left out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

from kith.icalendars.components import Fault
from kith.icalendars.events import Event
from kith.icalendars.moments import Moment, day_of, resolved
from kith.icalendars.recurrence import occurrences
from kith.icalendars.rules import BadRule, Rule

MOST_TIMES = 1000  # of one event, the latest; a daily meeting has that many in four years
TOO_OFTEN = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One time at which an event takes place. `key` tells it from the others of a repeated event, "" if there are none."""

    event: Event
    start: Moment
    key: str = ""

    @property
    def end(self) -> Moment:
        """The moment, or the day, after it."""
        if isinstance(self.start, datetime) and self.start.tzinfo is not None:
            return (self.start.astimezone(UTC) + self.event.span).astimezone(self.start.tzinfo)
        return self.start + self.event.span


def happenings(events: Iterable[Event], first: date, last: date) -> Iterator[Happening | Fault]:
    """Every time that an event takes place; repeated ones from the first to the last day only, at most MOST_TIMES each.

    Ones that are cancelled, or excepted from a rule, are told as well, with the status CANCELLED. O(events + times); a rule takes at most recurrence.MOST_WORK
    steps. A repeated event that cannot be worked out is told as a Fault.
    """
    masters, instead = _series(events)
    for uid in dict.fromkeys([*masters, *instead]):
        master, others = masters.get(uid), instead.get(uid, [])
        if master is None:
            yield from (
                Happening(key_event[1], key_event[1].start, key_event[0]) for key_event in _newest(others, None)
            )
        elif master.repeats or others:
            yield from _repeated(master, dict(_newest(others, master)), first, last)
        else:
            yield Happening(master, master.start)


def key_of(moment: Moment) -> str:
    """A moment as one word that is the same in every time zone: 20260302T080000Z; days and floating times as they are."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if moment.tzinfo else f"{moment:%Y%m%dT%H%M%S}"


def _series(events: Iterable[Event]) -> tuple[dict[str, Event], dict[str, list[Event]]]:
    """By UID: the newest version of each event, and all that stand in for some time of it."""
    masters: dict[str, Event] = {}
    instead: dict[str, list[Event]] = {}
    for event in events:
        if event.original is not None:
            instead.setdefault(event.uid, []).append(event)
        elif event.uid not in masters or event.version >= masters[event.uid].version:
            masters[event.uid] = event
    return masters, instead


def _newest(others: Iterable[Event], master: Event | None) -> Iterator[tuple[str, Event]]:
    """What stands in for some time of an event, by the key of that time; Outlook gives days at midnight for whole days."""
    found: dict[str, Event] = {}
    for event in others:
        original = event.original or event.start
        key = key_of(day_of(original) if master is not None and master.is_whole_day else original)
        if key not in found or event.version >= found[key].version:
            found[key] = event
    yield from found.items()


class _Times(NamedTuple):
    """The times of an event between two days: those that take place, those that are excepted, and whether more were cut."""

    kept: list[Moment]
    gone: list[Moment]
    is_cut: bool


def _repeated(event: Event, instead: dict[str, Event], first: date, last: date) -> Iterator[Happening | Fault]:
    try:
        times = _times(event, first, last)
    except BadRule as error:
        yield Fault(event.line, f"{error} The event was left out.", event.raw)
        return
    if times.is_cut:
        reason = f"This event repeats more than {MOST_TIMES:,} times. The latest {MOST_TIMES:,} were read."
        yield Fault(event.line, reason, event.raw)
    keys = {key for moment in times.kept for key in _keys(moment)}
    # One that is older than the event, and for a time that the event no longer has, is gone.
    valid = {key: each for key, each in instead.items() if key in keys or each.version[0] >= event.version[0]}
    later = sorted((each for each in valid.values() if each.is_from_then_on), key=_original)
    yield from (_changed(event, moment, later) for moment in times.kept if valid.keys().isdisjoint(_keys(moment)))
    cancelled = replace(event, status="CANCELLED")
    for moment in times.gone:
        if valid.keys().isdisjoint(_keys(moment)):
            yield Happening(cancelled, moment, key_of(moment))
    for key, other in valid.items():
        if first <= day_of(other.start) <= last:
            yield Happening(other, other.start, key)


def _keys(moment: Moment) -> tuple[str, str]:
    """What a time may be called where something stands in for it: the moment, or only its day."""
    return key_of(moment), key_of(day_of(moment))


def _times(event: Event, first: date, last: date) -> _Times:
    """In order, and the latest MOST_TIMES."""
    if any(rule.freq in TOO_OFTEN for rule in (*event.rules, *event.without)):
        raise BadRule("This event repeats by the hour or more often, which no meeting does.")
    latest: deque[Moment] = deque(maxlen=MOST_TIMES)
    count = 0
    for rule in event.rules:
        for moment in _by_rule(event, rule, first, last):
            latest.append(moment)
            count += 1
    named = [event.start, *(_like(event.start, moment) for moment in event.dates)]
    found = {key_of(moment): moment for moment in (*named, *latest) if first <= day_of(moment) <= last}
    excepted = _excepted(event, first, last)
    gone = [moment for moment in found.values() if not excepted.isdisjoint(_keys(moment))]
    kept = sorted((moment for moment in found.values() if excepted.isdisjoint(_keys(moment))), key=_order)
    return _Times(kept[-MOST_TIMES:], gone, count > MOST_TIMES or len(kept) > MOST_TIMES)


def _by_rule(event: Event, rule: Rule, first: date, last: date) -> Iterator[Moment]:
    """The start counts as the first time even where the rule does not name it (RFC 5545, 3.8.5.3)."""
    if rule.count is not None and len(event.rules) == 1 and not _names_start(rule, event.start):
        rule = replace(rule, count=rule.count - 1)
    return occurrences(rule, event.start, (first, last))


def _names_start(rule: Rule, start: Moment) -> bool:
    return next(occurrences(replace(rule, count=1), start, (day_of(start), day_of(start))), None) == start


def _excepted(event: Event, first: date, last: date) -> set[str]:
    """Keys of times that do not take place; a day takes out all of it where the event has times."""
    gone = {key_of(day_of(moment) if event.is_whole_day else moment) for moment in event.except_dates}
    for rule in event.without:
        gone.update(map(key_of, occurrences(rule, event.start, (first, last))))
    return gone


def _like(start: Moment, moment: Moment) -> Moment:
    """A moment of the same kind as the start: a day, or that day at the time of the start."""
    if not isinstance(start, datetime):
        return day_of(moment)
    if isinstance(moment, datetime):
        return resolved(moment)
    return resolved(datetime.combine(moment, start.timetz()))


def _changed(event: Event, moment: Moment, later: list[Event]) -> Happening:
    """A time of an event, as changed by the last one that stands in for it and all later ones."""
    for change in reversed(later):
        if _original(change) <= _order(moment):
            return Happening(change, _moved(moment, change), key_of(moment))
    return Happening(event, moment, key_of(moment))


def _moved(moment: Moment, change: Event) -> Moment:
    original, start = change.original, change.start
    if isinstance(moment, datetime) and isinstance(original, datetime) and isinstance(start, datetime):
        # By the wall clock, so that it stays at its hour when the clocks change.
        shift = _wall(start, start.tzinfo) - _wall(original, start.tzinfo)
        return resolved((_wall(moment, start.tzinfo) + shift).replace(tzinfo=start.tzinfo))
    return moment + (day_of(start) - day_of(original or start))


def _wall(moment: datetime, zone: tzinfo | None) -> datetime:
    return (moment.astimezone(zone) if moment.tzinfo and zone else moment).replace(tzinfo=None)


def _original(event: Event) -> datetime:
    return _order(event.original or event.start)


def _order(moment: Moment) -> datetime:
    """A moment that compares with all others; floating ones are taken for UTC."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
