"""Hands letters to the mail server, and says how it went."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from kith.outbox import addresses, enclosures, links
from kith.outbox.models import Letter

_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


class Fate(Enum):
    """What became of a letter that was to be sent."""

    SENT = "sent"
    UNWANTED = "unwanted"  # what it asked for has been settled meanwhile
    LATER = "later"  # the server may take it another time
    REFUSED = "refused"  # the server will never take it
    UNREACHABLE = "unreachable"  # there is no server, for any letter


@dataclass(frozen=True)
class Delivery:
    """What became of a letter, and why."""

    fate: Fate
    problem: str = ""


class PostOffice:
    """One connection to the mail server for a few letters, made with the first and made again after a failure."""

    def __init__(self) -> None:
        self._connection: Any = None

    def deliver(self, letter: Letter, at: datetime) -> Delivery:
        """Hand over one letter. Once the server has said yes, nothing that fails later makes it unsent."""
        try:
            self._open()
        except (OSError, SMTPException) as error:
            self.close()
            return Delivery(Fate.UNREACHABLE, _said(error))
        address = links.address(letter.link, at)
        return Delivery(Fate.UNWANTED) if address is None else self._hand_over(message_of(letter, address))

    def close(self) -> None:
        """Say goodbye. What was sent is sent, even if the server does not answer to this."""
        if self._connection is not None:
            with suppress(OSError, SMTPException):
                self._connection.close()
            self._connection = None

    def _open(self) -> None:
        if self._connection is None:
            self._connection = get_connection()
            self._connection.open()

    def _hand_over(self, message: EmailMessage) -> Delivery:
        try:
            self._connection.send_messages([message])
        except (OSError, SMTPException) as error:
            self.close()
            return Delivery(Fate.REFUSED if _is_final(error) else Fate.LATER, _said(error))
        return Delivery(Fate.SENT)


def message_of(letter: Letter, address: str) -> EmailMessage:
    """The letter as it goes: in the user's name, from the instance's own address, with answers going to the user."""
    owner = letter.owner
    sender = _("%(name)s via Kith") % {"name": owner} if owner.name else _("Kith")
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text.replace(links.PLACE, address),
        from_email=addresses.named(sender, addresses.bare(settings.DEFAULT_FROM_EMAIL)),
        to=addresses.each(letter.to),
        reply_to=[letter.reply_to or addresses.named(owner.name, owner.email)],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )
    _enclose(message, enclosures.of(letter))
    return message


def _enclose(message: EmailMultiAlternatives, calendars: list[str]) -> None:
    """One as what the letter itself says, which programs offer to answer; several, of which each is one event, as files."""
    if len(calendars) == 1:
        message.attach_alternative(calendars[0], _kind_of(calendars[0]))
        return
    for number, calendar in enumerate(calendars, 1):
        message.attach(f"{number}.ics", calendar, _kind_of(calendar))


def _kind_of(calendar: str) -> str:
    method = _METHOD.search(calendar)
    return f"text/calendar; method={method[1] if method else 'PUBLISH'}"


def _is_final(error: Exception) -> bool:
    """Whether the server refused this letter for good (RFC 5321, 4.2.1: a code of 500 or more)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _said(error: Exception) -> str:
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return addresses.one_line(f"{code} {words.decode(errors='replace')}")[:500]
    words = getattr(error, "smtp_error", b"")
    text = words.decode(errors="replace") if isinstance(words, bytes) and words else str(error)
    return addresses.one_line(text or type(error).__name__)[:500]
