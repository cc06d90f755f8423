"""Conversations of Messenger: one interaction for each day of each, from the side of the one whose download it is."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from itertools import groupby
from typing import Any

from kith.imports import json_files
from kith.imports.json_files import items, text
from kith.imports.records import InteractionRecord, LeftRecord, PersonRecord, PersonRef, Record, Refusal

MAX_PEOPLE = 20
MAX_NOTES = 64 * 1024
_SOMEBODY = frozenset(
    {"facebook user", "instagram user", "facebook-nutzer", "utilisateur facebook", "usuario de facebook"}
)
_NUMBER = re.compile(r"_\d+$")  # that encrypted conversations have behind their name


@dataclass(slots=True)
class Message:
    at: datetime
    sender: str
    text: str
    is_call: bool

    def mark(self, owner: str) -> str:
        """By which the message is known again in whatever file it stands."""
        told = f"{self.at.isoformat()} {self.sender} {self.text}".encode(errors="surrogatepass")
        return f"{'s' if self.sender == owner else 'r'}:{hashlib.blake2b(told, digest_size=8).hexdigest()}"


@dataclass(slots=True)
class Thread:
    """A conversation, put together from all its files. `path` is the same in whichever folder Facebook keeps it."""

    file: str
    path: str
    title: str
    people: list[str]
    messages: list[Message] = field(default_factory=list)


def take(file: str, found: Any, threads: dict[str, Thread]) -> bool:
    """Add a message file to its conversation. Returns False where it is none."""
    if not isinstance(found, dict) or not isinstance(found.get("messages"), list) or "participants" not in found:
        return False
    people = _names(found["participants"])
    name = _NUMBER.sub("", text(found.get("threadName")))
    title = text(found.get("title")) or name
    path = text(found.get("thread_path")).rpartition("/")[2] or text(found.get("threadName")) or title or file
    thread = threads.setdefault(path, Thread(file, path, title, people))
    thread.people += [each for each in people if each not in thread.people]
    for row in items(found["messages"]):
        message = _message(row)
        if message is not None:
            thread.messages.append(message)
    return True


def records(threads: list[Thread], owner: str, befriended: Collection[str], zone: tzinfo) -> Iterator[Record]:
    """People whom the owner has written with alone and both ways, then what happened day by day.

    befriended: the names of those who have been told of as friends, and are not told of again. zone: where the owner's
    days begin.
    """
    owner = owner if any(owner in thread.people for thread in threads) else _owner(threads)
    if threads and not owner:
        yield Refusal(
            threads[0].file,
            0,
            "Kith could not tell which of the people in these messages is you. Adding the whole"
            " download usually settles it.",
        )
        return
    told = set(befriended)
    for thread in threads:
        others = [name for name in dict.fromkeys(thread.people) if name != owner]
        if len(others) == 1 and others[0] not in told and _is_mutual(thread, owner) and not _is_nobody(others[0]):
            told.add(others[0])
            # By its raw record whoever came with it is known again, also once they have a role or another name.
            raw = json_files.raw({"name": others[0], "written_with": "Messenger"})
            yield PersonRecord(thread.file, 0, others[0], raw=raw)
    for thread in threads:
        yield from _days(thread, owner, zone)


def ref(name: str) -> PersonRef:
    """Facebook gives no identifier of anybody."""
    return PersonRef(name)


def moment(timestamp: Any) -> datetime | None:
    """Of seconds since 1970."""
    return _moment(timestamp, 1)


def _names(participants: Any) -> list[str]:
    """Of those who take part: objects with a name, or names."""
    found = participants if isinstance(participants, list) else []
    return list(filter(None, (text(each.get("name") if isinstance(each, dict) else each) for each in found)))


def _message(row: dict[str, Any]) -> Message | None:
    at = _moment(row.get("timestamp_ms"), 1000) or _moment(row.get("timestamp"), 1000)
    sender = text(row.get("sender_name") or row.get("senderName"))
    if at is None or not sender or row.get("isUnsent") is True or row.get("is_unsent") is True:
        return None
    is_call = "call_duration" in row or text(row.get("type")) == "Call"
    return Message(at, sender, text(row.get("content") or row.get("text")) or _attached(row), is_call)


def _attached(row: dict[str, Any]) -> str:
    kinds = ("photos", "videos", "files", "audio_files", "sticker", "share", "media")
    return next((f"({kind.replace('_', ' ').rstrip('s')})" for kind in kinds if row.get(kind)), "")


def _moment(value: Any, per_second: int) -> datetime | None:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    try:
        return datetime.fromtimestamp(value / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _owner(threads: list[Thread]) -> str:
    """Whoever is in more conversations than anybody else; of a single one between two, the one it is not named after."""
    counts = Counter(name for thread in threads for name in set(thread.people))
    ranked = counts.most_common(2)
    if len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    titles = {thread.title for thread in threads if len(thread.people) == 2}
    unnamed = [name for name, count in counts.items() if count == ranked[0][1] and name not in titles] if ranked else []
    return unnamed[0] if len(unnamed) == 1 else ""


def _is_mutual(thread: Thread, owner: str) -> bool:
    senders = {message.sender for message in thread.messages}
    return owner in senders and len(senders) > 1


def _is_nobody(name: str) -> bool:
    return name.lower() in _SOMEBODY


def _days(thread: Thread, owner: str, zone: tzinfo) -> Iterator[Record]:
    others = [name for name in dict.fromkeys(thread.people) if name != owner and not _is_nobody(name)]
    if not others:
        yield LeftRecord(thread.file, 0, "A conversation with somebody whom Facebook no longer names.")
    elif len(others) > MAX_PEOPLE:
        yield LeftRecord(thread.file, 0, f"A conversation of more than {MAX_PEOPLE} people.")
    else:
        thread.messages.sort(key=lambda message: message.at)
        for on, messages in groupby(thread.messages, key=lambda message: _day_in(message.at, zone)):
            yield _day(thread, owner, others, on, list(messages))


def _day_in(at: datetime, zone: tzinfo) -> date:
    try:
        return at.astimezone(zone).date()
    except OverflowError:  # at either end of the calendar
        return at.date()


def _day(thread: Thread, owner: str, others: list[str], on: date, messages: list[Message]) -> InteractionRecord:
    """What the messages count is worked out from their marks, whichever of the files of the thread come first."""
    marks = dict.fromkeys(message.mark(owner) for message in messages)
    sent = sum(mark.startswith("s:") for mark in marks)
    received = len(marks) - sent
    path = hashlib.blake2b(thread.path.encode(errors="surrogatepass"), digest_size=12).hexdigest()
    return InteractionRecord(
        file=thread.file,
        line=0,
        kind="call" if any(message.is_call for message in messages) else "message",
        on=on,
        people=[PersonRef(name) for name in others],
        channel="chat",
        direction="mutual" if sent and received else "outgoing" if sent else "incoming",
        at=messages[0].at,
        sent=sent,
        received=received,
        summary=thread.title if len(others) > 1 else "Messenger",
        notes=_notes(messages),
        source_key=f"facebook:{path}:{on}:messages",
        marks=tuple(marks),
    )


def _notes(messages: list[Message]) -> str:
    """A paragraph for each message, as long as they fit."""
    lines: dict[str, None] = {}
    left = MAX_NOTES
    for message in messages:
        line = re.sub(r"\n{2,}", "\n", f"{message.sender}: {message.text}")[:MAX_NOTES] if message.text else ""
        left -= len(line) + 2
        if line and left >= 0:
            lines[line] = None
    return "\n\n".join(lines)
