"""What organisers look at to keep order: what was reported and waits, and what became of the rest, in narrow rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from kith.accounts.models import User
from kith.groups.models import Group, LogEntry
from kith.posts import queries
from kith.posts.models import Picture, Report
from kith.prepared import prepared

PAGE = 25


@dataclass(frozen=True)
class Handled:
    """A report that somebody looked at, and what became of it."""

    why: str
    outcome: str
    at: datetime
    by: str | None


def waiting(group: Group, user: User) -> list[Any]:
    """Return the reports that an organiser has to look at first, each with its message, `by_name`, and where that stands."""
    return _waiting(group, user)


def handled(group: Group, user: User) -> list[Handled]:
    """Return the last few that organisers have looked at."""
    return [Handled(*row) for row in _handled(group, user)]


def logged(group: Group) -> int:
    """Return how many entries the log has."""
    return sum(_logged(group))


@prepared
def _waiting(group: Group, user: User) -> QuerySet[Any]:
    message = ("uid", "text", "created_at", "author", "gone_at", "removed_at", "removed_why")
    found = queries.open_reports(group, user).select_related("message")
    narrow = found.only("uid", "why", *(f"message__{name}" for name in message))
    thread = {"place": F("message__thread__place"), "thread": F("message__thread__uid")}
    names = {"by_name": F("by__name"), "author_name": F("message__author__name")}
    has_pictures = Exists(Picture.objects.filter(message=OuterRef("message")))
    return narrow.annotate(**thread, **names, post=F("message__thread__post__uid"), has_pictures=has_pictures)[:PAGE]


@prepared
def _handled(group: Group, user: User) -> QuerySet[Report, Any]:
    found = queries.handled_reports(group, user)
    return found.values_list("why", "outcome", "handled_at", "handled_by__name")[:PAGE]


@prepared
def _logged(group: Group) -> QuerySet[LogEntry, int]:
    counted = queries.log(group).order_by().values("group").annotate(n=Count("pk"))
    return counted.values_list("n", flat=True)
