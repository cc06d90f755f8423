"""**Mathematics**: iCalendar files, their events and when those occur. No Django."""

from kith.icalendars.components import Fault
from kith.icalendars.events import CalendarFile, Event, Guest, read_file
from kith.icalendars.happenings import Happening, happenings
from kith.icalendars.moments import Moment
from kith.icalendars.recurrence import occurrences
from kith.icalendars.rules import BadRule, Rule, as_rule

__all__ = [
    "BadRule",
    "CalendarFile",
    "Event",
    "Fault",
    "Guest",
    "Happening",
    "Moment",
    "Rule",
    "as_rule",
    "happenings",
    "occurrences",
    "read_file",
]
