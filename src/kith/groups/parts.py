"""What upper features put onto a group's pages: tabs, and sections of its first page. Each says so once, when Django is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from kith.groups.models import Group, Membership


@dataclass(frozen=True)
class Tab:
    """A page of a group. url_name takes the group's slug. `least` says for whom it is there: any Membership, or None."""

    order: int
    url_name: str
    label: str | Promise
    least: Callable[[Membership | None], bool]


@dataclass(frozen=True)
class Section:
    """A section of a group's first page.

    ask: given the group and the user's membership (or None) returns what `template` shows; nothing leaves the section out.
    """

    order: int
    template: str
    ask: Callable[[Group, Membership | None], dict[str, object]]


@dataclass(frozen=True)
class Part:
    """Some sections of a group's first page, each with its template. further: where the next ones begin, 0 if none is left."""

    sections: list[dict[str, object]]
    further: int


AT_ONCE = 3  # sections, which fill a screen; those further down come as one gets there
_tabs: dict[str, Tab] = {}
_sections: dict[str, Section] = {}


def register(*parts: Tab | Section) -> None:
    """Have every group's pages show these."""
    for part in parts:
        if isinstance(part, Tab):
            _tabs[part.url_name] = part
        else:
            _sections[part.template] = part


def tabs(membership: Membership | None) -> list[Tab]:
    """Return the tabs that are there for somebody, in their order."""
    return sorted((tab for tab in _tabs.values() if tab.least(membership)), key=lambda tab: tab.order)


def part(group: Group, membership: Membership | None, start: int = 0) -> Part:
    """Return the first sections of a group's first page that have something to say, from the one with this number on."""
    ordered = sorted(_sections.values(), key=lambda section: section.order)
    found: list[dict[str, object]] = []
    for number, section in enumerate(ordered[start:], start):
        if len(found) == AT_ONCE:
            return Part(found, number)
        asked = section.ask(group, membership)
        found += [{"template": section.template, **asked}] if asked else []
    return Part(found, 0)


def for_anybody(_membership: Membership | None) -> bool:
    """A tab that everyone sees who sees the group."""
    return True


def for_belonging(membership: Membership | None) -> bool:
    """A tab for whoever belongs to the group, guests too."""
    return membership is not None


def for_members(membership: Membership | None) -> bool:
    """A tab for members, not for guests."""
    return membership is not None and membership.is_inner


def for_organisers(membership: Membership | None) -> bool:
    """A tab for whoever organises."""
    return membership is not None and membership.runs
