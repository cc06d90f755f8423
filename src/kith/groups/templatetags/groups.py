"""Tags for pages of groups."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kith.groups import parts
from kith.groups.models import Group, Membership, Role
from kith.ui.nav import address

register = Library()
_ROLE, _BENEATH = ' <span class="badge">{}</span>', '<span class="person-chip__note">{}</span>'


@register.inclusion_tag("groups/tabs.html", takes_context=True)
def group_tabs(context: Context, group: Group, membership: Membership | None) -> dict[str, Any]:
    """Show the tabs of a group's pages that are there for this member, as far as their addresses exist."""
    path = context["request"].path
    found = [(address(tab.url_name, group.slug), tab.label) for tab in parts.tabs(membership)]
    here = max((url for url, _label in found if url and path.startswith(url)), key=len, default="")
    return {"tabs": [{"url": url, "label": label, "is_here": url == here} for url, label in found if url]}


@register.simple_tag
def member(membership: Membership, note: str = "", link: bool = True) -> SafeString:
    """Show a member: name, role where it is a special one, and beneath the note or what they show of what they do."""
    name = conditional_escape(membership.name)
    if link and membership.is_current:
        name = mark_safe(f'<a href="{address("groups:member", membership.group.slug, membership.uid)}">{name}</a>')
    does = note or " · ".join(filter(None, [membership.says("does"), membership.says("specialty")]))
    return format_html(
        '<span class="person-chip person-chip--small">'
        '<span class="avatar avatar--small" data-warmth="none" aria-hidden="true">{}</span>'
        '<span class="person-chip__text"><span class="person-chip__name">{}{}</span>{}</span></span>',
        membership.initials,
        name,
        "" if membership.role == Role.MEMBER else format_html(_ROLE, membership.get_role_display()),
        format_html(_BENEATH, does) if does else "",
    )
