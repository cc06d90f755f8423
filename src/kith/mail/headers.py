"""Reads the header of a message from its bytes. Only the few fields that are of use are looked at, so that it is quick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from kith.mail import bulk, dates, folders
from kith.mail.addresses import mailboxes
from kith.mail.letters import BadLetter, Letter, Mailbox, digest
from kith.mail.subjects import bare_subject
from kith.mail.texts import decoded, text_of

LONGEST_HEADER = 256 * 1024
MOST_NAMED = 2_000  # more recipients than this are not even counted
_LONGEST_VALUE = 4_000  # of fields that are no lists of people
_FIELDS = (
    *("from", "sender", "to", "cc", "bcc", "date", "subject", "message-id", "references", "in-reply-to"),
    *("list-id", "list-post", "list-unsubscribe", "mailing-list", "x-mailing-list", "feedback-id", "precedence"),
    *("list-help", "list-owner", "x-beenthere", "x-mailman-version"),
    *("auto-submitted", "x-autoreply", "x-autorespond", "x-failed-recipients", "x-spam-flag", "x-gmail-labels"),
    *("delivered-to", "x-original-to", "envelope-to", "return-path", "received", "delivery-date"),
    *("x-mozilla-status", "content-type"),
)
_FIELD = re.compile(
    rb"\n(" + b"|".join(name.encode() for name in _FIELDS) + rb")[ \t]*:(.*(?:\n[ \t].*)*)", re.IGNORECASE
)
_FOLD = re.compile(r"\r?\n[ \t]+")
_PEOPLE = frozenset({"to", "cc", "bcc"})  # several of them add up
_ID = re.compile(r"<([^<>\s]{1,500})>")

Headers = dict[str, str]


def read_letter(header: bytes, folder: str = "", labels: Sequence[str] = ()) -> Letter | None:
    """As `letter_of`, but None for a message that cannot be understood."""
    try:
        return letter_of(header, folder, labels)
    except BadLetter:
        return None


def letter_of(header: bytes, folder: str = "", labels: Sequence[str] = (), *, file: str = "", line: int = 0) -> Letter:
    """The letter that a header tells of. O(len(header)).

    header: of RFC 5322, with or without the empty line after it; what is not ASCII is taken for UTF-8, else cp1252.
    folder, labels: where the message lay, by which sent mail, drafts and spam are known.
    Raises BadLetter where there is no sender with an address, no moment, or far too much of anything.
    """
    headers = fields(header)
    sender = _sender(headers)
    to = _recipients(headers)
    roles = _roles(headers, folder, labels)
    at = _moment(headers)
    message_id = _first_id(headers.get("message-id", "")) or _made_id(headers, sender, at)
    return Letter(
        message_id=message_id,
        thread=digest(_thread_of(headers) or message_id),
        at=at,
        sender=sender,
        to=to,
        subject=bare_subject(decoded(headers.get("subject", ""))),
        left_out=bulk.why_left_out(headers, sender.address, len(to), roles),
        is_sent=folders.SENT in roles,
        delivered_to=_delivered_to(headers),
        list_address=bulk.list_address(headers),
        file=file,
        line=line,
    )


def fields(header: bytes) -> Headers:
    """The fields of use by name in small letters, unfolded. Of those that stand several times the first counts."""
    if len(header) > LONGEST_HEADER:
        raise BadLetter(f"The header of this message is longer than {LONGEST_HEADER // 1024} KB.")
    if b"\n" not in header:
        header = header.replace(b"\r", b"\n")
    found: Headers = {}
    for name, value in _FIELD.findall(b"\n" + header):
        key = name.decode().lower()
        if key in _PEOPLE and key in found:
            found[key] = f"{found[key]}, {_unfolded(value)}"
        elif key not in found:
            found[key] = _unfolded(value if key in _PEOPLE else value[:_LONGEST_VALUE])
    return found


def _unfolded(value: bytes) -> str:
    text = text_of(value).strip()
    return _FOLD.sub(" ", text) if "\n" in text else text


def _sender(headers: Headers) -> Mailbox:
    found = mailboxes(headers.get("from", "")) or mailboxes(headers.get("sender", ""))
    if not found:
        raise BadLetter("This message does not say from which address it came.")
    return found[0]


def _recipients(headers: Headers) -> tuple[Mailbox, ...]:
    texts = [headers[name] for name in ("to", "cc", "bcc") if headers.get(name)]
    if sum(text.count("@") for text in texts) > MOST_NAMED:
        raise BadLetter(f"This message names more than {MOST_NAMED:,} recipients.")
    if len(texts) == 1:
        return mailboxes(texts[0])
    return tuple({box.address: box for text in reversed(texts) for box in reversed(mailboxes(text))}.values())[::-1]


def _moment(headers: Headers) -> datetime:
    """As the Date says; if it says nothing, when the last post office had it."""
    found = (
        dates.moment(headers.get("date", ""))
        or dates.moment_of_arrival(headers.get("received", ""))
        or dates.moment(headers.get("delivery-date", ""))
    )
    if found is None:
        written = headers.get("date", "")[:60]
        raise BadLetter(
            f"This message has a date that cannot be read: “{written}”." if written else "This message has no date."
        )
    return found


def _roles(headers: Headers, folder: str, labels: Iterable[str]) -> set[str]:
    own = decoded(headers.get("x-gmail-labels", "")).split(",")
    return {role for name in (folder, *labels, *own) if (role := folders.role_of(name.strip(' "')))}


def _thread_of(headers: Headers) -> str:
    """The first letter of the thread: all later ones name it first in References."""
    return _first_id(headers.get("references", "")) or _first_id(headers.get("in-reply-to", ""))


def _first_id(text: str) -> str:
    """Without its angle brackets; some programs leave them out, or put words in front."""
    found = _ID.search(text)
    if found:
        return found[1]
    words = text.split(None, 1)
    return words[0][:500] if words and "@" in words[0] else ""


def _made_id(headers: Headers, sender: Mailbox, at: datetime) -> str:
    """For a message without an id, one that is the same whenever it is read."""
    parts = (at.isoformat(), sender.address, headers.get("to", ""), headers.get("subject", ""))
    return f"{digest('|'.join(parts))}@no-id"


def _delivered_to(headers: Headers) -> str:
    found = next((headers[name] for name in ("delivered-to", "x-original-to", "envelope-to") if headers.get(name)), "")
    boxes = mailboxes(found)
    return boxes[0].address if boxes else ""
