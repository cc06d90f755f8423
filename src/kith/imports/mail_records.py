"""Turns letters into records: a day's letters with one person in one thread are one interaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kith.imports.records import InteractionRecord, LeftRecord, PersonRef, Record, Refusal
from kith.mail.headers import letter_of
from kith.mail.letters import BadLetter, Letter, Reason
from kith.mail.mboxes import Message
from kith.mail.own import Sightings, own_addresses
from kith.mail.rollup import Exchange, Rollup, Without

MOST_REFUSED = 1_000  # told one by one
BODY_BYTES = 256 * 1024  # of each message, where bodies are read
MOST_OF_A_MESSAGE = 1024 * 1024
_NO_OWNER = (
    "Kith could not tell which of the addresses in this mail is yours. "
    "Adding the folder of sent mail together with it usually settles it."
)
_LEFT = {
    Reason.LIST: ("One message of a mailing list or a newsletter", "{n} messages of mailing lists and newsletters"),
    Reason.NO_REPLY: (
        "One message from an address that takes no reply",
        "{n} messages from addresses that take no reply",
    ),
    Reason.AUTOMATIC: ("One message that a machine sent by itself", "{n} messages that machines sent by themselves"),
    Reason.SPAM: ("One message marked as spam", "{n} messages marked as spam"),
    Reason.BIN: ("One deleted message", "{n} deleted messages"),
    Reason.DRAFT: ("One draft", "{n} drafts"),
    Reason.CHAT: ("One line of a chat", "{n} lines of chats"),
    Reason.CROWD: ("One message to more than 20 people", "{n} messages to more than 20 people"),
    Without.MYSELF: ("One message from you to yourself", "{n} messages from you to yourself"),
    Without.NOBODY: ("One message to nobody by name", "{n} messages to nobody by name"),
}


class Found(NamedTuple):
    """A message, where it lay, and the labels it bore there."""

    file: str
    folder: str
    labels: Sequence[str]
    message: Message


def records_in(found: Iterable[Found | Refusal], file: str, options: Mapping[str, Any]) -> Iterator[Record]:
    """The records of a mailbox that is read from a file. Only letters that can count are held meanwhile."""
    reading = _Reading(file)
    letters: list[Letter] = []
    for each in found:
        letter = each if isinstance(each, Refusal) else reading.letter(each)
        if isinstance(letter, Refusal):
            yield letter
        elif letter is not None:
            reading.seen.note(letter)
            if letter.left_out and not (letter.left_out is Reason.LIST and letter.is_sent):
                reading.leave(letter)
            else:
                letters.append(letter)
    yield from reading.further_refusals()
    own = own_addresses(reading.seen, options.get("own_addresses") or ())
    if letters and not own:
        yield Refusal(file, 0, _NO_OWNER)
    else:
        rollup = Rollup(own, zone_of(options), reading.lists)
        rollup.left.update(reading.left)
        yield from _records(rollup, letters, file)


def records_of(letters: Iterable[Letter], *, own: Set[str], zone: tzinfo, file: str) -> Iterator[Record]:
    """What letters come to, in the order in which exchanges began among them; at the end what is left out, counted.

    own: the user's addresses, in small letters. zone: where the user's days begin. file: what the letters are from,
    in words for the user.
    """
    return _records(Rollup(own, zone), letters, file)


def zone_of(options: Mapping[str, Any]) -> tzinfo:
    """The user's time zone, as the options of a file name it; UTC if they do not."""
    try:
        return ZoneInfo(str(options.get("zone") or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def person_of(name: str, address: str) -> PersonRef:
    """Whoever has an address."""
    return PersonRef(name, (f"email:{address}",))


def _records(rollup: Rollup, letters: Iterable[Letter], file: str) -> Iterator[Record]:
    for letter in letters:
        rollup.take(letter)
    for exchange in rollup.exchanges():
        yield _interaction(exchange, rollup.name_of(exchange.address), file)
    for reason, count in sorted(rollup.left.items()):
        yield LeftRecord(file, 0, _left(reason, count))


class _Reading:
    """What is counted while a mailbox is read."""

    def __init__(self, file: str) -> None:
        self.seen = Sightings()
        self.left: Counter[Reason] = Counter()
        self.lists: set[str] = set()
        self._file = file
        self._refused = 0

    def letter(self, found: Found) -> Letter | Refusal | None:
        """The letter of a message, or why it cannot be read; None once that has been said often enough."""
        message = found.message
        try:
            if message.is_cut:
                raise BadLetter("The header of this message does not end.")
            return letter_of(message.head, found.folder, found.labels, file=found.file, line=message.line)
        except BadLetter as error:
            self._refused += 1
            refusal = Refusal(found.file, message.line, str(error))
            return refusal if self._refused <= MOST_REFUSED else None

    def leave(self, letter: Letter) -> None:
        """Count a letter that is left out, and forget it."""
        if letter.left_out:
            self.left[letter.left_out] += 1
        if letter.list_address:
            self.lists.add(letter.list_address)

    def further_refusals(self) -> Iterator[Refusal]:
        """How many more there were than were told."""
        more = self._refused - MOST_REFUSED
        if more > 0:
            yield Refusal(self._file, 1, f"{more:,} more messages could not be read.")


def _interaction(exchange: Exchange, name: str, file: str) -> InteractionRecord:
    first, sent, received = exchange.first, exchange.sent, exchange.received
    return InteractionRecord(
        file=first.file or file,
        line=first.line,
        kind="email",
        on=exchange.on,
        people=[person_of(name, exchange.address)],
        channel="email",
        direction="mutual" if sent and received else "outgoing" if sent else "incoming",
        at=first.at,
        sent=sent,
        received=received,
        summary=first.subject,
        source_key=f"mail:{exchange.thread}:{exchange.on}:{exchange.address}",
        only_known=True,
        marks=tuple(("s:" if is_sent else "r:") + mark for mark, is_sent in exchange.marks.items()),
    )


def _left(reason: Reason | Without, count: int) -> str:
    one, many = _LEFT[reason]
    return f"{one} is left out." if count == 1 else f"{many.format(n=f'{count:,}')} are left out."
