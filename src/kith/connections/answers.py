"""Answers of calendar programs that lie in a mailbox (iTIP, METHOD:REPLY): handed to the meetings that they are about."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from kith.accounts.models import User
from kith.icalendars import read_file
from kith.mail.letters import Letter
from kith.meetings import actions as meetings


def take(owner: User, letter: Letter, *, now: datetime) -> None:
    """Note what the sender of a letter answers for themselves to meetings of this Kith. Answers of others are not theirs."""
    if not letter.calendar or letter.is_sent:
        return
    found = read_file(lambda: io.BytesIO(letter.calendar.encode()))
    for event in found.events[:5]:
        said = [guest.answer for guest in event.guests if guest.address == letter.sender.address]
        if event.head.method == "REPLY" and said:
            sent: dict[str, Any] = {"sender": letter.sender.address, "written_at": letter.at}
            meetings.take_reply(owner, uid=event.uid, version=event.version[0], answer=said[0], **sent, at=now)
