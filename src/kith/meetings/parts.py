"""What upper features put onto a meeting's page: sections. Each says so once, when Django is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.meetings.models import Meeting


@dataclass(frozen=True)
class Section:
    """A part of a meeting's page.

    ask: given the meeting, the user's membership (None for somebody who does not belong to the group) and the user, returns
    what `template` shows; nothing leaves the section out.
    """

    order: int
    template: str
    ask: Callable[[Meeting, Membership | None, User], dict[str, object]]


@dataclass(frozen=True)
class Part:
    """Some sections of a meeting's page, each with its template. further: where the next ones begin, 0 if none is left."""

    sections: list[dict[str, object]]
    further: int


AT_ONCE = 4  # sections, which fill a screen; those further down come as one gets there
_sections: dict[str, Section] = {}


def register(*sections: Section) -> None:
    """Have every meeting's page show these."""
    for section in sections:
        _sections[section.template] = section


def part(meeting: Meeting, membership: Membership | None, user: User, start: int = 0) -> Part:
    """Return the first sections of a meeting's page that have something to say, from the one with this number on."""
    ordered = sorted(_sections.values(), key=lambda section: section.order)
    found: list[dict[str, object]] = []
    for number, section in enumerate(ordered[start:], start):
        if len(found) == AT_ONCE:
            return Part(found, number)
        asked = section.ask(meeting, membership, user)
        found += [{"template": section.template, **asked}] if asked else []
    return Part(found, 0)
