"""Who comes in: finds the group of an address and what the user is in it, or answers 404, the same for all that is not theirs.

A group that has ended opens these doors to its members for thirty days; that nothing in it changes is middleware.py's.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.accounts.models import User
from kith.groups.models import Group, Membership
from kith.prepared import prepared


def seen(user: User, slug: str) -> tuple[Group, Membership | None]:
    """Return a group whose front page the user may see, with their membership while it is current."""
    membership = current(user, slug)
    if membership is not None:
        return membership.group, membership
    return get_object_or_404(Group.objects.visible_to(user), slug=slug), None


def entered(user: User, slug: str) -> Membership:
    """Return the current membership of the user, a guest's too; its group is loaded with it. Raises Http404."""
    return _unless_missing(current(user, slug))


def inside(user: User, slug: str) -> Membership:
    """Return the membership of a user who is more than a guest. Raises Http404."""
    membership = entered(user, slug)
    return _unless_missing(membership if membership.is_inner else None)


def running(user: User, slug: str) -> Membership:
    """Return the membership of an organiser or co-organiser. Raises Http404."""
    membership = entered(user, slug)
    return _unless_missing(membership if membership.runs else None)


def current(user: User, slug: str) -> Membership | None:
    """Return the user's membership in a group while it is current, with the group; nothing for anybody else."""
    membership = next(iter(_current(user, slug)), None)
    if membership is not None:
        membership.user = user
    return membership


@prepared
def _current(user: User, slug: str) -> QuerySet[Membership]:
    """Every page of a group begins with this question."""
    return Membership.objects.current().filter(user=user, group__slug=slug).select_related("group")


def _unless_missing(membership: Membership | None) -> Membership:
    if membership is None:
        raise Http404
    return membership
