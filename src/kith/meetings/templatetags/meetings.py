"""Tags for pages that show meetings: when one is, and the rows of a list, written at one go."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import datetime

from django.template import Library
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.meetings.queries import Line, Promise, When
from kith.ui.nav import address

register = Library()


@register.simple_tag
def clock(moment: datetime) -> SafeString:
    """The time of a moment in the zone that it is told in; Django's filters would tell it in the reader's."""
    return mark_safe(f'<time datetime="{moment.isoformat()}">{moment:%H:%M}</time>')


@register.simple_tag
def when(told: When) -> SafeString:
    """When a meeting is, where it takes place, and when that is for the user if their clocks show something else."""
    starts, ends = told.starts, told.ends
    shown = f"{WEEKDAYS[starts.weekday()]}, {starts.day} {MONTHS[starts.month]} {starts:%Y, %H:%M}"
    until = f"{ends:%H:%M}" if told.ends_that_day else f"{ends.day} {MONTHS[ends.month]}, {ends:%H:%M}"
    elsewhere = f" ({html.escape(told.zone)}); {html.escape(_mine(told.mine))}" if told.mine else ""
    return mark_safe(
        f'<time datetime="{starts.isoformat()}">{html.escape(shown)}</time>–{html.escape(until)}{elsewhere}'
    )


@register.simple_tag
def meeting_rows(lines: Iterable[Line]) -> SafeString:
    """Meetings in a list, each with its day, how many come, and what the user said."""
    return mark_safe("".join(map(_row, lines)))


@register.simple_tag
def promises(found: Iterable[Promise]) -> SafeString:
    """What others promised the user, each in a line."""
    return mark_safe("".join(f'<p class="note">{html.escape(_promise(each))}</p>' for each in found))


def _row(line: Line) -> str:
    meeting = line.meeting
    url = address("meetings:meeting", meeting.group.slug, meeting.uid)
    told = [_badge(line), _coming(line.coming)]
    return (
        f'<li><span class="grow"><a href="{url}" data-open>{html.escape(meeting.title)}</a><br>'
        f'<span class="soft small">{when(line.when)}</span></span>'
        f'<span class="rows__end">{" ".join(filter(None, told))}</span></li>'
    )


def _badge(line: Line) -> str:
    if line.meeting.cancelled_at:
        return f'<span class="badge">{html.escape(_("Called off"))}</span>'
    said = line.answer.get_answer_display() if line.answer else ""
    return f'<span class="badge badge--strong">{html.escape(said)}</span>' if said else ""


def _coming(number: int) -> str:
    told = ngettext("%(n)s comes", "%(n)s come", number) % {"n": number}
    return f'<span class="small soft">{html.escape(told)}</span>' if number else ""


def _promise(made: Promise) -> str:
    told = [_("%(name)s promised you to come.") % {"name": made.name or _("A member")}]
    told += [f"“{made.words}”"] if made.words else []
    stake = _("If not: %(stake)s to %(cause)s.") % {"stake": made.stake, "cause": made.cause or "…"}
    return " ".join([*told, stake] if made.stake else told)


def _mine(moment: datetime) -> str:
    return _("for you %(mine)s") % {"mine": f"{WEEKDAYS[moment.weekday()]}, {moment:%H:%M}"}
