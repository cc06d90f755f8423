"""What a Monica export says has happened: activities, calls and conversations."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kith.imports import json_files, monica_book
from kith.imports.json_files import items, text
from kith.imports.monica_book import Book, Row, day, flat, moment, part_uuids, parts
from kith.imports.monica_contacts import ref
from kith.imports.records import InteractionRecord, PersonRef, Record, Refusal


def touches(book: Book) -> Iterator[Record]:
    """An activity is one interaction with all who took part in it."""
    taking_part: dict[str, list[PersonRef]] = defaultdict(list)
    for contact in book.contacts():
        who = ref(text(contact.get("uuid")), monica_book.name(contact))
        if contact.get("is_partial") is True or not who.name:
            continue
        for uuid in part_uuids(contact, "activity"):
            taking_part[uuid].append(who)
        yield from (_call(book, row, who) for row in parts(contact, "call"))
        yield from (_conversation(book, row, who) for row in parts(contact, "conversation"))
    for activity in book.rows("activity"):
        yield _activity(book, activity, taking_part.get(text(activity.get("uuid")), []))


def _activity(book: Book, row: Row, people: list[PersonRef]) -> Record:
    on = day(row.get("happened_at"))
    if on is None:
        return _undated(book, row, "activity")
    kind = book.name_of(row.get("type"))
    summary = text(row.get("summary")) or kind
    return InteractionRecord(
        **_source(book, row, "activity"),
        kind="meeting",
        on=on,
        people=people,
        channel="in_person",
        direction="mutual",
        summary=summary,
        notes=text(row.get("description")),
    )


def _call(book: Book, row: Row, who: PersonRef) -> Record:
    on = day(row.get("called_at"))
    if on is None:
        return _undated(book, row, "call")
    return InteractionRecord(
        **_source(book, row, "call"),
        kind="call",
        on=on,
        at=moment(row.get("called_at")),
        people=[who],
        channel="phone",
        direction="incoming" if row.get("contact_called") is True else "outgoing",
        notes=text(row.get("content")),
    )


def _conversation(book: Book, row: Row, who: PersonRef) -> Record:
    messages = [flat(each) for each in items(row.get("messages"))]
    on = day(row.get("happened_at")) or next(
        (found for each in messages if (found := day(each.get("written_at")))), None
    )
    if on is None:
        return _undated(book, row, "conversation")
    sent = sum(each.get("written_by_me") is True for each in messages)
    received = len(messages) - sent
    lines = [
        f"{'Me' if each.get('written_by_me') is True else who.name}: {text(each.get('content'))}" for each in messages
    ]
    channel = book.name_of(row.get("contact_field_type"))
    return InteractionRecord(
        **_source(book, row, "conversation"),
        kind="message",
        on=on,
        at=moment(row.get("happened_at")),
        people=[who],
        channel="email" if channel.lower() == "email" else "chat",
        direction="mutual" if sent and received else "outgoing" if sent else "incoming",
        sent=sent,
        received=received,
        summary=channel,
        notes="\n".join(lines),
    )


def _source(book: Book, row: Row, kind: str) -> dict[str, Any]:
    """Older exports have no uuid for calls and conversations: their words tell them apart."""
    raw = json_files.raw(row)
    own = text(row.get("uuid")) or hashlib.blake2b(raw.encode(errors="surrogatepass"), digest_size=16).hexdigest()
    return {"file": book.file, "line": 0, "raw": raw, "source_key": f"monica:{kind}:{own}"}


def _undated(book: Book, row: Row, kind: str) -> Refusal:
    return Refusal(book.file, 0, f"This {kind} of Monica has no date that Kith reads.", json_files.raw(row))
