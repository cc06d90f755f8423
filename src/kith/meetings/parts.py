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


_sections: dict[str, Section] = {}


def register(*sections: Section) -> None:
    """Have every meeting's page show these."""
    for section in sections:
        _sections[section.template] = section


def sections(meeting: Meeting, membership: Membership | None, user: User) -> list[dict[str, object]]:
    """Return the sections of a meeting's page that have something to say, each with its template."""
    ordered = sorted(_sections.values(), key=lambda section: section.order)
    found = [(section, section.ask(meeting, membership, user)) for section in ordered]
    return [{"template": section.template, **asked} for section, asked in found if asked]
