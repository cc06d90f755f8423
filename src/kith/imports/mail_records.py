"""Turns letters into records: a day's letters with one person in one thread are one interaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kith.imports.records import InteractionRecord, LeftRecord, PersonRef, Record, SuggestionRecord
from kith.mail.letters import Letter, Reason, digest
from kith.mail.own import is_own
from kith.mail.rollup import Exchange, Rollup, Without
from kith.mail.signature_lines import Detail

LONGEST_NOTES = 64 * 1024
RECENT = timedelta(days=550)  # signatures of older letters may be of former positions
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


def records_of(
    letters: Iterable[Letter],
    *,
    own: Set[str],
    zone: tzinfo,
    file: str,
    today: date | None = None,
    rollup: Rollup | None = None,
) -> Iterator[Record]:
    """What letters come to, in the order in which exchanges began among them; at the end what is left out, counted.

    own: the user's addresses, in small letters. zone: where the user's days begin. file: what the letters are from,
    in words for the user. today: signatures count for 18 months; without it, up to the latest of these letters.
    rollup: one that has counted already what was left out before.
    """
    rollup = rollup or Rollup(own, zone)
    signatures = _Signatures(own)
    for letter in letters:
        rollup.take(letter)
        signatures.take(letter)
    for exchange in rollup.exchanges():
        yield _interaction(exchange, rollup.name_of(exchange.address), file)
    for letter in signatures.recent(today):
        address = letter.sender.address
        yield from _suggestions(letter, person_of(rollup.name_of(address), address), file)
    for reason, count in sorted(rollup.left.items()):
        yield LeftRecord(file, 0, _left(reason, count))


def zone_of(options: Mapping[str, Any]) -> tzinfo:
    """The user's time zone, as the options of a file name it; UTC if they do not."""
    try:
        return ZoneInfo(str(options.get("zone") or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def person_of(name: str, address: str) -> PersonRef:
    """Whoever has an address."""
    return PersonRef(name, (f"email:{address}",))


class _Signatures:
    """The latest letter with a signature of everybody."""

    def __init__(self, own: Set[str]) -> None:
        self._own = own
        self._signed: dict[str, Letter] = {}
        self._newest = datetime.min.replace(tzinfo=UTC)

    def take(self, letter: Letter) -> None:
        self._newest = max(self._newest, letter.at)
        if letter.signature and not is_own(letter.sender.address, self._own):
            known = self._signed.get(letter.sender.address)
            if known is None or known.at < letter.at:
                self._signed[letter.sender.address] = letter

    def recent(self, today: date | None) -> Iterator[Letter]:
        now = datetime.combine(today, time(), UTC) if today else self._newest
        return (letter for letter in self._signed.values() if letter.at > now - RECENT)


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
        notes=_notes(exchange, name),
        source_key=f"mail:{exchange.thread}:{exchange.on}:{exchange.address}",
        only_known=True,
        marks=tuple(("s:" if is_sent else "r:") + mark for mark, is_sent in exchange.marks.items()),
    )


def _notes(exchange: Exchange, name: str) -> str:
    """What was said, in order of time; empty unless bodies are read."""
    told = [
        f"{'Me' if exchange.marks[letter.mark] else name.split(' ', 1)[0]}: {letter.text}"
        for letter in sorted(exchange.letters, key=lambda letter: letter.at)
        if letter.text
    ]
    return "\n\n".join(told)[:LONGEST_NOTES]


def _suggestions(letter: Letter, person: PersonRef, file: str) -> Iterator[SuggestionRecord]:
    """What the signature of a letter says, each for itself, with the line that says so."""
    for detail in letter.signature:
        kind = "position" if detail.kind == "position" else "point"
        source = f"signature of the mail of {letter.at.day} {letter.at:%B %Y}: “{detail.line}”"
        mark = digest("|".join((detail.kind, detail.value, detail.title, detail.organisation)))
        key = f"mail:signature:{letter.sender.address}:{mark}"
        yield SuggestionRecord(letter.file or file, letter.line, kind, person, _facts(detail), source, key)


def _facts(detail: Detail) -> dict[str, str]:
    if detail.kind == "position":
        return {"title": detail.title, "organisation": detail.organisation, "department": ""}
    return {"kind": detail.kind, "value": detail.value, "label": detail.label}


def _left(reason: Reason | Without, count: int) -> str:
    one, many = _LEFT[reason]
    return f"{one} is left out." if count == 1 else f"{many.format(n=f'{count:,}')} are left out."
