"""Brings records into the book for a connection, and leaves no trace of a look that found nothing new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from kith.connections.models import Connection
from kith.imports import actions as imports
from kith.imports import summaries
from kith.imports.models import Import, ImportRecord
from kith.imports.records import LeftRecord, Record

_Action = ImportRecord.Action
_CHANGES = (_Action.CREATED, _Action.MERGED, _Action.UPDATED)


@transaction.atomic
def bring_in(
    connection: Connection, records: Iterable[Record], *, reader: str, state: Mapping[str, Any], now: datetime
) -> None:
    """Save the records, and how far the connection is read with them, as one: neither goes without the other."""
    known = [record for record in records if not isinstance(record, LeftRecord)]
    if known:
        import_ = imports.commit_records(connection.owner, known, title=_title(connection, now), reader=reader, now=now)
        if _did_nothing(import_):
            import_.delete()
    connection.state = {**connection.state, **state}
    Connection.objects.filter(pk=connection.pk).update(state=connection.state)


def _did_nothing(import_: Import) -> bool:
    changes = (import_.summary.get(what, {}).get(action) for what in summaries.COUNTED for action in _CHANGES)
    return not any(changes) and not import_.summary["refused_count"]


def _title(connection: Connection, now: datetime) -> str:
    day = formats.date_format(connection.owner.today(now), "DATE_FORMAT")
    return _("%(name)s, up to %(day)s") % {"name": connection.name, "day": day}
