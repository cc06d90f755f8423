"""Reads the messages of a mailbox, from whatever file they come, and finds out on the way whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from kith.imports.mail_records import records_of, zone_of
from kith.imports.records import LeftRecord, Record, Refusal
from kith.mail.headers import letter_of
from kith.mail.letters import BadLetter, Letter, Reason
from kith.mail.mboxes import Message
from kith.mail.own import Sightings, own_addresses
from kith.mail.rollup import Rollup
from kith.mail.whole import read_whole

MOST_REFUSED = 1_000  # told one by one
MOST_TEXT = 64 * 1024 * 1024  # of one mailbox, where bodies are read
_NO_OWNER = (
    "Kith could not tell which of the addresses in this mail is yours. "
    "Adding the folder of sent mail together with it usually settles it."
)


class Found(NamedTuple):
    """A message, where it lay, and the labels it bore there."""

    file: str
    folder: str
    labels: Sequence[str]
    message: Message


def records_in(found: Iterable[Found | Refusal], file: str, options: Mapping[str, Any]) -> Iterator[Record]:
    """The records of a mailbox that is read from a file. Only letters that can count are held meanwhile."""
    reading = _Reading(file, options)
    letters: list[Letter] = []
    for each in found:
        letter = each if isinstance(each, Refusal) else reading.letter(each)
        if isinstance(letter, Refusal):
            yield letter
        elif letter is not None and not reading.leaves(letter):
            letters.append(letter)
    yield from reading.told_together()
    own = own_addresses(reading.seen, options.get("own_addresses") or ())
    zone = zone_of(options)
    if letters and not own:
        yield Refusal(file, 0, _NO_OWNER)
    else:
        rollup = Rollup(own, zone, reading.lists)
        rollup.left.update(reading.left)
        yield from records_of(letters, own=own, zone=zone, file=file, today=_today(options), rollup=rollup)


def _today(options: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(options.get("today")))
    except ValueError:
        return None


class _Reading:
    """What is counted while a mailbox is read."""

    def __init__(self, file: str, options: Mapping[str, Any]) -> None:
        self.seen = Sightings()
        self.left: Counter[Reason] = Counter()
        self.lists: set[str] = set()
        self._file = file
        self._refused = 0
        self._with_bodies = bool(options.get("bodies"))
        self._region = str(options.get("region") or "")
        self._text = 0
        self._texts_left = 0

    def letter(self, found: Found) -> Letter | Refusal | None:
        """The letter of a message, or why it cannot be read; None once that has been said often enough."""
        message = found.message
        try:
            if message.is_cut:
                raise BadLetter("The header of this message does not end.")
            letter = letter_of(message.head, found.folder, found.labels, file=found.file, line=message.line)
        except BadLetter as error:
            self._refused += 1
            refusal = Refusal(found.file, message.line, str(error))
            return refusal if self._refused <= MOST_REFUSED else None
        return self._whole(letter, message) if self._with_bodies and not letter.left_out else letter

    def leaves(self, letter: Letter) -> bool:
        """Note a letter. Whether it is left out, and counted, whoever the user is."""
        self.seen.note(letter)
        if letter.left_out is None or (letter.left_out is Reason.LIST and letter.is_sent):
            return False
        self.left[letter.left_out] += 1
        if letter.list_address:
            self.lists.add(letter.list_address)
        return True

    def told_together(self) -> Iterator[Record]:
        """What was too much to be told, or kept, one by one."""
        more = self._refused - MOST_REFUSED
        if more > 0:
            yield Refusal(self._file, 1, f"{more:,} more messages could not be read.")
        if self._texts_left:
            count = f"Of {self._texts_left:,} letters only the header is kept"
            yield LeftRecord(self._file, 0, f"{count}: this is more text than Kith keeps of one mailbox.")

    def _whole(self, letter: Letter, message: Message) -> Letter:
        letter = read_whole(letter, message.head, message.body, self._region)
        if letter.text and self._text > MOST_TEXT:
            self._texts_left += 1
            return replace(letter, text="")
        self._text += len(letter.text)
        return letter
