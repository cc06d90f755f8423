"""A letter: what the header of a message says of who wrote to whom, when, and about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from kith.mail.signature_lines import Detail


class BadLetter(ValueError):
    """A message that cannot be understood. Its text is a plain sentence."""


class Mailbox(NamedTuple):
    """Somebody at one end of a letter. The address is in small letters; the name may be empty."""

    name: str
    address: str


class Reason(StrEnum):
    """Why a letter is left out."""

    LIST = "list"
    NO_REPLY = "no_reply"
    AUTOMATIC = "automatic"
    SPAM = "spam"
    BIN = "bin"
    DRAFT = "draft"
    CHAT = "chat"
    CROWD = "crowd"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, by its header alone.

    `thread` is a digest of 16 hexadecimal digits that all answers to one letter share. `at` is in UTC.
    `left_out` is why it counts for nothing, where that can be told from itself. `is_sent`: it lay among the sent mail.
    `delivered_to` is the address that it arrived at, `list_address` the one of the mailing list that it came by; "" if
    the header does not say. `text`, what the letter says, `signature`, and `calendar`, an iCalendar file in it, are empty
    unless bodies are read.
    """

    message_id: str
    thread: str
    at: datetime
    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    left_out: Reason | None = None
    is_sent: bool = False
    delivered_to: str = ""
    list_address: str = ""
    file: str = ""
    line: int = 0
    text: str = ""
    signature: tuple[Detail, ...] = ()
    calendar: str = ""

    @property
    def mark(self) -> str:
        """Sixteen hexadecimal digits by which the same message is known wherever it is met."""
        return digest(self.message_id)


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of a text."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()
