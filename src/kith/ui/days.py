"""Days as people say them: today, yesterday, 3 March; in three weeks, five months ago."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WEEK, MONTH, YEAR = 7, 30.44, 365.25


def in_words(day: date, on: date) -> str:
    """Return the day as seen from `on`: its year is left out where it is this one."""
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    ahead = (day - on).days
    if ahead in near:
        words = near[ahead]
    elif 1 < ahead < WEEK:
        words = date_format(day, "l")
    elif day.year == on.year:
        words = date_format(day, "j F")
    else:
        words = date_format(day, "j F Y")
    return words


def in_full(day: date) -> str:
    """Return the day with its weekday and year."""
    return date_format(day, "l, j F Y")


def away(day: date, on: date) -> str:
    """Return how far the day is from `on`: in 3 weeks, 5 months ago."""
    days = (day - on).days
    if abs(days) <= 1:
        words = in_words(day, on)
    elif days > 0:
        words = _("in %(span)s") % {"span": span(days)}
    else:
        words = _("%(span)s ago") % {"span": span(-days)}
    return words


def span(days: int) -> str:
    """Return so many days in the unit that fits: 12 days, 3 weeks, 5 months, 2 years."""
    if days < 2 * WEEK:
        words = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    elif days < 2.5 * MONTH:
        weeks = round(days / WEEK)
        words = ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    elif days < 2 * YEAR:
        months = round(days / MONTH)
        words = ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    else:
        years = int(days / YEAR)
        words = ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    return words
