"""Days on which the user was in touch with somebody who is not in the book: counted, until they are many, or taken.

A day is what it takes to make an InteractionRecord of it, as JSON. One thread of one day may be several days here, each
with the messages that one import brought: `import` is the uid of that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from kith.imports.records import InteractionRecord, PersonRef
from kith.mail import bulk

Day = dict[str, Any]
Facts = dict[str, Any]

# Somebody is offered who was written to and has answered: this many messages, on this many days, within this time.
OFTEN_MESSAGES = 4
OFTEN_DAYS = 2
WITHIN = timedelta(days=3 * 365)
OFTEN_MEETINGS = 2  # or who was met this often
CROWD = 20  # a meeting of more people tells of nobody
MOST_DAYS = 400  # the latest are kept

_ROLE = re.compile(
    r"(info|office|contact|kontakt|hello|hallo|support|service|help|helpdesk|sales|vertrieb|team|admin|billing|invoices?|"
    r"rechnung|accounting|buchhaltung|orders?|bestellung|shop|jobs|careers|bewerbung|hr|recruiting|press|presse|marketing|"
    r"privacy|datenschutz|security|abuse|webmaster|mail|post|booking|reservations?|events?|feedback|community)([._+-].*)?"
)
_ROOM = re.compile(r".*@(resource|group)\.calendar\.google\.com")


def is_machine(key: str) -> bool:
    """Whether nobody is behind an identifier: addresses that nobody reads, rooms, and what is no identifier."""
    kind, _colon, address = key.partition(":")
    if kind != "email":
        return not address
    return bulk.is_no_reply(address) or _ROOM.fullmatch(address) is not None


def is_role(key: str) -> bool:
    """Whether an address is that of an office: info@, support@. It is counted, and never offered."""
    return key.startswith("email:") and _ROLE.fullmatch(key[6:].partition("@")[0]) is not None


def day_of(record: InteractionRecord, on: date) -> Day:
    """What is kept of a record."""
    return {
        "source_key": record.source_key,
        "on": on.isoformat(),
        "at": record.at.isoformat() if record.at else None,
        "kind": record.kind,
        "channel": record.channel,
        "direction": record.direction,
        "sent": record.sent,
        "received": record.received,
        "summary": record.summary[:500],
        "place": record.place[:300],
        "marks": sorted(set(record.marks)),
    }


def record_of(day: Mapping[str, Any], who: PersonRef) -> InteractionRecord:
    """The record that a day was made of, with one person."""
    return InteractionRecord(
        file="",
        line=0,
        kind=day["kind"],
        on=date.fromisoformat(day["on"]),
        people=[who],
        channel=day["channel"],
        direction=day["direction"],
        at=datetime.fromisoformat(day["at"]) if day["at"] else None,
        sent=day["sent"],
        received=day["received"],
        summary=day["summary"],
        place=day["place"],
        source_key=day["source_key"],
        only_known=True,
        marks=tuple(day["marks"]),
    )


def merged(days: list[Day], more: Iterable[Day]) -> list[Day]:
    """The days with what is new in others, the latest of them, in order. The same whichever came first.

    A message of a thread counts once, also where it was of another day while the user's days began at another hour.
    """
    known = {day["source_key"] for day in days}
    seen = {(_thread(day), mark) for day in days for mark in day["marks"]}
    found = list(days)
    for day in more:
        marks = [mark for mark in sorted(set(day["marks"])) if (_thread(day), mark) not in seen]
        if marks or (day["source_key"] not in known and not day["marks"]):
            found.append({**day, "marks": marks})
            known.add(day["source_key"])
            seen.update((_thread(day), mark) for mark in marks)
    found.sort(key=_order)
    latest = sorted({_order(day) for day in found})[-MOST_DAYS:]
    return [day for day in found if _order(day) >= latest[0]] if latest else found


def facts_of(name: str, key: str, days: list[Day]) -> Facts:
    """What a suggestion of a person says."""
    counts = [counted(of_one) for of_one in _by_source(days).values()]
    ons = [day["on"] for day in days]
    return {
        "name": name,
        "key": key,
        "sent": sum(sent for sent, _received in counts),
        "received": sum(received for _sent, received in counts),
        "first": min(ons, default=None),
        "last": max(ons, default=None),
        "days": days,
    }


def is_often(key: str, days: list[Day], today: date) -> bool:
    """Whether there are so many that the person is offered."""
    since = (today - WITHIN).isoformat()
    latest = [day for day in days if day["on"] >= since]
    if is_role(key) or is_machine(key):
        return False
    meetings = {day["source_key"] for day in latest if _is_meeting(day)}
    mail = {source: of_one for source, of_one in _by_source(latest).items() if not _is_meeting(of_one[0])}
    counts = [counted(of_one) for of_one in mail.values()]
    sent, received = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    ons = {of_one[0]["on"] for of_one in mail.values()}
    writes_often = sent and received and sent + received >= OFTEN_MESSAGES and len(ons) >= OFTEN_DAYS
    return bool(writes_often) or len(meetings) >= OFTEN_MEETINGS


def is_begun(days: Iterable[Day]) -> bool:
    """Whether the user has written to them, or met them: of others nothing is kept."""
    return any(_is_meeting(day) or counted([day])[0] for day in days)


def counted(days: Iterable[Day]) -> tuple[int, int]:
    """Messages sent and received, of days with one source key."""
    days = list(days)
    marks = {mark for day in days for mark in day["marks"]}
    if not marks:
        return max(day["sent"] for day in days), max(day["received"] for day in days)
    sent = {mark[2:] for mark in marks if mark[0] == "s"}
    return len(sent), len({mark[2:] for mark in marks} - sent)


def in_words(days: Iterable[Day]) -> str:
    """Where they are from."""
    kinds = {_is_meeting(day) for day in days}
    if kinds == {True, False}:
        return "Your mail and your calendar"
    return "Your calendar" if kinds == {True} else "Your mail"


def _is_meeting(day: Day) -> bool:
    return bool(day["kind"] == "meeting")


def _order(day: Day) -> tuple[str, str]:
    return day["on"], day["source_key"]


def _thread(day: Day) -> str:
    return str(day["source_key"]).rsplit(":", 2)[0]


def _by_source(days: Iterable[Day]) -> dict[str, list[Day]]:
    found: dict[str, list[Day]] = {}
    for day in days:
        found.setdefault(day["source_key"], []).append(day)
    return found


def people_keys(keys: Iterable[str]) -> Iterator[str]:
    """The identifiers by which somebody can be offered, the best first."""
    ordered = sorted(keys, key=lambda key: not key.startswith("email:"))
    yield from (key for key in ordered if not is_machine(key))
