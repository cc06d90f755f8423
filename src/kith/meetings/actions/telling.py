"""Letters about meetings: a place is free, a meeting was moved, a reminder. Written in the member's words and zone."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.meetings import calendars
from kith.meetings.models import RSVP, Meeting
from kith.outbox import actions as outbox
from kith.outbox import queries as letters

_CONCERNED = (RSVP.Answer.YES, RSVP.Answer.MAYBE, RSVP.Answer.WAITING)
_MOST_NAMED = 6


def prefix(meeting: Meeting) -> str:
    """How the keys of all letters about what is to come of a meeting begin."""
    return f"meeting:{meeting.uid.hex}:"


def tell_offered(rsvp: RSVP, meeting: Meeting, at: datetime) -> None:
    """A place is free for somebody who waited."""
    assert rsvp.offered_until is not None
    with translation.override(rsvp.user.language):
        until = _moment(rsvp.offered_until, rsvp.user)
        lines = [
            _("A place has become free, and it is yours if you like: %(title)s.") % {"title": meeting.title},
            _when(meeting, rsvp.user),
            _("It is kept for you until %(until)s. After that the next in line is asked.") % {"until": until},
            address(meeting),
        ]
        subject = _("A place for you: %(title)s") % {"title": meeting.title}
        _put(rsvp.user, f"{prefix(meeting)}offer:{at:%Y%m%dT%H%M%S}", subject, lines, at, link=_link(rsvp, "offer"))


def tell_changed(meetings: list[Meeting], at: datetime) -> None:
    """Tell everybody who would come, in one letter each, however many meetings were changed."""
    found = RSVP.objects.filter(meeting__in=meetings, answer__in=_CONCERNED).select_related("user").order_by("pk")
    by_user: dict[int, list[RSVP]] = {}
    for rsvp in found:
        by_user.setdefault(rsvp.user_id, []).append(rsvp)
    by_id = {meeting.pk: meeting for meeting in meetings}
    for said in by_user.values():
        shown = sorted((_as_seen(by_id[rsvp.meeting_id], rsvp) for rsvp in said), key=_start)
        _tell_changed_to(said[0].user, shown, at)


def _as_seen(meeting: Meeting, rsvp: RSVP) -> Meeting:
    """The meeting without where to call in, for whoever is no member and does not come."""
    inside = Membership.objects.current().filter(group=meeting.group_id, user=rsvp.user_id)
    if rsvp.answer == RSVP.Answer.YES or inside.exists():
        return meeting
    shown = copy(meeting)
    shown.link, shown.answers_to = "", None
    return shown


def remind(rsvp: RSVP, kind: str, due_at: datetime) -> None:
    """Write a reminder down, that goes now. One of the same kind and start is written once."""
    meeting, user = rsvp.meeting, rsvp.user
    with translation.override(user.language):
        lines = [_when(meeting, user), *_where(rsvp), *_counting(rsvp), *_plan(rsvp), *_duties(rsvp)]
        lines += [_("If you cannot come, say so here; somebody else may like the place."), address(meeting)]
        subject = _("%(title)s: %(when)s") % {"title": meeting.title, "when": _moment(meeting.starts_at, user)}
        key = f"{prefix(meeting)}{kind}:{meeting.starts_at:%Y%m%dT%H%M}"
        _put(user, key, subject, lines, due_at, link=_link(rsvp, f"{meeting.sequence}"), meeting=meeting)


def address(meeting: Meeting) -> str:
    """The address of a meeting's page, as a letter says it."""
    return urljoin(settings.URL or f"http://localhost:{settings.PORT}", meeting.get_absolute_url())


def _tell_changed_to(user: User, meetings: list[Meeting], at: datetime) -> None:
    first = meetings[0]
    with translation.override(user.language):
        lines = [_("Something about %(title)s has changed.") % {"title": first.title}]
        lines += [_change(meeting, user) for meeting in meetings[:12]]
        if len(meetings) > 12:
            lines.append(_("… and so on; the page has them all."))
        lines.append(urljoin(address(first), reverse("meetings:list", args=[first.group.slug])))
        is_off = all(meeting.cancelled_at for meeting in meetings)
        subject = _("Called off: %(title)s") if is_off else _("Changed: %(title)s")
        alone = first if len(meetings) == 1 else None
        key = f"{prefix(first)}changed:{first.sequence}"
        _put(user, key, subject % {"title": first.title}, lines, at, meeting=alone)


def _change(meeting: Meeting, user: User) -> str:
    when = _when(meeting, user)
    if meeting.cancelled_at is not None:
        return _("Called off: %(when)s") % {"when": when}
    return " · ".join(part for part in (when, meeting.place if meeting.has_room else meeting.link) if part)


def _put(
    user: User,
    key: str,
    subject: str,
    lines: list[str],
    at: datetime,
    *,
    link: str = "",
    meeting: Meeting | None = None,
) -> None:
    if not letters.can_send() or not user.is_active:
        return
    text = "\n\n".join(line for line in lines if line)
    calendar = calendars.invitation(meeting, user).decode() if meeting is not None else ""
    outbox.put(user, key=key, to=user.email, subject=subject, text=text, due_at=at, link=link, calendar=calendar)


def _link(rsvp: RSVP, about: str) -> str:
    """Nothing that stands in the letter: by it a letter that is not wanted any more is known as it goes."""
    return f"meetings:{rsvp.uid.hex}:{about}"


def _start(meeting: Meeting) -> datetime:
    return meeting.starts_at


def _moment(moment: datetime, user: User) -> str:
    local = moment.astimezone(user.zone)
    return f"{formats.date_format(local, 'D j M')}, {local:%H:%M}"


def _when(meeting: Meeting, user: User) -> str:
    """When it is where the member lives, and where it was planned if the clocks there say something else."""
    own, there = meeting.starts_at.astimezone(user.zone), meeting.starts_at.astimezone(meeting.zone)
    said = f"{formats.date_format(own, 'l, j F Y')}, {own:%H:%M} ({_place(user.time_zone)})"
    if own.replace(tzinfo=None) != there.replace(tzinfo=None):
        said += f"; {formats.date_format(there, 'l')}, {there:%H:%M} ({_place(meeting.time_zone)})"
    return said


def _place(zone: str) -> str:
    return zone.replace("_", " ")


def _where(rsvp: RSVP) -> list[str]:
    return [rsvp.meeting.link if rsvp.by_call else rsvp.meeting.place]


def _counting(rsvp: RSVP) -> list[str]:
    """Who counts on them: those to whom they promised it."""
    pledge = getattr(rsvp, "pledge", None)
    if pledge is None:
        return []
    names = [name_of(user) for user in pledge.given_to.order_by("pk")[:_MOST_NAMED]]
    said = [_("%(names)s count on you.") % {"names": ", ".join(names)}] if len(names) > 1 else []
    said += [_("%(name)s counts on you.") % {"name": names[0]}] if len(names) == 1 else []
    return said + ([_("You promised: %(words)s") % {"words": pledge.words}] if pledge.words else [])


def _plan(rsvp: RSVP) -> list[str]:
    said = [rsvp.leaves and _("You leave: %(when)s") % {"when": rsvp.leaves}]
    said += [rsvp.leaves_from and _("From: %(where)s") % {"where": rsvp.leaves_from}]
    said += [rsvp.obstacle and _("What could stop you, and what you do then: %(what)s") % {"what": rsvp.obstacle}]
    lines = [line for line in said if line]
    return [_("Your plan.") + "\n" + "\n".join(lines)] if lines else []


def _duties(rsvp: RSVP) -> list[str]:
    roles = list(rsvp.meeting.duties.filter(user=rsvp.user).values_list("role", flat=True))
    return [_("Your part this time: %(roles)s") % {"roles": ", ".join(roles)}] if roles else []


def name_of(user: User) -> str:
    """How members call somebody."""
    return user.name or _("Member")
