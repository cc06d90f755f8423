"""What can be done with connections: make, change, pause, remove one; look what is new there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kith import fetching
from kith.accounts.models import User
from kith.connections import calendars, letters, monica, secrets
from kith.connections.mailboxes import Unreachable
from kith.connections.models import Connection
from kith.connections.signals import connection_due
from kith.errors import Refused
from kith.fetching import Unreachable as NotFetched
from kith.imports.uploads import BadFile

Kind = Connection.Kind
HOLD = timedelta(minutes=30)
_LOOK = {Kind.MAILBOX: letters.look, Kind.CALENDAR: calendars.look, Kind.MONICA: monica.look}
_LONGEST_PAUSE = timedelta(hours=24)
# Where one of these is another, what was read before is of no use: everything is read again, and known again.
_READ_ANEW = frozenset({"host", "port", "username", "since", "reads_whole"})


@transaction.atomic
def connect(owner: User, kind: str, *, secret: str, now: datetime, **fields: Any) -> Connection:
    """Make a connection; the first look is due at once. Raises ValidationError for a wrong field or no secret."""
    if not secret.strip():
        raise ValidationError(_("Without a password or an address Kith cannot look there."))
    fields |= _told_by_address(kind, secret, fields)
    made = Connection(
        owner=owner, kind=kind, secret=secrets.sealed(secret.strip()), created_at=now, next_check_at=now, **fields
    )
    made.full_clean(exclude=["owner"])
    made.save()
    connection_due.send(Connection, connection_id=made.pk)
    return made


@transaction.atomic
def change(connection: Connection, *, now: datetime, secret: str = "", **fields: Any) -> Connection:
    """Change a connection; an empty secret leaves the one there is. It is looked at again at once, unless it is paused.

    Raises ValidationError for a wrong field.
    """
    fields |= _told_by_address(connection.kind, secret, fields)
    kept = Connection.objects.get(pk=connection.pk)  # a form has changed the other one by now
    for name, value in fields.items():
        setattr(connection, name, value)
    if secret.strip():
        connection.secret = secrets.sealed(secret.strip())
    connection.state = _state_after(kept, connection, has_new_secret=bool(secret.strip()))
    connection.problem, connection.next_check_at = "", now
    connection.full_clean(exclude=["owner"])
    connection.save(update_fields=[*fields, "secret", "state", "problem", "next_check_at"])
    if not connection.is_paused:
        connection_due.send(Connection, connection_id=connection.pk)
    return connection


@transaction.atomic
def pause(connection: Connection, *, paused: bool, now: datetime) -> None:
    """Look there no more, or again. What was brought in stays either way."""
    Connection.objects.filter(pk=connection.pk).update(is_paused=paused, next_check_at=now, problem="")
    if not paused:
        connection_due.send(Connection, connection_id=connection.pk)


@transaction.atomic
def disconnect(connection: Connection) -> None:
    """Forget the connection and its password. What it brought in stays, and can be taken back among the imports."""
    connection.delete()


def check_soon(connection: Connection) -> None:
    """Have a worker look now."""
    connection_due.send(Connection, connection_id=connection.pk)


def check(connection_id: int, *, now: datetime) -> None:
    """Look what is new and bring it in. Nothing if somebody looks already, or it is paused or gone.

    What was brought in and how far that is are saved together, so that whatever breaks off is taken up where it was.
    """
    connection = _take(connection_id, now)
    if connection is None:
        return
    problem = ""
    try:
        _LOOK[Kind(connection.kind)](connection, now=now)
    except (Unreachable, NotFetched, Refused) as error:
        problem = str(error)
    except BadFile as error:
        problem = error.reason
    finally:
        Connection.objects.filter(pk=connection.pk).update(held_until=None)
    _finish(connection, problem, now)


def check_due(now: datetime) -> None:
    """Send a worker to every connection whose time has come. Monica is looked at once, and then when the user says so."""
    due = Connection.objects.filter(is_paused=False, next_check_at__lte=now, owner__is_active=True)
    looked_at = Q(kind=Kind.MONICA) & ~Q(checked_at=None, problem="")
    for connection_id in due.exclude(looked_at).exclude(held_until__gt=now).values_list("pk", flat=True):
        connection_due.send(Connection, connection_id=connection_id)


def take_up(now: datetime) -> None:
    """When a worker starts: whatever one that ended was looking at is looked at again. To look twice does no harm."""
    held = Connection.objects.exclude(held_until=None)
    left = list(held.filter(is_paused=False, owner__is_active=True).values_list("pk", flat=True))
    held.update(held_until=None)
    for connection_id in left:
        connection_due.send(Connection, connection_id=connection_id)
    check_due(now)


def _told_by_address(kind: str, secret: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Of a calendar, the server, which is all of its address that may be seen. Raises ValidationError for none of the web."""
    if kind == Kind.CALENDAR and secret.strip():
        return {"host": _web_address(secret, "secret").host[:300]}
    if kind == Kind.MONICA and "host" in fields:
        _web_address(fields["host"], "host")
    return {}


def _web_address(text: str, field: str) -> Any:
    try:
        return fetching.web_address(text)
    except NotFetched as error:
        raise ValidationError({field: str(error)}) from error


def _state_after(before: Connection, after: Connection, *, has_new_secret: bool) -> dict[str, Any]:
    """How far it is read. A calendar still tells by what it held before what is gone from it."""
    state: dict[str, Any] = before.state
    if after.kind == Kind.MAILBOX:
        is_other = any(getattr(before, name) != getattr(after, name) for name in _READ_ANEW)
        return {} if is_other else state
    if after.kind == Kind.CALENDAR and has_new_secret:
        return {"coming": state.get("coming", {})}
    return state


def _take(connection_id: int, now: datetime) -> Connection | None:
    """Hold the connection for this worker, for a while: one that was killed, or stumbled, does not hold it for ever."""
    free = Q(held_until=None) | Q(held_until__lte=now)
    waiting = Connection.objects.filter(free, pk=connection_id, is_paused=False)
    taken = waiting.update(held_until=now + HOLD, next_check_at=now + HOLD)
    return Connection.objects.select_related("owner").get(pk=connection_id) if taken else None


def _finish(connection: Connection, problem: str, now: datetime) -> None:
    """After a failure the next look waits twice as long as the last one did, a day at most."""
    wait = timedelta(hours=connection.every_hours)
    if problem and connection.checked_at and connection.problem:
        wait = min(max(wait, (now - connection.checked_at) * 2), max(wait, _LONGEST_PAUSE))
    checked = {"checked_at": now} if not problem or connection.checked_at is None or not connection.problem else {}
    Connection.objects.filter(pk=connection.pk).update(problem=problem, next_check_at=now + wait, **checked)
