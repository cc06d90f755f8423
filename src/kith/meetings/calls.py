"""Rooms for calls: an address at a Jitsi host that nobody can guess. Nothing is made there until somebody opens it."""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_HOST = re.compile(r"(?=.{1,200}\Z)[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.ASCII)
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that look alike: rooms are read aloud


def new_room(host: str = "") -> str:
    """Return the address of a room that is nobody else's: five letters thrice and once more. Raises ValidationError."""
    wanted = host.strip().lower() or settings.JITSI
    if not _HOST.fullmatch(wanted):
        raise ValidationError({"host": _("Please write only the name of the server, such as meet.jit.si.")})
    parts = ["".join(secrets.choice(_LETTERS) for _letter in range(5)) for _part in range(4)]
    return f"https://{wanted}/kith-{'-'.join(parts)}"


def host_of(link: str) -> str:
    """The host of a room that was made here before; "" for any other link."""
    found = re.fullmatch(r"https://([^/]+)/kith-[a-z0-9]{5}(-[a-z0-9]{5}){3}", link)
    return found[1] if found else ""
