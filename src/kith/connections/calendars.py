"""Looks at a calendar's address: what has passed becomes interactions, what is to come appointments, what is gone goes."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Container, Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from kith import fetching
from kith.connections import arriving, secrets
from kith.connections.models import Connection
from kith.fetching import Fetched
from kith.imports import apart, options
from kith.imports.records import AppointmentRecord, Record
from kith.imports.uploads import Upload

READER = "icalendar"


def look(connection: Connection, *, now: datetime) -> None:
    """Read the calendar if it has changed, or a new day has come: recurring events reach further then.

    Raises fetching.Unreachable, Refused, or BadFile where there is no calendar.
    """
    state, today = connection.state, connection.owner.today(now)
    is_new_day = state.get("day") != today.isoformat()
    found = fetching.fetch(
        secrets.opened(connection.secret),
        etag="" if is_new_day else state.get("etag", ""),
        changed="" if is_new_day else state.get("changed", ""),
        inside=settings.INSIDE,
    )
    digest = hashlib.blake2b(found.body, digest_size=16).hexdigest()
    if found.status == 304 or (digest == state.get("digest") and not is_new_day):
        return
    records = list(_records(connection, found, today))
    coming = {
        each.source_key: each for each in records if isinstance(each, AppointmentRecord) and not each.is_cancelled
    }
    gone = _gone(state.get("coming", {}), coming, today)
    then = {
        "etag": found.etag,
        "changed": found.changed,
        "digest": digest,
        "day": today.isoformat(),
        "coming": {key: each.on.isoformat() for key, each in coming.items()},
    }
    arriving.bring_in(connection, [*records, *gone], reader=READER, state=then, now=now)


def _records(connection: Connection, found: Fetched, today: date) -> Iterator[Record]:
    """What the calendar says, read in a child process with limits as every file of strangers is."""
    with tempfile.NamedTemporaryFile(dir=settings.DATA, prefix="calendar-", suffix=".ics") as file:
        file.write(found.body)
        file.flush()
        upload = Upload(connection.name, Path(file.name), options.known(connection.owner, today))
        for record in apart.read(READER, upload):
            if not isinstance(record, int):
                yield record


def _gone(before: dict[str, str], coming: Container[str], today: date) -> Iterator[AppointmentRecord]:
    """Appointments that the calendar held the last time, and holds no more before their day has come."""
    for key, day in before.items():
        if key not in coming and date.fromisoformat(day) >= today:
            yield AppointmentRecord("", 0, key, "", date.fromisoformat(day), is_cancelled=True)
