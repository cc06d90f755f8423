"""The text of an invitation, which a member sends by themselves."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith.groups.models import Group
from kith.groups.reports import Next


def invitation(group: Group, *, first_name: str, address: str, coming: Next | None) -> str:
    """Return a text to a friend: what the group is, when it meets next, and the link."""
    hello = _("Hi %(name)s,") % {"name": first_name} if first_name else _("Hello,")
    about = _("I go to %(group)s.") % {"group": group.name}
    if group.purpose:
        about = f"{about} {group.purpose}"
    end = _("I would be glad if you came along. Here you can see what it is, and join if you like:")
    parts = [hello, "", about, *([_when(coming)] if coming else []), end, address]
    return "\n".join(parts)


def mailto(text: str, *, to: str, group: Group) -> str:
    """Return an address that opens the text in the user's own mail program."""
    subject = _("Would you come along to %(group)s?") % {"group": group.name}
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(text)}"


def _when(coming: Next) -> str:
    day = date_format(coming.starts_at, "l, j F, H:i")
    where = f", {coming.place}" if coming.place else ""
    return _("We meet next on %(day)s%(where)s.") % {"day": day, "where": where}
