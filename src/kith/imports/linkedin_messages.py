"""LinkedIn's messages.csv: one interaction for each day of each conversation, from the side of the export's owner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import groupby

from kith.imports import linkedin_dates as dates
from kith.imports.linkedin_people import NOBODY, Circle, keys_of, name_in, profile_point
from kith.imports.linkedin_text import plain_text
from kith.imports.records import InteractionRecord, LeftRecord, PersonRecord, PersonRef, Record
from kith.imports.tables import Table

MAX_PEOPLE = 20
MAX_NOTES = 64 * 1024
_YES = {"Yes", "YES", "yes", "True", "TRUE", "true", "1"}
# Names may hold commas ("Ana Ruiz, PhD"), so several addresses are told apart by their shape.
_ADDRESS = re.compile(r"(?:https?://)?[\w.]*linkedin\.com/in/[^\s,;\"]+", re.IGNORECASE)

# When (UTC, without saying so, to stay small), line, mark of the sender, text as it came.
Message = tuple[datetime, int, str, str]
Someone = tuple[str, str, str]  # mark, name, address


@dataclass(slots=True)
class Conversation:
    file: str
    line: int
    id: str
    title: str
    people: dict[str, Someone] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    senders: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    is_spam: bool = False
    has_times: bool = True


@dataclass
class Mailbox:
    """All conversations of the export. They are held, as only all of them together tell who the owner is."""

    circle: Circle
    conversations: dict[str, Conversation] = field(default_factory=dict)
    writers_of_drafts: Counter[str] = field(default_factory=Counter)

    def collect(self, table: Table) -> Iterator[Record]:
        """Take in every message; gives what is left out or cannot be read."""
        place = table.place
        id_, title, subject = place("conversation id"), place("conversation title"), place("subject")
        from_, from_url = place("from"), place("sender profile url")
        to, to_urls = place("to"), place("recipient profile urls", "recipient profile url")
        day, content, folder = place("date"), place("content"), place("folder")
        draft, attached = place("is message draft"), place("attachments")
        for line, cells in table.rows():
            ends = (cells[from_], cells[from_url], cells[to], cells[to_urls])
            key = cells[id_] or "|".join(sorted({ends[0], ends[2]}))
            conversation = self.conversations.get(key)
            if conversation is None:
                conversation = Conversation(table.file, line, key, cells[title].strip())
                self.conversations[key] = conversation
            sender = conversation.senders.get(ends)
            if sender is None:
                sender = self._meet(conversation, ends)
            at = _utc(cells[day], conversation)
            if cells[draft] in _YES:
                self.writers_of_drafts[sender] += 1
                yield LeftRecord(table.file, line, "A draft that was never sent.")
            elif at is None:
                yield table.no_date(line, cells, day)
            else:
                text = cells[content] or ("(attachment)" if cells[attached] else "")
                conversation.messages.append((at, line, sender, text))
            if cells[folder] == "SPAM":
                conversation.is_spam = True
            if cells[subject] and not conversation.title:
                conversation.title = cells[subject].strip()
        yield from table.refusals

    def records(self, owner: frozenset[str]) -> Iterator[Record]:
        """What the conversations say, seen by the owner, who may be known by several marks."""
        for conversation in self.conversations.values():
            if conversation.messages:
                yield from _Reading(conversation, owner, self.circle).records()

    def _meet(self, conversation: Conversation, ends: tuple[str, str, str, str]) -> str:
        """Note everybody at the ends of a message. Returns the mark of its sender."""
        name, url, names, urls = ends
        sender = self._someone(name, url)
        for someone in (sender, *self._receivers(names, urls)):
            if someone[0] and not conversation.people.get(someone[0], ("", ""))[1]:
                conversation.people[someone[0]] = someone
        conversation.senders[ends] = sender[0]
        return sender[0]

    def _receivers(self, names: str, urls: str) -> list[Someone]:
        addresses = [urls] if urls.count("/in/") == 1 else _ADDRESS.findall(urls)
        if len(addresses) == 1:
            pairs = [(names, addresses[0])]
        elif addresses:
            several = names.split(",")
            known = several if len(several) == len(addresses) else [""] * len(addresses)
            pairs = list(zip(known, addresses, strict=True))
        else:
            whole = self.circle.mark_of(names) in self.circle
            pairs = [(name, "") for name in ([names] if whole else names.split(","))]
        return [self._someone(name, url) for name, url in pairs]

    def _someone(self, name: str, url: str) -> Someone:
        """An empty mark stands for somebody who has left LinkedIn."""
        name = name.strip()
        if not url and name in ("", NOBODY):
            return "", NOBODY, ""
        mark = self.circle.mark_of(name, url)
        return mark, name or self.circle.name_of(mark), url.strip()


def find_owner(mailbox: Mailbox, hints: Counter[str], name: str) -> frozenset[str]:
    """The marks of whoever the export belongs to; empty where nothing tells.

    In this order: who sent or got the invitations and wrote the drafts (`hints`), who bears the name of the profile,
    who is in most of the conversations and, as nobody is connected with themselves, no connection.
    """
    seen: Counter[str] = Counter()
    names: dict[str, str] = {}
    for conversation in mailbox.conversations.values():
        seen.update(conversation.people.keys())
        names.update((mark, someone[1].casefold()) for mark, someone in conversation.people.items() if someone[1])
    strangers = {mark: count for mark, count in seen.items() if mark not in mailbox.circle}
    namesakes = {mark: count for mark, count in strangers.items() if name and names.get(mark) == name.casefold()}
    often = {mark: count for mark, count in strangers.items() if count * 2 > len(mailbox.conversations)}
    mark = _clear_first(hints) or _clear_first(namesakes) or _clear_first(often)
    known_as = {names.get(mark, ""), name.casefold()} - {""}
    return frozenset({mark, *(f"name:{each}" for each in known_as)}) if mark else frozenset()


def _clear_first(counts: Mapping[str, int]) -> str:
    """The one with the highest count; "" where there is none, or two."""
    first = Counter(counts).most_common(2)
    if not first or (len(first) == 2 and first[0][1] == first[1][1]):
        return ""
    return first[0][0]


class _Reading:
    """One conversation, read from the owner's side."""

    def __init__(self, conversation: Conversation, owner: frozenset[str], circle: Circle) -> None:
        self.conversation = conversation
        self.owner = owner
        self.circle = circle
        self.others = [mark for mark in conversation.people if mark not in owner]
        self.written = Counter([message[2] for message in conversation.messages])
        self.speakers: dict[str, str] = {}
        self.sent = sum(self.written[mark] for mark in owner)
        self.kept = [mark for mark in self.others if self._is_kept(mark)]

    def records(self) -> Iterator[Record]:
        reason = self._why_left()
        if reason:
            yield LeftRecord(self.conversation.file, self.conversation.line, reason)
        else:
            yield from self._new_people()
            yield from self._days()

    def _is_kept(self, mark: str) -> bool:
        """Connections, and whoever wrote and was answered. Without a list of connections, whoever is no advertiser."""
        answered = self.sent > 0 and self.written[mark] > 0
        if mark in self.circle or answered:
            return True
        return not self.circle.complete and (self.sent > 0 or not self.conversation.title)

    def _why_left(self) -> str:
        count = len(self.conversation.messages)
        messages = "1 message" if count == 1 else f"{count} messages"
        if self.conversation.is_spam:
            reason = f"A conversation in your spam folder ({messages})."
        elif not self.others:
            reason = f"A conversation with somebody who has left LinkedIn ({messages})."
        elif len(self.others) > MAX_PEOPLE:
            reason = f"A conversation of {len(self.others) + 1} people ({messages}): more than {MAX_PEOPLE} is a crowd."
        elif not self.kept and self.sent:
            reason = f"You wrote to somebody who is not a connection and has not answered ({messages})."
        elif not self.kept:
            reason = f"An advertisement, or somebody who is not a connection and was not answered ({messages})."
        else:
            reason = ""
        return reason

    def _new_people(self) -> Iterator[PersonRecord]:
        """People who are no connections, but with whom there was an exchange both ways."""
        for mark in self.kept:
            if mark not in self.circle and self.sent and self.written[mark]:
                name, url = self._name(mark), self.conversation.people[mark][2]
                self.circle.add(mark, name)
                line = next(message[1] for message in self.conversation.messages if message[2] == mark)
                points = [profile_point(url)] if url else []
                yield PersonRecord(self.conversation.file, line, name, points=points, keys=keys_of(mark))

    def _days(self) -> Iterator[InteractionRecord]:
        people = [PersonRef(self._name(mark), keys_of(mark)) for mark in self.kept]
        self.speakers = {mark: self._speaker(mark) for mark in self.written}
        messages = self.conversation.messages
        if messages[0][0] > messages[-1][0]:
            messages.reverse()  # the file has the newest first: keeps the order within a second
        messages.sort(key=_when)
        for on, group in groupby(messages, key=_day):
            yield self._day(on, list(group), people)

    def _day(self, on: date, messages: list[Message], people: list[PersonRef]) -> InteractionRecord:
        conversation = self.conversation
        sent = len([message for message in messages if message[2] in self.owner])
        received = len(messages) - sent
        return InteractionRecord(
            conversation.file,
            messages[0][1] if len(messages) == 1 else min([message[1] for message in messages]),
            "message",
            on,
            people=list(people),
            channel="linkedin",
            direction="mutual" if sent and received else "outgoing" if sent else "incoming",
            at=messages[-1][0].replace(tzinfo=UTC) if conversation.has_times else None,
            sent=sent,
            received=received,
            summary=conversation.title,
            notes=self._words(messages),
            source_key=f"linkedin:message:{conversation.id}:{on}",
        )

    def _words(self, messages: list[Message]) -> str:
        speakers = self.speakers
        lines = [speakers[message[2]] + plain_text(message[3]) for message in messages if message[3]]
        return "\n".join(lines)[:MAX_NOTES]

    def _speaker(self, mark: str) -> str:
        if mark in self.owner:
            name = "Me"
        elif mark:
            name = self._name(mark).split(" ", 1)[0] if len(self.others) == 1 else self._name(mark)
        else:
            name = NOBODY
        return f"{name}: "

    def _name(self, mark: str) -> str:
        """As the messages or the connections have it, else as the address suggests."""
        return self.conversation.people[mark][1] or self.circle.name_of(mark) or name_in(mark)


def _utc(text: str, conversation: Conversation) -> datetime | None:
    """The moment of a message in UTC. Old files do not say the zone: then only the day counts."""
    if len(text) == 23 and text.endswith(" UTC"):
        try:
            return datetime.fromisoformat(text[:19])
        except ValueError:
            return None
    moment = dates.moment(text)
    if moment is None:
        return None
    if moment.at is None:
        conversation.has_times = False
        return datetime.combine(moment.on, time())
    return moment.at.replace(tzinfo=None)


def _when(message: Message) -> datetime:
    return message[0]


def _day(message: Message) -> date:
    return message[0].date()
