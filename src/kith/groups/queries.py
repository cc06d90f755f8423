"""What can be asked about groups and who belongs to them."""

from __future__ import annotations

from django.db.models import QuerySet

from kith.accounts.models import User
from kith.groups.models import Group, Membership


def mine(user: User) -> QuerySet[Membership]:
    """Return the user's current memberships, each with its group, by the group's name."""
    return Membership.objects.current().filter(user=user).select_related("group").order_by("group__name", "pk")


def members(group: Group, text: str = "", role: str = "") -> QuerySet[Membership]:
    """Return who belongs to the group, who joined last first; each with its user. text: in the name or a shown field."""
    found = Membership.objects.current().filter(group=group).select_related("user", "group")
    if role:
        found = found.filter(role=role)
    if text:
        found = found.filter(user__name__icontains=text)
    return found.order_by("-joined_at", "-pk")
