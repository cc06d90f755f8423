"""The files of mail in a folder or a ZIP: which of them are mailboxes, which single messages, and in what folder they lie."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from kith.imports.mail_reading import Found
from kith.imports.records import Refusal
from kith.imports.uploads import BadFile
from kith.mail import headers, mboxes

BODY_BYTES = 256 * 1024  # of each message, where bodies are read
MOST_OF_A_MESSAGE = 1024 * 1024
_ENOUGH_TO_KNOW = 4 * 1024
_IN_MAILDIR = re.compile(r"(?:^|/)(?:cur|new)/[^/]+$")
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
_BY_FLAG = {"T": "\\Trash", "D": "\\Drafts"}
MESSAGE_ENDINGS = (".eml", ".emlx")
BOX_ENDINGS = (".mbox", ".mbx")
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_TELLING = frozenset(
    b"return-path received delivered-to mime-version message-id content-type from to subject date reply-to "
    b"x-mailer references in-reply-to sender cc dkim-signature x-mozilla-status x-gmail-labels".split()
)
_SURE = frozenset(b"return-path received delivered-to mime-version dkim-signature x-mozilla-status".split())


@dataclass(frozen=True)
class MailFile:
    """A file of a folder or a ZIP, by its path there."""

    name: str
    open: Callable[[], BinaryIO]

    def found(self, *, bodies: bool) -> Iterator[Found]:
        """Its messages; none where it holds no mail."""
        if is_message_name(self.name):
            yield self.single(bodies=bodies)
        elif may_be_box(self.name):
            yield from self.boxed(bodies=bodies)

    def single(self, *, bodies: bool) -> Found:
        """The one message in it."""
        with self.open() as stream:
            return Found(self.name, self._folder(), self._labels(), _single_message(stream, _body_bytes(bodies)))

    def boxed(self, *, bodies: bool) -> Iterator[Found]:
        """The messages of a mailbox. Raises BadFile for what is none, though its name says so."""
        folder = self.name.replace("\\", "/").removesuffix("/mbox")  # Apple's Sent.mbox is a folder with a file mbox
        with self.open() as stream:
            messages = mboxes.messages(stream, _body_bytes(bodies))
            first = next(messages, None)
            if first is not None and mboxes.begins_mbox(first.head + b"\n"):
                yield Found(self.name, folder, (), first)
                yield from (Found(self.name, folder, (), message) for message in messages)
            elif self.name.lower().endswith(BOX_ENDINGS):
                raise BadFile(self.name, 0, "It does not begin as a mailbox does, with a line “From ”.")

    def _folder(self) -> str:
        above = self.name.replace("\\", "/").rpartition("/")[0]
        return re.sub(r"/(?:cur|new)$", "", above) if _IN_MAILDIR.search(self.name) else above

    def _labels(self) -> tuple[str, ...]:
        flags = _FLAGS.search(self.name)
        return tuple(_BY_FLAG[flag] for flag in flags[1] if flag in _BY_FLAG) if flags else ()


def is_message_name(name: str) -> bool:
    """Whether a file of this name holds one message."""
    return name.lower().endswith(MESSAGE_ENDINGS) or _IN_MAILDIR.search(name) is not None


def may_be_box(name: str) -> bool:
    """Whether a file of this name can be a mailbox: Thunderbird's and Apple's have no ending at all."""
    last = name.rpartition("/")[2]
    return name.lower().endswith(BOX_ENDINGS) or ("." not in last and last != "")


def is_mail(file: MailFile) -> bool:
    """Whether a file holds mail. One without an ending has to be opened to know."""
    if is_message_name(file.name) or file.name.lower().endswith(BOX_ENDINGS):
        return True
    if not may_be_box(file.name):
        return False
    with file.open() as stream:
        return mboxes.begins_mbox(stream.read(_ENOUGH_TO_KNOW))


def all_found(files: Iterable[MailFile], options: Mapping[str, Any]) -> Iterator[Found | Refusal]:
    """The messages of all files that hold mail. One that cannot be read is told as such, and the others go on."""
    for file in files:
        try:
            if is_mail(file):
                yield from file.found(bodies=with_bodies(options))
        except BadFile as error:
            yield Refusal(error.file, error.line, error.reason)


def with_bodies(options: Mapping[str, Any]) -> bool:
    """Whether the user said that letters are to be read whole."""
    return bool(options.get("bodies"))


def looks_like_message(head: bytes) -> bool:
    """Whether these first bytes of a file are the header of a message."""
    names: set[bytes] = set()
    for line in head[: 16 * 1024].split(b"\n"):
        field = _FIELD.match(line)
        if field:
            names.add(field[1].lower())
        elif not line.startswith((b" ", b"\t", b">From ")):
            break
    begins_as_one = head[:13].lower() == b"content-type:"
    return begins_as_one or len(names & _TELLING) >= 2 or bool(names & _SURE)


def _body_bytes(bodies: bool) -> int:
    return BODY_BYTES if bodies else 0


def _single_message(stream: BinaryIO, body_bytes: int) -> mboxes.Message:
    """Of Apple's .emlx, without the length before it and the list behind."""
    data = stream.read(headers.LONGEST_HEADER + MOST_OF_A_MESSAGE)
    first, newline, _ = data[:20].partition(b"\n")
    if newline and first.strip().isdigit():
        start = len(first) + 1
        data = data[start : start + int(first)]
    return mboxes.split_message(data, 1, body_bytes)
