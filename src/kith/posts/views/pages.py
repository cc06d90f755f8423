"""Pages of a list that go on behind a row instead of counting: as quick at the end as at the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from kith.posts import lists
from kith.posts.models import Message, Post


class _HasUid(Protocol):
    @property
    def uid(self) -> UUID: ...


Row = TypeVar("Row", bound=_HasUid)


def key(model: type[Post | Message], uid: str) -> int | None:
    """Return the id of the row with this uid, behind which a page begins; nothing where there is none."""
    try:
        return lists.key_of(model, UUID(uid)) if uid else None
    except ValueError:
        return None


def cut(rows: Sequence[Row], most: int) -> tuple[Sequence[Row], str]:
    """Return a page of the rows, and the uid behind which there are more, if any."""
    return rows[:most], str(rows[most - 1].uid) if len(rows) > most else ""
