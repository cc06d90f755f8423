"""Looks into a mailbox for new letters and brings them in, lot by lot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from kith import sandbox
from kith.connections import answers, arriving, mailboxes, secrets
from kith.connections.mailboxes import Access, Lot
from kith.connections.models import Connection
from kith.imports import apart, options
from kith.imports.mail_records import records_of
from kith.imports.records import Record, Refusal
from kith.mail.letters import Letter
from kith.meetings import queries as meetings
from kith.sandbox import Broke, Exceeded, Limits

READER = "imap"
ENOUGH = 20_000  # letters held before they are brought in, so that memory does not grow with the mailbox


def look(connection: Connection, *, now: datetime) -> None:
    """Bring in what is new. When the line breaks, what came before is in the book, and noted as read.

    Raises mailboxes.Unreachable or Refused.
    """
    arrivals = _Arrivals(connection, now)
    takes_answers = meetings.takes_answers(connection.owner, now)
    try:
        with mailboxes.opened(access_of(connection)) as mailbox:
            for folder in mailboxes.folders_to_read(mailbox):
                validity, last_uid = connection.state.get(folder.name, (0, 0))
                ways = {"whole": connection.reads_whole, "answers": takes_answers}
                new = mailboxes.lots(mailbox, folder, validity, last_uid, connection.since, **ways)
                for lot in new:
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
        self.refusals: list[Refusal] = []
        self.read: dict[str, tuple[int, int]] = {}

    def take(self, lot: Lot) -> None:
        """Understand the messages in a child process with limits, as those of files."""
        uids = [uid for uid, _message in lot.messages]
        for uid, found in zip(uids, self._understood(lot), strict=False):
            if isinstance(found, Letter):
                self.letters.append(found)
            else:
                self.refusals.append(Refusal(self._place(lot), uid, found))
        self.read[lot.folder.name] = (lot.validity, lot.last_uid)
        if len(self.letters) >= ENOUGH:
            self.bring_in()

    def bring_in(self) -> None:
        """Save what has come."""
        if self.read:
            state = {name: list(place) for name, place in self.read.items()}
            arriving.bring_in(self.connection, self._records(), reader=READER, state=state, now=self.now)
            for letter in self.letters:
                answers.take(self.connection.owner, letter, now=self.now)
            self.letters, self.refusals, self.read = [], [], {}

    def _understood(self, lot: Lot) -> Iterator[Letter | str]:
        """Each letter, or why it is none; a message at which the child process ends is left behind, and the others go on."""
        messages = [message for _uid, message in lot.messages]
        while messages:
            count = 0
            try:
                for found in self._in_child(messages, lot):
                    count += 1
                    yield found if isinstance(found, Letter) else str(found)
            except (Exceeded, Broke) as error:
                yield apart.why(error)
                count += 1
            messages = messages[count:] if count else []

    def _in_child(self, messages: list[bytes], lot: Lot) -> Iterator[object]:
        limits = Limits.for_bytes(sum(map(len, messages)))
        place, region = lot.folder, settings.PHONE_REGION
        whole = self.connection.reads_whole
        return sandbox.run("kith.mail.lots:letters_in", messages, place.name, place.flag, region, whole, limits=limits)

    def _records(self) -> list[Record]:
        owner = self.connection.owner
        own = frozenset({*options.own_addresses(owner), *_address(self.connection.username)})
        today = owner.today(self.now)
        found = records_of(self.letters, own=own, zone=owner.zone, file=self.connection.name, today=today)
        return [*found, *self.refusals]

    def _place(self, lot: Lot) -> str:
        return f"{self.connection.name}, {lot.folder.name}"


def _address(username: str) -> set[str]:
    return {username.strip().lower()} if "@" in username.strip("@") else set()
