"""What is noted about members: the day on which they last did something, and what organisers did about people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from kith.accounts.models import User
from kith.groups.models import Group, LogEntry, Membership


def note_activity(group: Group, users: Iterable[User], *, on: date) -> None:
    """Remember that these members came, wrote or answered that day; upper features say so."""
    stale = Q(active_on=None) | Q(active_on__lt=on)
    Membership.objects.current().filter(stale, group=group, user__in=list(users)).update(active_on=on)


def note(group: Group, what: str, *, by: User | None, at: datetime, about: User | None = None) -> None:
    """Write into the group's log what an organiser did."""
    LogEntry.objects.create(group=group, by=by, about=about, what=what[:300], at=at)
