"""Who comes in to a meeting: finds it and what the user is in its group, or answers 404, the same for all that is not theirs."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.accounts.models import User
from kith.groups import doors
from kith.groups.models import Group, Membership
from kith.meetings.models import Meeting
from kith.prepared import prepared


def seen(user: User, slug: str, uid: UUID) -> tuple[Meeting, Membership | None]:
    """Return a meeting whose page the user may see, with its group, and their membership while it is current."""
    membership = doors.current(user, slug)
    if membership is not None:
        return _of(membership, uid)
    meetings = Meeting.objects.visible_to(user).filter(group__slug=slug)
    meeting = get_object_or_404(meetings.select_related("group", "series"), uid=uid)
    return meeting, None


def entered(user: User, slug: str, uid: UUID) -> tuple[Meeting, Membership]:
    """Return a meeting of a group that the user belongs to, as a guest too. Raises Http404."""
    return _of(doors.entered(user, slug), uid)


def inside(user: User, slug: str, uid: UUID) -> tuple[Meeting, Membership]:
    """Return a meeting of a group whose member the user is, not only its guest. Raises Http404."""
    return _of(doors.inside(user, slug), uid)


def running(user: User, slug: str, uid: UUID) -> tuple[Meeting, Membership]:
    """Return a meeting of a group that the user organises. Raises Http404."""
    return _of(doors.running(user, slug), uid)


def _of(membership: Membership, uid: UUID) -> tuple[Meeting, Membership]:
    meeting = next(iter(_meetings(membership.group, uid)), None)
    if meeting is None:
        raise Http404
    meeting.group = membership.group
    return meeting, membership


@prepared
def _meetings(group: Group, uid: UUID) -> QuerySet[Meeting]:
    return Meeting.objects.filter(group=group, uid=uid)
