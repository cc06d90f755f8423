"""Looks into a mailbox for new letters and brings them in, lot by lot."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from kith.connections import arriving, mailboxes, secrets
from kith.connections.mailboxes import Access, Lot
from kith.connections.models import Connection
from kith.imports import options
from kith.imports.mail_records import records_of
from kith.imports.records import Record
from kith.mail.letters import Letter

READER = "imap"
ENOUGH = 20_000  # letters held before they are brought in, so that memory does not grow with the mailbox


def look(connection: Connection, *, now: datetime) -> None:
    """Bring in what is new. When the line breaks, what came before is in the book, and noted as read.

    Raises mailboxes.Unreachable or Refused.
    """
    arrivals = _Arrivals(connection, now)
    try:
        with mailboxes.opened(access_of(connection)) as mailbox:
            for folder in mailboxes.folders_to_read(mailbox):
                validity, last_uid = connection.state.get(folder.name, (0, 0))
                for lot in mailboxes.lots(mailbox, folder, validity, last_uid, connection.since):
                    arrivals.take(lot)
    finally:
        arrivals.bring_in()


def access_of(connection: Connection) -> Access:
    """What it takes to get in."""
    return Access(
        connection.host,
        connection.port,
        connection.security,
        connection.username,
        secrets.opened(connection.secret),
        tuple(settings.INSIDE),
    )


class _Arrivals:
    """Letters that have come and are not in the book yet, and how far the folders are read with them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self.letters: list[Letter] = []
        self.read: dict[str, tuple[int, int]] = {}

    def take(self, lot: Lot) -> None:
        self.letters += lot.letters
        self.read[lot.folder] = (lot.validity, lot.last_uid)
        if len(self.letters) >= ENOUGH:
            self.bring_in()

    def bring_in(self) -> None:
        """Save what has come."""
        if self.read:
            state = {name: list(place) for name, place in self.read.items()}
            arriving.bring_in(self.connection, self._records(), reader=READER, state=state, now=self.now)
            self.letters, self.read = [], {}

    def _records(self) -> list[Record]:
        owner = self.connection.owner
        own = frozenset({*options.own_addresses(owner), *_address(self.connection.username)})
        return list(records_of(self.letters, own=own, zone=owner.zone, file=self.connection.name))


def _address(username: str) -> set[str]:
    return {username.strip().lower()} if "@" in username.strip("@") else set()
