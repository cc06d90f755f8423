"""Tags for pages of groups."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library

from kith.groups import parts
from kith.groups.models import Group, Membership, Role
from kith.ui.nav import address

register = Library()


@register.inclusion_tag("groups/tabs.html", takes_context=True)
def group_tabs(context: Context, group: Group, membership: Membership | None) -> dict[str, Any]:
    """Show the tabs of a group's pages that are there for this member, as far as their addresses exist."""
    path = context["request"].path
    found = [(address(tab.url_name, group.slug), tab.label) for tab in parts.tabs(membership)]
    here = max((url for url, _label in found if url and path.startswith(url)), key=len, default="")
    return {"tabs": [{"url": url, "label": label, "is_here": url == here} for url, label in found if url]}


@register.inclusion_tag("groups/member.html")
def member(membership: Membership, note: str = "", link: bool = True) -> dict[str, Any]:
    """Show a member: name, role where it is a special one, and beneath the note or what they show of what they do."""
    does = note or " · ".join(filter(None, [membership.says("does"), membership.says("specialty")]))
    has_role = membership.role != Role.MEMBER
    return {"shown": membership, "beneath": does, "has_role": has_role, "is_linked": link and membership.is_current}
