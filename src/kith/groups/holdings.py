"""What a group holds about one of its members, for that member; and what an organiser may take out of a group."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.groups import queries, reports
from kith.groups.models import Group, InviteLink, LogEntry, Membership, Missed
from kith.groups.reports import Row
from kith.prepared import prepared

OF = (Membership, InviteLink, LogEntry, Missed)  # whose rows `about` tells itself; others say so in kith.groups.reports
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take what begins so for a formula
_A_PIECE = 15  # rows
_START = re.compile(r"[0-9]{1,3}\.[0-9]{1,9}")  # a kind's number, and the row of it to begin with
_OF_LINK = ("name", "made_at", "expires_at", "uses", "most", "withdrawn_at")
_OWN = ("role", "joined_at", "asked_at", "answers", "agreed_at", "trade", "dues_until", "active_on", "gives_card")


@dataclass(frozen=True)
class Part:
    """One kind of what is held; some of its rows where it begins or goes on with others."""

    name: str
    label: str
    rows: list[Row]
    goes_on: bool = False  # the rows before these are not among them

    @property
    def shown(self) -> list[list[tuple[str, object]]]:
        """The rows as a page shows them: what each thing is called, and its value where there is one."""
        return [
            [
                (capfirst(name.replace("_", " ")), _told(value))
                for name, value in row.items()
                if value not in (None, "", [])
            ]
            for row in self.rows
        ]


def _told(value: object) -> object:
    """A value as people write it."""
    if isinstance(value, datetime):
        return date_format(localtime(value), "j F Y, H:i")
    elif isinstance(value, date):
        return date_format(value, "j F Y")
    elif isinstance(value, bool):
        return _("yes") if value else _("no")
    elif isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    else:
        return value


@dataclass(frozen=True)
class Piece:
    """As much of what is held as a screen or two show. further: where the next piece begins; nothing where all is told."""

    parts: list[Part]
    further: str


@dataclass(frozen=True)
class _Kind:
    name: str
    label: str
    ask: Callable[[Membership], Iterable[Row]]


def about(membership: Membership) -> list[Part]:
    """Return all that the group holds about its member, of every feature."""
    found = [Part(kind.name, kind.label, list(kind.ask(membership))) for kind in _kinds()]
    return [part for part in found if part.rows]


def piece(membership: Membership, start: str = "") -> Piece:
    """Return the first rows of what the group holds about its member, or those from where another piece ended."""
    first, row = map(int, start.split(".")) if _START.fullmatch(start) else (0, 0)
    parts: list[Part] = []
    left = _A_PIECE
    for number, kind in enumerate(_kinds()[first:], first):
        skipped = row if number == first else 0
        rows = list(islice(kind.ask(membership), skipped, skipped + left + 1))
        if rows[:left]:
            parts.append(Part(kind.name, kind.label, rows[:left], goes_on=skipped > 0))
        if len(rows) > left:
            return Piece(parts, f"{number}.{skipped + left}")
        left -= len(rows)
    return Piece(parts, "")


def _kinds() -> list[_Kind]:
    own = [
        _Kind("membership", _("Membership and profile"), _own),
        _Kind("invitations", _("Invitations that you made"), _invitations),
        _Kind("log", _("What organisers did"), _log),
        _Kind("missed", _("Days on which others were asked to bring you back"), _missed),
    ]
    return own + [_Kind(part.name, str(part.label), _of(part)) for part in reports.held()]


def _of(part: reports.Held) -> Callable[[Membership], Iterable[Row]]:
    return lambda membership: part.ask(membership.group, membership.user)


def export(group: Group, now: datetime) -> bytes:
    """Return the group as a ZIP with a CSV and a JSON file of each kind: members with the fields that they show, and more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("group.json", _json([_group(group, now)]))
        for name, rows in [("members", _members(group)), *((one.name, one.ask(group)) for one in reports.exports())]:
            found = list(rows)
            file.writestr(f"{name}.json", _json(found))
            file.writestr(f"{name}.csv", _sheet(found))
    return out.getvalue()


def _own(membership: Membership) -> list[Row]:
    shown = {name: getattr(membership, name) for name in (*Membership.FIELDS, *_OWN)}
    inviter = membership.invited_by.name if membership.invited_by else ""
    return [{**shown, "shown": ", ".join(membership.shown), "invited_by": inviter}]


def _invitations(membership: Membership) -> list[Row]:
    return [dict(zip(_OF_LINK, row, strict=True)) for row in _links(membership.group, membership.user)]


@prepared
def _links(group: Group, user: User) -> QuerySet[InviteLink, tuple[object, ...]]:
    return InviteLink.objects.filter(group=group, by=user).values_list(*_OF_LINK)


def _log(membership: Membership) -> list[Row]:
    return [{"at": at, "what": what} for at, what in _entries(membership.group, membership.user)]


@prepared
def _entries(group: Group, user: User) -> QuerySet[LogEntry, tuple[datetime, str]]:
    return LogEntry.objects.filter(group=group, about=user).values_list("at", "what")


def _missed(membership: Membership) -> list[Row]:
    return [{"asked_on": day} for [day] in _days(membership)]


@prepared
def _days(membership: Membership) -> QuerySet[Missed, tuple[date]]:
    return Missed.objects.filter(membership=membership).values_list("asked_on").distinct().order_by("asked_on")


def _group(group: Group, now: datetime) -> Row:
    names = ("name", "purpose", "about", "kind", "joining", "rules", "dues", "format", "time_zone", "place", "language")
    return {**{name: getattr(group, name) for name in names}, "started": group.created_at, "exported": now}


def _members(group: Group) -> Iterable[Row]:
    for membership in queries.members(group).iterator(chunk_size=1000):
        said = {name: membership.says(name) for name in Membership.FIELDS}
        trade = membership.trade if group.is_one_per_trade else ""
        role, joined = membership.get_role_display(), membership.joined_at
        yield {
            "name": membership.name,
            "role": role,
            "joined": joined,
            "trade": trade,
            **said,
            "dues": membership.dues_until,
        }


def _json(rows: list[Row]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _sheet(rows: list[Row]) -> str:
    out = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    sheet = csv.writer(out)
    sheet.writerow(columns)
    sheet.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"'{text}" if text.startswith(_RISKY) else text
