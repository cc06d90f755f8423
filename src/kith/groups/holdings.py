"""What a group holds about one of its members, for that member; and what an organiser may take out of a group."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kith.groups import queries, reports
from kith.groups.models import Group, InviteLink, LogEntry, Membership, Missed
from kith.groups.reports import Row

OF = (Membership, InviteLink, LogEntry, Missed)  # whose rows `about` tells itself; others say so in kith.groups.reports
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take what begins so for a formula
_OWN = ("role", "joined_at", "asked_at", "answers", "agreed_at", "trade", "dues_until", "active_on", "gives_card")


@dataclass(frozen=True)
class Part:
    """One kind of what is held."""

    name: str
    label: str
    rows: list[Row]

    @property
    def shown(self) -> list[list[tuple[str, object]]]:
        """The first hundred rows as a page shows them: what each thing is called, and its value where there is one."""
        return [
            [(capfirst(name.replace("_", " ")), value) for name, value in row.items() if value not in (None, "")]
            for row in self.rows[:100]
        ]


def about(membership: Membership) -> list[Part]:
    """Return all that the group holds about its member, of every feature."""
    own = [
        Part("membership", _("Membership and profile"), [_own(membership)]),
        Part("invitations", _("Invitations that you made"), _invitations(membership)),
        Part("log", _("What organisers did"), _log(membership)),
        Part("missed", _("Days on which others were asked to bring you back"), _missed(membership)),
    ]
    asked = [
        Part(part.name, str(part.label), list(part.ask(membership.group, membership.user))) for part in reports.held()
    ]
    return [part for part in [*own, *asked] if part.rows]


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


def _own(membership: Membership) -> Row:
    shown = {name: getattr(membership, name) for name in (*Membership.FIELDS, *_OWN)}
    inviter = membership.invited_by.name if membership.invited_by else ""
    return {**shown, "shown": ", ".join(membership.shown), "invited_by": inviter}


def _invitations(membership: Membership) -> list[Row]:
    mine = InviteLink.objects.filter(group=membership.group, by=membership.user)
    return [dict(row) for row in mine.values("name", "made_at", "expires_at", "uses", "most", "withdrawn_at")]


def _log(membership: Membership) -> list[Row]:
    return [
        dict(row) for row in LogEntry.objects.filter(group=membership.group, about=membership.user).values("at", "what")
    ]


def _missed(membership: Membership) -> list[Row]:
    return [
        dict(row)
        for row in Missed.objects.filter(membership=membership).values("asked_on").distinct().order_by("asked_on")
    ]


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
