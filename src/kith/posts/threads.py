"""Where something can be written: the chat of a group, and that of a meeting. Each is made when it is first asked for."""

from __future__ import annotations

from kith.groups.models import Group
from kith.meetings.models import Meeting
from kith.posts.models import Thread


def of_group(group: Group) -> Thread:
    """Return the chat of a group."""
    thread, _is_new = Thread.objects.get_or_create(group=group, place=Thread.Place.CHAT)
    thread.group = group
    return thread


def of_meeting(meeting: Meeting) -> Thread:
    """Return the chat of a meeting."""
    wanted = {"group": meeting.group, "place": Thread.Place.MEETING}
    thread, _is_new = Thread.objects.get_or_create(meeting=meeting, defaults=wanted)
    return thread
