"""Tags for pages of groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Context, Library
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kith import occupations
from kith.groups import languages, parts
from kith.groups.faces import Face, face_of
from kith.groups.models import Group, Membership, Role, Season
from kith.ui.form_renderer import escaped
from kith.ui.nav import address, addresses

register = Library()


@register.inclusion_tag("groups/tabs.html", takes_context=True)
def group_tabs(context: Context, group: Group, membership: Membership | None) -> dict[str, Any]:
    """Show the tabs of a group's pages that are there for this member, as far as their addresses exist."""
    path = context["request"].path
    found = [(address(tab.url_name, group.slug), tab.label) for tab in parts.tabs(membership)]
    here = max((url for url, _label in found if url and path.startswith(url)), key=len, default="")
    return {"tabs": [{"url": url, "label": label, "is_here": url == here} for url, label in found if url]}


@register.filter
def language_name(tag: str) -> str:
    """What a language is called, by its tag."""
    return languages.in_words(tag)


@register.simple_tag
def topics(group: Group) -> SafeString:
    """Say for whom a group is and what it is about, as facts; nothing of what nobody has filled in."""
    told = (
        (_("Careers"), map(occupations.written, group.occupations)),
        (_("Fields of work"), group.industries),
        (_("Skills"), group.skills),
        (_("Interests"), group.interests),
        (_("Seasons of life"), (str(Season(value).label) for value in group.seasons if value in Season.values)),
    )
    written = ((label, ", ".join(words)) for label, words in told)
    return mark_safe(
        "".join(f"<dt>{escaped(label)}</dt><dd>{escaped(words)}</dd>" for label, words in written if words)
    )


@register.simple_tag
def member(membership: Membership | Face, note: str = "", link: bool = True) -> SafeString:
    """Show a member: name, role where it is a special one, and beneath the note or what they show of what they do."""
    if isinstance(membership, Face):
        return _chip(membership, note, link=link)
    return _chip(face_of(membership), note, link=link and membership.is_current)


@register.simple_tag
def member_rows(found: Iterable[Face], with_trade: bool) -> SafeString:
    """Show members as the rows of a list, each with the trade where a group takes one member of each."""
    urls = {slug: addresses("groups:member", slug) for slug in {face.slug for face in found}}
    rows = ((_drawn(face, face.does, urls[face.slug](face.uid)), _trade(face) if with_trade else "") for face in found)
    return mark_safe("".join(f"<li>{chip}{trade}</li>" for chip, trade in rows))


def _trade(face: Face) -> str:
    return f'<span class="rows__end"><span class="badge">{escaped(face.trade)}</span></span>' if face.trade else ""


def _chip(face: Face, note: str, *, link: bool) -> SafeString:
    return mark_safe(_drawn(face, note or face.does, address("groups:member", face.slug, face.uid) if link else ""))


def _drawn(face: Face, beneath: str, url: str) -> str:
    name = escaped(face.name)
    if url:
        name = f'<a href="{url}">{name}</a>'
    role = "" if face.role == Role.MEMBER else f' <span class="badge">{escaped(Role(face.role).label)}</span>'
    told = f'<span class="person-chip__note">{escaped(beneath)}</span>' if beneath else ""
    return (
        '<span class="person-chip person-chip--small">'
        f'<span class="avatar avatar--small" data-warmth="none" aria-hidden="true">{escaped(face.initials)}</span>'
        f'<span class="person-chip__text"><span class="person-chip__name">{name}{role}</span>{told}</span></span>'
    )
