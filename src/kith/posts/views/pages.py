"""Pages of a list that go on behind a row instead of counting: as quick at the end as at the beginning."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from kith.posts.models import Message

Row = TypeVar("Row", bound=Model)


def before(rows: QuerySet[Row], uid: str, most: int, model: Any = Message) -> tuple[list[Row], str]:
    """Return the rows behind the one with this uid, the newest first, and the uid after which there are more, if any."""
    last = model.objects.filter(uid=uid).values_list("pk", flat=True).first() if _is_uid(uid) else None
    found = list((rows if last is None else rows.filter(pk__lt=last)).order_by("-pk")[: most + 1])
    page = found[:most]
    return page, str(page[-1].uid) if len(found) > most else ""  # type: ignore[attr-defined]


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
