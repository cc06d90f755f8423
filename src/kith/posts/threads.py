"""Where something can be written: the chat of a group, and that of a meeting. Each is made when it is first asked for."""

from __future__ import annotations

from django.db.models import QuerySet

from kith.accounts.models import User
from kith.groups.models import Group
from kith.meetings.models import Meeting
from kith.posts.models import Thread
from kith.prepared import prepared


def of_group(group: Group) -> Thread:
    """Return the chat of a group."""
    found = _of_group(group)
    thread = found[0] if found else Thread.objects.get_or_create(group=group, place=Thread.Place.CHAT)[0]
    thread.group = group
    return thread


def of_meeting(meeting: Meeting) -> Thread:
    """Return the chat of a meeting."""
    wanted = {"group": meeting.group, "place": Thread.Place.MEETING}
    found = _of_meeting(meeting)
    thread = found[0] if found else Thread.objects.get_or_create(meeting=meeting, defaults=wanted)[0]
    thread.meeting, thread.group = meeting, meeting.group
    return thread


def is_readable(thread: Thread, user: User) -> bool:
    """Whether the user may read a thread, and write there."""
    return bool(_readable(thread, user))


@prepared
def _of_group(group: Group) -> QuerySet[Thread]:
    return Thread.objects.filter(group=group, place=Thread.Place.CHAT)


@prepared
def _of_meeting(meeting: Meeting) -> QuerySet[Thread]:
    return Thread.objects.filter(meeting=meeting)


@prepared
def _readable(thread: Thread, user: User) -> QuerySet[Thread, int]:
    return Thread.objects.visible_to(user).filter(pk=thread.pk).values_list("pk", flat=True)
