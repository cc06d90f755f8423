"""Dates as people write them in a line of English: yesterday, last Friday, 3 March, in 2 weeks.

Readings where English leaves a choice:
- a weekday alone is the last one before today (`prefer="past"`) or the first one after it (`"future"`);
- `this Friday` is the one of this week, Monday to Sunday; `next Friday` the one of next week; `last Friday` the last one before today;
- a date without a year is the last such date up to today, or the first from today on;
- `next month` is a month from today (31 January gives 28 or 29 February), `last week` seven days before it;
- `3/4/2026` is read only when `day_first` says how; `3.4.2026` is always day first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from kith.interactions.capture import days_from_words
from kith.interactions.capture.days_from_words import Clock

Prefer = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text; `start` and `end` take in the preposition (`on 3 March`) and the time (`tomorrow at 3pm`)."""

    start: int
    end: int
    date: date
    time: time | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    date: date | None = None
    time: time | None = None
    is_bare: bool = False  # 15:30 without "at": a time only beside a date


def find_dates(text: str, today: date, prefer: Prefer = "past", *, day_first: bool | None = None) -> list[Found]:
    """All dates in `text`, in order, without overlap. A time without a date is today's. Impossible dates are not found."""
    clock = Clock(today, prefer == "past", day_first)
    parts = [part for match, read in _longest(_matches(text)) if (part := read(match, clock))]
    joined = _with_times(text, parts)
    return [Found(part.start, part.end, part.date or today, part.time) for part in joined if not part.is_bare]


_GAP = r"\s{1,4}"
_BEFORE = r"(?<![\w#@/.-])"
_AFTER = r"(?![\w@]|[-./]\d|['’]\w)"
_BY = rf"(?:(?:on|by|before|until|till|around){_GAP})?"
_DAY = r"([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(1[89]\d\d|2\d\d\d)"
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W\d_])\.?"
)
_WEEKDAY = r"(monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SHORT_WEEKDAY = r"(mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY[1:-1]}|{_SHORT_WEEKDAY[1:-1]})\.?"
_DAYTIME = rf"(?:{_GAP}(?:morning|noon|lunchtime|afternoon|evening|night))?"
_COUNT = rf"(\d{{1,4}}|an?|{'|'.join(days_from_words.COUNTS)}|(?:a{_GAP})?couple(?:{_GAP}of)?|(?:a{_GAP})?few)"
_UNIT = r"(minute|min|hour|day|week|wk|fortnight|month|quarter|year|yr)s?"


def _matches(text: str) -> Iterator[tuple[re.Match[str], _Read]]:
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            yield match, read


def _longest(matches: Iterator[tuple[re.Match[str], _Read]]) -> Iterator[tuple[re.Match[str], _Read]]:
    end = 0
    for match, read in sorted(matches, key=lambda found: (found[0].start(), -found[0].end())):
        if match.start() >= end:
            end = match.end()
            yield match, read


def _with_times(text: str, parts: list[_Part]) -> list[_Part]:
    joined: list[_Part] = []
    for part in parts:
        if joined and _belong_together(text, joined[-1], part):
            before = joined.pop()
            joined.append(_Part(before.start, part.end, before.date or part.date, before.time or part.time))
        else:
            joined.append(part)
    return joined


def _belong_together(text: str, left: _Part, right: _Part) -> bool:
    one_of_each = (left.date is None) != (right.date is None) and (left.time is None) != (right.time is None)
    return one_of_each and text[left.end : right.start].strip() in ("", ",")


def _dated(reading: Callable[[re.Match[str], Clock], date | None]) -> _Read:
    def read(match: re.Match[str], clock: Clock) -> _Part | None:
        try:
            day = reading(match, clock)
        except (ValueError, OverflowError):  # no such day, or beyond the calendar
            return None
        return _Part(match.start(), match.end(), day) if day else None

    return read


def _time(match: re.Match[str], _clock: Clock) -> _Part | None:
    if match["word"]:
        moment = time(0) if match["word"].lower() == "midnight" else time(12)
    elif match["half"]:
        moment = _half_day_time(match)
    else:
        moment = time(int(match["hour"]), int(match["minute"]))
    is_bare = not match["half"] and not match["at"]
    return _Part(match.start(), match.end(), time=moment, is_bare=is_bare)


def _half_day_time(match: re.Match[str]) -> time:
    afternoon = 12 if match["half"].lower() == "p" else 0
    return time(int(match["hour12"]) % 12 + afternoon, int(match["minute12"] or 0))


_Read = Callable[[re.Match[str], Clock], _Part | None]


def _pattern(body: str, *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(_BEFORE + body + _AFTER, flags)


_WHICH = rf"(?:(?:the{_GAP})?(last|past|this|next|coming){_GAP})"
_DAY_NAME_BEFORE = rf"(?:{_ANY_WEEKDAY},?{_GAP})?"
_YEAR_AFTER = rf"(?:,?{_GAP}{_YEAR})?"

_PATTERNS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (_pattern(rf"{_BY}(\d{{4}})([-/])(\d{{1,2}})\2(\d{{1,2}})"), _dated(days_from_words.iso)),
    (_pattern(rf"{_BY}(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?(\d{{4}}|\d{{2}})"), _dated(days_from_words.dotted)),
    (_pattern(rf"{_BY}(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d{{2}})"), _dated(days_from_words.slashed)),
    (
        _pattern(
            rf"{_BY}{_DAY_NAME_BEFORE}(?:the{_GAP})?{_DAY}(?:\s?[-–]\s?\d{{1,2}}(?:st|nd|rd|th)?)?"
            rf"(?:{_GAP}of)?{_GAP}{_MONTH}{_YEAR_AFTER}"
        ),
        _dated(days_from_words.day_month),
    ),
    (
        _pattern(rf"{_BY}{_DAY_NAME_BEFORE}{_MONTH}{_GAP}(?:the{_GAP})?{_DAY}(?!:\d){_YEAR_AFTER}"),
        _dated(days_from_words.month_day),
    ),
    (_pattern(rf"(in|last|past|this|next|early){_GAP}{_MONTH}(?:{_GAP}{_YEAR})?"), _dated(days_from_words.whole_month)),
    (_pattern(rf"(){_MONTH}{_GAP}{_YEAR}"), _dated(days_from_words.whole_month)),
    (
        _pattern(
            rf"{_BY}(?:earlier{_GAP})?(?:the{_GAP})?(day{_GAP}before{_GAP}yesterday|day{_GAP}after{_GAP}tomorrow|yesterday"
            rf"|today|tomorrow|tonight|last{_GAP}night|this{_GAP}(?:morning|afternoon|evening)){_DAYTIME}"
        ),
        _dated(days_from_words.named_day),
    ),
    (_pattern(rf"{_BY}{_WHICH}?{_WEEKDAY}{_DAYTIME}"), _dated(days_from_words.weekday)),
    (_pattern(rf"(?:(?:on|by|before|until|till){_GAP})(){_SHORT_WEEKDAY}\.?"), _dated(days_from_words.weekday)),
    (_pattern(rf"{_BY}{_WHICH}{_SHORT_WEEKDAY}\.?"), _dated(days_from_words.weekday)),
    (_pattern(r"()(Tues?|Wed|Thu(?:rs?)?|Fri)", flags=0), _dated(days_from_words.weekday)),
    (
        _pattern(rf"{_BY}({_ANY_WEEKDAY}){_DAYTIME}{_GAP}(last|this|next){_GAP}week"),
        _dated(days_from_words.weekday_of_week),
    ),
    (
        _pattern(rf"(?:in|within){_GAP}(?:about{_GAP})?{_COUNT}\s{{0,4}}{_UNIT}(?:['’]?{_GAP}time)?"),
        _dated(days_from_words.ahead),
    ),
    (_pattern(rf"in{_GAP}(\d{{1,3}})\s?(d|w)"), _dated(days_from_words.ahead)),
    (_pattern(rf"{_COUNT}\s{{0,4}}{_UNIT}{_GAP}from{_GAP}(?:now|today)"), _dated(days_from_words.ahead)),
    (
        _pattern(rf"(?:(?:about|around|some){_GAP})?{_COUNT}\s{{0,4}}{_UNIT}{_GAP}(?:ago|back)"),
        _dated(days_from_words.ago),
    ),
    (
        _pattern(
            rf"{_BY}(?:(?:some\s?time|later|earlier){_GAP})?(?:the{_GAP})?(last|past|previous|this|next|coming)"
            rf"{_GAP}(week|fortnight|month|quarter|year)"
        ),
        _dated(days_from_words.whole_unit),
    ),
    (
        _pattern(rf"(?:(?:at|over|on|during){_GAP})?(?:the{_GAP})?(last|past|this|next){_GAP}weekend"),
        _dated(days_from_words.weekend),
    ),
    (_pattern(rf"(?:at|over|on|during){_GAP}the(){_GAP}weekend"), _dated(days_from_words.weekend)),
    (
        _pattern(
            rf"(?:(?:by|at|before|until){_GAP})?(?:the{_GAP})?(end|start|beginning){_GAP}of{_GAP}"
            rf"(?:(the|this|last|next){_GAP})?(day|week|month|quarter|year)"
        ),
        _dated(days_from_words.edge_of),
    ),
    (
        _pattern(
            rf"(?:(?:by|at|before|until){_GAP})?(?:the{_GAP})?(end|start|beginning){_GAP}of{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?"
        ),
        _dated(days_from_words.edge_of_month),
    ),
    (
        _pattern(
            rf"(?:on|by|before|until|till){_GAP}the{_GAP}([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)"
            rf"(?!{_GAP}(?:floor|day|time|page|anniversary|birthday|of))"
        ),
        _dated(days_from_words.day_of_month),
    ),
    (
        _pattern(
            r"(?P<at>(?:(?:at|from|around)\s{1,4})|@\s?)?(?:(?P<word>(?<=at\s)(?:noon|midday|midnight))"
            r"|(?P<hour12>1[0-2]|0?[1-9])(?:[:.](?P<minute12>[0-5]\d))?\s?(?P<half>[ap])\.?m\.?"
            r"|(?P<hour>2[0-3]|[01]?\d):(?P<minute>[0-5]\d))"
        ),
        _time,
    ),
)
