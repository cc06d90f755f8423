"""What meetings put onto the pages of a group, and onto the page of one of them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups import parts as groups_parts
from kith.groups.models import Group, Membership
from kith.meetings import agendas, parts, queries
from kith.meetings.forms import AnswerForm, NotesForm
from kith.meetings.models import Meeting
from kith.ui import waiting

_KEPT = """
    SELECT 1 FROM meetings_rsvp r
    JOIN meetings_meeting m ON m.id = r.meeting_id JOIN groups_group g ON g.id = m.group_id
    WHERE r.user_id = %(owner)s AND r.offered_until IS NOT NULL AND r.answer = 'waiting'
    AND m.cancelled_at IS NULL AND g.ended_at IS NULL
"""


def register() -> None:
    """Tell the registries."""
    groups_parts.register(
        groups_parts.Tab(10, "meetings:list", _("Meetings"), groups_parts.for_anybody),
        groups_parts.Section(10, "meetings/on_group.html", _next),
    )
    parts.register(
        parts.Section(0, "meetings/answer.html", _answer),
        parts.Section(5, "meetings/afterwards.html", _afterwards),
        parts.Section(10, "meetings/agenda.html", _agenda),
        parts.Section(30, "meetings/coming.html", _coming),
    )
    waiting.register(waiting.Kind(12, _KEPT, "meetings/inbox_kept.html", _kept))


def _answer(meeting: Meeting, membership: Membership | None, user: User) -> dict[str, object]:
    """What the user says: whether they come, with their plan."""
    now = timezone.now()
    rsvp = queries.rsvp_of(meeting, user)
    is_open = meeting.cancelled_at is None and meeting.ends_at > now
    if not is_open and rsvp is None:
        return {}
    counting = queries.may_count(meeting, membership, user)
    return {
        "rsvp": rsvp,
        "is_open": is_open,
        "form": AnswerForm(meeting, rsvp, counting),
        "is_kept": rsvp is not None and rsvp.offered_until is not None and rsvp.offered_until > now,
        "before": queries.line_before(rsvp) if rsvp and rsvp.answer == "waiting" and rsvp.waiting_since else 0,
        "until": rsvp.offered_until.astimezone(user.zone) if rsvp and rsvp.offered_until else None,
        "promised_to_me": queries.promised_to(meeting, user) if membership else [],
        "meeting": meeting,
    }


def _next(group: Group, membership: Membership | None) -> dict[str, object]:
    user = membership.user if membership else None
    found = queries.next_meetings(group, timezone.now(), only_open=user is None)
    lines = queries.lines(found[: queries.NEXT - 1], user)
    return {
        "lines": lines,
        "has_more": len(found) == queries.NEXT,
        "may_plan": membership is not None and membership.runs,
    }


def _agenda(meeting: Meeting, membership: Membership | None, user: User) -> dict[str, object]:
    is_inside = membership is not None and membership.is_inner
    roles = queries.roles(meeting, user) if is_inside else []
    rounds = agendas.parts_of(meeting.rounds)
    return {
        "roles": roles,
        "rounds": [(part, part.starts(meeting.starts_at.astimezone(meeting.zone))) for part in rounds],
        "has_open": any(role.holder is None for role in roles),
        "notes": meeting.notes if is_inside else "",
        "notes_form": NotesForm(initial={"notes": meeting.notes})
        if membership is not None and membership.runs
        else None,
        "may_plan": membership is not None and membership.runs,
        "is_ahead": meeting.cancelled_at is None and meeting.ends_at > timezone.now(),
        "meeting": meeting,
    }


def _kept(owner: Any) -> dict[str, object]:
    found = queries.kept_for(owner)
    rows = [(rsvp, queries.when(rsvp.meeting, owner), rsvp.offered_until) for rsvp in found]
    return {"kept": [(rsvp, when, until.astimezone(owner.zone)) for rsvp, when, until in rows if until]} if rows else {}


def _coming(meeting: Meeting, membership: Membership | None, _user: User) -> dict[str, object]:
    is_inside = membership is not None and membership.is_inner
    members, count = queries.coming(meeting) if is_inside else ([], 0)
    return {"places": queries.places(meeting), "members": members, "count": count}


def _afterwards(meeting: Meeting, membership: Membership | None, user: User) -> dict[str, object]:
    if membership is None or meeting.starts_at > timezone.now():
        return {}
    rsvp = queries.rsvp_of(meeting, user)
    if rsvp is None or rsvp.answer != "yes":
        return {}
    return {"met": queries.met_at(meeting, user), "meeting": meeting, "rsvp": rsvp}
