"""Letters about meetings: a place is free, a meeting was moved, a reminder. Written in the member's words and zone."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin
from uuid import UUID

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.meetings import calendars
from kith.meetings.models import RSVP, Meeting
from kith.outbox import actions as outbox
from kith.outbox import queries as letters
from kith.outbox.actions import Draft

_CONCERNED = (RSVP.Answer.YES, RSVP.Answer.MAYBE, RSVP.Answer.WAITING)
_MOST_NAMED = 6
_MOST_CALENDARS = 50  # that go with one letter


def prefix(meeting: Meeting) -> str:
    """How the keys of all letters about what is to come of a meeting begin."""
    return prefix_of(meeting.uid)


def prefix_of(uid: UUID) -> str:
    """The same of a meeting's uid alone."""
    return f"meeting:{uid.hex}:"


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
        key = f"{prefix(meeting)}offer:{at:%Y%m%dT%H%M%S}"
        _put(_draft(rsvp, key, subject, lines, at, has_calendar=False), _link(rsvp, "offer"))


def tell_changed(meetings: list[Meeting], at: datetime) -> None:
    """Tell everybody who would come, in one letter each, however many meetings were changed and however many come."""
    if not letters.can_send():
        return
    concerned = RSVP.objects.filter(meeting__in=meetings, answer__in=_CONCERNED, user__is_active=True)
    found = list(concerned.select_related("user").order_by("pk"))
    groups, users = {meeting.group_id for meeting in meetings}, {rsvp.user_id for rsvp in found}
    members = Membership.objects.current().filter(group__in=groups, user__in=users).values_list("group", "user")
    by_id, inside = {meeting.pk: meeting for meeting in meetings}, set(members)
    by_user: dict[int, list[RSVP]] = {}
    for rsvp in found:
        meeting = by_id[rsvp.meeting_id]
        rsvp.meeting = as_seen(meeting, rsvp, is_member=(meeting.group_id, rsvp.user_id) in inside)
        by_user.setdefault(rsvp.user_id, []).append(rsvp)
    outbox.put_all([_changed_for(sorted(said, key=_start), at) for said in by_user.values()])


def as_seen(meeting: Meeting, rsvp: RSVP, *, is_member: bool) -> Meeting:
    """The meeting without where to call in, for whoever is no member and does not come."""
    if rsvp.answer == RSVP.Answer.YES or is_member:
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
        _put(_draft(rsvp, key, subject, lines, due_at, has_calendar=True), _link(rsvp, f"{meeting.sequence}"))


def address(meeting: Meeting) -> str:
    """The address of a meeting's page, as a letter says it."""
    return letters.full_address(meeting.get_absolute_url())


def _changed_for(said: list[RSVP], at: datetime) -> Draft:
    user, first, meetings = said[0].user, said[0].meeting, [rsvp.meeting for rsvp in said]
    with translation.override(user.language):
        lines = [_("Something about %(title)s has changed.") % {"title": first.title}]
        lines += [_change(rsvp) for rsvp in said[:12]]
        if len(meetings) > 12:
            lines.append(_("… and so on; the page has them all."))
        lines.append(urljoin(address(first), reverse("meetings:list", args=[first.group.slug])))
        is_off = all(meeting.cancelled_at for meeting in meetings)
        subject = _("Called off: %(title)s") if is_off else _("Changed: %(title)s")
        key = f"{prefix(first)}changed:{first.sequence}"
        draft = _draft(said[0], key, subject % {"title": first.title}, lines, at, has_calendar=len(said) == 1)
        return draft if draft.calendar else replace(draft, calendar=_calendars(said))


def _calendars(said: list[RSVP]) -> str:
    """What the calendars of those that were called off are made of as the letter goes: of many letters, many would be much."""
    off = [rsvp.uid.hex for rsvp in said if rsvp.meeting.cancelled_at is not None][:_MOST_CALENDARS]
    return f"meetings:{' '.join(off)}" if off else ""


def _change(rsvp: RSVP) -> str:
    meeting, when = rsvp.meeting, _when(rsvp.meeting, rsvp.user)
    if meeting.cancelled_at is not None:
        return _("Called off: %(when)s") % {"when": when}
    where = meeting.place if meeting.has_room else meeting.link
    waits = _("All places are taken, and you are on the waiting list.") if rsvp.answer == RSVP.Answer.WAITING else ""
    return " · ".join(part for part in (when, where, waits) if part)


def _draft(rsvp: RSVP, key: str, subject: str, lines: list[str], at: datetime, *, has_calendar: bool) -> Draft:
    user = rsvp.user
    calendar = calendars.invitation(rsvp.meeting, user, rsvp.answer).decode() if has_calendar else ""
    text = "\n\n".join(line for line in lines if line)
    return Draft(user, key, user.email, subject, text, at, calendar=calendar)


def _put(draft: Draft, link: str) -> None:
    if letters.can_send() and draft.owner.is_active:
        outbox.put_all([replace(draft, link=link)])


def _link(rsvp: RSVP, about: str) -> str:
    """Nothing that stands in the letter: by it a letter that is not wanted any more is known as it goes."""
    return f"meetings:{rsvp.uid.hex}:{about}"


def _start(rsvp: RSVP) -> datetime:
    return rsvp.meeting.starts_at


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
