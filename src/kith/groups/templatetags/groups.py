"""Tags for pages of groups."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library
from django.utils.safestring import SafeString, mark_safe

from kith.groups import parts
from kith.groups.faces import Face, face_of
from kith.groups.models import Group, Membership, Role
from kith.ui.form_renderer import escaped
from kith.ui.nav import address

register = Library()


@register.inclusion_tag("groups/tabs.html", takes_context=True)
def group_tabs(context: Context, group: Group, membership: Membership | None) -> dict[str, Any]:
    """Show the tabs of a group's pages that are there for this member, as far as their addresses exist."""
    path = context["request"].path
    found = [(address(tab.url_name, group.slug), tab.label) for tab in parts.tabs(membership)]
    here = max((url for url, _label in found if url and path.startswith(url)), key=len, default="")
    return {"tabs": [{"url": url, "label": label, "is_here": url == here} for url, label in found if url]}


@register.simple_tag
def member(membership: Membership | Face, note: str = "", link: bool = True) -> SafeString:
    """Show a member: name, role where it is a special one, and beneath the note or what they show of what they do."""
    if isinstance(membership, Face):
        return _chip(membership, note, link=link)
    return _chip(face_of(membership), note, link=link and membership.is_current)


def _chip(face: Face, note: str, *, link: bool) -> SafeString:
    name, beneath = escaped(face.name), note or face.does
    if link:
        name = f'<a href="{address("groups:member", face.slug, face.uid)}">{name}</a>'
    role = "" if face.role == Role.MEMBER else f' <span class="badge">{escaped(Role(face.role).label)}</span>'
    told = f'<span class="person-chip__note">{escaped(beneath)}</span>' if beneath else ""
    return mark_safe(
        '<span class="person-chip person-chip--small">'
        f'<span class="avatar avatar--small" data-warmth="none" aria-hidden="true">{escaped(face.initials)}</span>'
        f'<span class="person-chip__text"><span class="person-chip__name">{name}{role}</span>{told}</span></span>'
    )
