"""How often a series meets: plain choices and the RRULE that says the same, and the moments that a rule gives.

Moments are reckoned on the wall clock of the group, by kith.icalendars: seven o'clock stays seven when the clocks change; a
time that they jump over is as much later as they jump, and of one that comes twice the first is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import dateformat
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kith.icalendars import BadRule, Rule, as_rule, occurrences
from kith.icalendars.rules import WEEKDAYS as DAY_NAMES

HORIZON = timedelta(days=5 * 366)  # a rule says nothing about what is further away
MOST = 1000  # meetings of one series
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
LAST = -1
_SHORTEST_MONTH = 28  # days


class Often(StrEnum):
    """The plain choices of the form."""

    ONCE = "once"
    DAY = "day"
    WORKDAYS = "workdays"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    PLACE = "place"  # the first Tuesday of the month
    DATE = "date"  # on the 15th of the month
    OWN = "own"


OFTEN = (
    (Often.ONCE, gettext_lazy("Once")),
    (Often.WEEK, gettext_lazy("Every week")),
    (Often.TWO_WEEKS, gettext_lazy("Every two weeks")),
    (Often.PLACE, gettext_lazy("Every month, on the same weekday (such as the first Tuesday)")),
    (Often.DATE, gettext_lazy("Every month, on the same date")),
    (Often.WORKDAYS, gettext_lazy("Monday to Friday")),
    (Often.DAY, gettext_lazy("Every day")),
    (Often.OWN, gettext_lazy("By a rule of my own (RRULE)")),
)


@dataclass(frozen=True)
class Turn:
    """One meeting as the rule has it: the day on the group's calendar, and the moment."""

    on: date
    at: datetime


def rule_of(often: str, starts_on: date) -> str:
    """The RRULE of a plain choice for a series that begins that day; "" for once. Raises ValidationError for OWN."""
    day = DAY_NAMES[starts_on.weekday()]
    week = LAST if starts_on.day > 28 else (starts_on.day - 1) // 7 + 1
    rules = {
        Often.ONCE: "",
        Often.DAY: "FREQ=DAILY",
        Often.WORKDAYS: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        Often.WEEK: f"FREQ=WEEKLY;BYDAY={day}",
        Often.TWO_WEEKS: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        Often.PLACE: f"FREQ=MONTHLY;BYDAY={week}{day}",
        Often.DATE: f"FREQ=MONTHLY;BYMONTHDAY={starts_on.day}",
    }
    if often not in rules:
        raise ValidationError({"rule": _("Please write the rule, such as FREQ=WEEKLY;BYDAY=TU,TH.")})
    return rules[Often(often)]


def checked(text: str) -> str:
    """The rule as Kith keeps it. Raises ValidationError for one that is none, or that meets more than once a day."""
    rule = text.strip().upper().removeprefix("RRULE:")
    try:
        read = as_rule(rule)
    except BadRule as error:
        raise ValidationError({"rule": str(error)}) from error
    if read.freq not in _FREQUENCIES or read.hours or read.minutes or read.seconds:
        raise ValidationError({"rule": _("A group meets once a day at most. Please leave hours and minutes out.")})
    if len(rule) > 300:
        raise ValidationError({"rule": _("This rule is too long.")})
    return rule


def turns(
    rule: str, starts_on: date, starts_at: time, zone: ZoneInfo, until: date, since: date | None = None
) -> list[Turn]:
    """The meetings of a rule from its first day, or `since`, to `until`, both among them; at most MOST, none after HORIZON.

    The work is bounded by icalendars.recurrence.MOST_WORK steps (a third of a second). Raises ValidationError where a rule
    needs more, or gives no meeting at all.
    """
    start = datetime.combine(starts_on, starts_at, zone)
    begins = max(starts_on, since or starts_on)
    last = min(until, begins + HORIZON)
    try:
        found = [_turn(moment, zone) for moment in islice(occurrences(as_rule(rule), start, (begins, last)), MOST)]
    except BadRule as error:
        raise ValidationError({"rule": str(error)}) from error
    return [turn for turn in found if turn is not None]


def first_turn(rule: str, starts_on: date, starts_at: time, zone: ZoneInfo) -> Turn:
    """The first meeting of a rule. Raises ValidationError where there is none within HORIZON."""
    found = turns(rule, starts_on, starts_at, zone, starts_on + HORIZON)
    if not found:
        raise ValidationError({"rule": _("By this rule nobody would ever meet.")})
    return found[0]


def rest_of(rule: str, starts_on: date, starts_at: time, zone: ZoneInfo, on: date) -> str:
    """The same rule for a series that goes on from a later day: what was counted already is taken off its COUNT."""
    read = as_rule(rule)
    if read.count is None:
        return rule
    gone = len([turn for turn in turns(rule, starts_on, starts_at, zone, on) if turn.on < on])
    kept = [part for part in rule.split(";") if not part.startswith("COUNT=")]
    return ";".join([*kept, f"COUNT={max(read.count - gone, 1)}"])


def in_words(rule: str) -> str:
    """A rule as one says it: every month on the first Tuesday. One that is not among the plain ones is shown as it is."""
    return _in_words(rule, get_language())


@lru_cache(maxsize=1024)
def _in_words(rule: str, _language: str | None) -> str:
    read = as_rule(rule)
    often = _often_in_words(read)
    return often + _end_in_words(read) if often else rule


def _turn(moment: date | datetime, zone: ZoneInfo) -> Turn | None:
    return Turn(moment.astimezone(zone).date(), moment) if isinstance(moment, datetime) else None


def _often_in_words(rule: Rule) -> str:
    if any((rule.months, rule.weeks, rule.year_days, rule.places)):
        return ""
    names = [str(WEEKDAYS[day]) for _place, day in rule.days]
    if rule.freq == "DAILY" and not rule.days and not rule.month_days:
        return _every(rule.interval, _("Every day"), _("Every %(n)d days"))
    if rule.freq == "WEEKLY" and not rule.month_days and not any(place for place, _day in rule.days):
        if [day for _place, day in rule.days] == [0, 1, 2, 3, 4] and rule.interval == 1:
            return _("Monday to Friday")
        every = _every(rule.interval, _("Every week"), _("Every %(n)d weeks"))
        return _("%(every)s on %(days)s") % {"every": every, "days": ", ".join(names)} if names else every
    if rule.freq == "MONTHLY":
        return _month_in_words(rule)
    return ""


def _month_in_words(rule: Rule) -> str:
    every = _every(rule.interval, _("Every month"), _("Every %(n)d months"))
    places = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), LAST: _("last")}
    if rule.days and not rule.month_days and all(place in places for place, _day in rule.days):
        days = ", ".join(f"{places[place]} {WEEKDAYS[day]}" for place, day in rule.days)
        return _("%(every)s on the %(days)s") % {"every": every, "days": days}
    if rule.month_days and not rule.days and min(rule.month_days) > 0:
        told = _("%(every)s on the %(day)s") % {"every": every, "day": ", ".join(map(_nth, rule.month_days))}
        return told if max(rule.month_days) <= _SHORTEST_MONTH else told + _(", where a month has one")
    return ""


def _nth(day: int) -> str:
    return dateformat.format(date(2000, 1, day), "jS")


def _every(number: int, one: str, many: str) -> str:
    return one if number == 1 else many % {"n": number}


def _end_in_words(rule: Rule) -> str:
    if rule.count:
        return _(", %(n)d times") % {"n": rule.count}
    if rule.until:
        return _(", until %(day)s") % {"day": dateformat.format(rule.until, "j F Y")}
    return ""
