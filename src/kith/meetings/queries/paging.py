"""The long lists of who was at a meeting, by pages: the first one, and how many there are, are prepared questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, overload

from django.db.models import Count, QuerySet

from kith.accounts.models import User
from kith.groups import faces
from kith.groups.models import Membership
from kith.meetings.models import Meeting
from kith.meetings.queries.presence import list_of, may_read, on_list, there_with, were_there
from kith.prepared import prepared

A_PAGE = 50

Row = tuple[Any, ...]  # of the fields of a face


@dataclass(frozen=True)
class Pages:
    """What Django's Paginator cuts. first: asks for the rows of the first page, number: how many there are, rest: for others."""

    first: Callable[[], list[Row]]
    number: Callable[[], list[int]]
    rest: Callable[[], QuerySet[Membership, Row]]

    def __len__(self) -> int:
        return sum(self.number())

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rest())

    @overload
    def __getitem__(self, cut: int, /) -> Row: ...
    @overload
    def __getitem__(self, cut: slice, /) -> list[Row]: ...
    def __getitem__(self, cut: int | slice, /) -> Row | list[Row]:
        if isinstance(cut, int):
            return self.rest()[cut]
        return self.first()[cut] if cut.stop <= A_PAGE else list(self.rest()[cut])


def pages_of_list(meeting: Meeting, text: str) -> Pages | QuerySet[Membership, Row]:
    """The organiser's list; `text` finds some of them."""
    if text:
        return list_of(meeting, text).values_list(*faces.FIELDS)
    group = meeting.group_id
    return Pages(
        lambda: _first_on_list(meeting, group),
        lambda: _number_on_list(meeting, group),
        lambda: list_of(meeting, text).values_list(*faces.FIELDS),
    )


def pages_of_there(meeting: Meeting, user: User, text: str) -> Pages | QuerySet[Membership, Row]:
    """Members who were there with the user; `text` finds some of them."""
    if text or not may_read(meeting, user):
        return there_with(meeting, user, text).values_list(*faces.FIELDS)
    group = meeting.group_id
    return Pages(
        lambda: _first_there(meeting, group, user),
        lambda: _number_there(meeting, group, user),
        lambda: there_with(meeting, user, text).values_list(*faces.FIELDS),
    )


@prepared
def _first_on_list(meeting: Meeting, group: int) -> QuerySet[Membership, Row]:
    return on_list(meeting, group).values_list(*faces.FIELDS)[:A_PAGE]


@prepared
def _number_on_list(meeting: Meeting, group: int) -> QuerySet[Membership, int]:
    return _counted(on_list(meeting, group))


@prepared
def _first_there(meeting: Meeting, group: int, user: User) -> QuerySet[Membership, Row]:
    return were_there(meeting, group, user).values_list(*faces.FIELDS)[:A_PAGE]


@prepared
def _number_there(meeting: Meeting, group: int, user: User) -> QuerySet[Membership, int]:
    return _counted(were_there(meeting, group, user))


def _counted(found: QuerySet[Membership]) -> QuerySet[Membership, int]:
    return found.order_by().values("group").annotate(n=Count("pk")).values_list("n", flat=True)
