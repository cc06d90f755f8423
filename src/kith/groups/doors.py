"""Who comes in: finds the group of an address and what the user is in it, or answers 404, the same for all that is not theirs.

A group that has ended opens these doors to its members for thirty days; that nothing in it changes is middleware.py's.
"""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.accounts.models import User
from kith.groups.models import Group, Membership


def seen(user: User, slug: str) -> tuple[Group, Membership | None]:
    """Return a group whose front page the user may see, with their membership while it is current."""
    group = get_object_or_404(Group.objects.visible_to(user), slug=slug)
    membership = Membership.objects.current().filter(group=group, user=user).first()
    if membership is not None:
        membership.group, membership.user = group, user
    return group, membership


def entered(user: User, slug: str) -> Membership:
    """Return the current membership of the user, a guest's too; its group is loaded with it. Raises Http404."""
    return _only(Membership.objects.current(), user, slug)


def inside(user: User, slug: str) -> Membership:
    """Return the membership of a user who is more than a guest. Raises Http404."""
    return _only(Membership.objects.inner(), user, slug)


def running(user: User, slug: str) -> Membership:
    """Return the membership of an organiser or co-organiser. Raises Http404."""
    return _only(Membership.objects.running(), user, slug)


def _only(memberships: object, user: User, slug: str) -> Membership:
    found = memberships.filter(user=user, group__slug=slug)  # type: ignore[attr-defined]
    membership: Membership | None = found.select_related("group").first()
    if membership is None:
        raise Http404
    membership.user = user
    return membership
