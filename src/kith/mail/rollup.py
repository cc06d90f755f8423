"""Rolls letters up into exchanges: what went to and fro on one day, in one thread, with one counterpart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum

from kith.mail import bulk
from kith.mail.addresses import spoken_name
from kith.mail.letters import Letter, Mailbox, Reason
from kith.mail.own import is_own


class Without(StrEnum):
    """Why a letter has no counterpart."""

    MYSELF = "myself"
    NOBODY = "nobody"


@dataclass(slots=True)
class Exchange:
    """The letters of one day, in one thread, with one counterpart, seen from the user's side. Times are in UTC."""

    thread: str
    on: date
    address: str
    letters: list[Letter]
    marks: dict[str, bool] = field(default_factory=dict)  # mark of a letter -> whether the user wrote it

    @property
    def first(self) -> Letter:
        """The earliest."""
        return min(self.letters, key=_when)

    @property
    def sent(self) -> int:
        """How many letters the user wrote; one that lies in two folders counts once."""
        return sum(self.marks.values())

    @property
    def received(self) -> int:
        """How many the counterpart wrote."""
        return len(self.marks) - self.sent


class Rollup:
    """Takes in letters and gives exchanges. Memory grows with the letters that count, not with those left out."""

    def __init__(self, own: Set[str], zone: tzinfo, lists: Iterable[str] = ()) -> None:
        """own: the user's addresses; zone: where the user's days begin; lists: addresses known to be of lists."""
        self.left: Counter[Reason | Without] = Counter()
        self._own = own
        self._zone = zone
        self._exchanges: dict[tuple[str, date, str], Exchange] = {}
        self._names: dict[str, str] = {}
        self._lists = set(lists)

    def take(self, letter: Letter) -> None:
        """Add a letter, or count why it is left out."""
        if letter.list_address:
            self._lists.add(letter.list_address)
        is_mine = is_own(letter.sender.address, self._own)
        if letter.left_out and not (is_mine and letter.left_out is Reason.LIST):
            self.left[letter.left_out] += 1
            return
        counterparts = self._recipients(letter) if is_mine else [letter.sender]
        if not counterparts:
            self.left[Without.MYSELF if letter.to else Without.NOBODY] += 1
        for box in counterparts:
            self._note_name(box, is_their_word=not is_mine)
            self._add(letter, box.address, is_mine)

    def exchanges(self) -> Iterator[Exchange]:
        """In the order in which they began in the mailbox. What was written to a list is none."""
        for exchange in self._exchanges.values():
            if exchange.address in self._lists:
                self.left[Reason.LIST] += len(exchange.marks)
            else:
                yield exchange

    def name_of(self, address: str) -> str:
        """What to call whoever has this address."""
        return spoken_name(self._names.get(address, ""), address)

    def _recipients(self, letter: Letter) -> list[Mailbox]:
        return [box for box in letter.to if not is_own(box.address, self._own) and not bulk.is_no_reply(box.address)]

    def _note_name(self, box: Mailbox, *, is_their_word: bool) -> None:
        """The name that somebody goes by in their own letters is better than what others call them."""
        if box.name and (is_their_word or box.address not in self._names):
            self._names[box.address] = box.name

    def _add(self, letter: Letter, address: str, is_mine: bool) -> None:
        on = letter.at.astimezone(self._zone).date()
        key = (letter.thread, on, address)
        exchange = self._exchanges.get(key)
        if exchange is None:
            exchange = self._exchanges[key] = Exchange(letter.thread, on, address, [])
        mark = letter.mark
        if mark not in exchange.marks:
            exchange.marks[mark] = is_mine
            exchange.letters.append(letter)


def _when(letter: Letter) -> datetime:
    return letter.at
