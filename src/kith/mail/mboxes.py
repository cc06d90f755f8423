"""Cuts an mbox into its messages as it streams by: no more of a message is held than is wanted of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from kith.mail.headers import LONGEST_HEADER

BLOCK = 1024 * 1024
_TAIL = 4 * 1024  # within which a line "From " and the first of its header fit
_MOST_MEASURED = 32 * 1024 * 1024  # a longer message is not believed how long it says it is
_AFTER = re.compile(rb"([^\n]{0,1000})\n(?:(>)From |[!-9;-~]{1,200}[ \t]*:)")
_TIME = re.compile(rb"\b\d?\d:\d\d\b")
_YEAR = re.compile(rb"\b(?:19|20)\d\d\b")
_BLANK = re.compile(rb"\n\r?\n")
_MEASURE = re.compile(rb"\ncontent-length[ \t]*:[ \t]*(\d{1,12})\s", re.IGNORECASE)


class Message(NamedTuple):
    """A message as it lies in a file. `head` ends before the empty line; `body` is as much as was asked for.

    `line` is where it begins, from 1. `is_cut`: the header did not end within what is read of one.
    """

    line: int
    head: bytes
    body: bytes
    is_cut: bool


def begins_mbox(head: bytes) -> bool:
    """Whether these first bytes of a file are those of an mbox."""
    start = _start(head)
    return head.startswith(b"From ", start) and _begins(b"\n\n" + head[start:], 1)


def split_message(data: bytes, line: int = 1, body_bytes: int = 0) -> Message:
    """One message by itself, without a line "From " before it."""
    # A message without any header begins with its empty line.
    blank = _BLANK.search(b"\n" + data[: LONGEST_HEADER + 4])
    if blank is None:
        return Message(line, data[:LONGEST_HEADER], b"", len(data) > LONGEST_HEADER)
    return Message(line, data[: max(blank.start() - 1, 0)], data[blank.end() - 1 :][:body_bytes], False)


def messages(stream: BinaryIO, body_bytes: int = 0) -> Iterator[Message]:
    """The messages of an mbox, with the first `body_bytes` of each body. Quoted lines of bodies stay quoted.

    A line "From " begins a message if a header follows and it bears a date, or it names nothing but a sender after an
    empty line (mboxo, mboxrd);
    within the length that a message says it has, none does, if another or the end comes right after it (mboxcl).
    Memory is bounded whatever the file; O(its size).
    """
    return _Splitter(stream, body_bytes).messages()


class _Splitter:
    """A window that goes through the file; the message being read begins at `start`, or before the window."""

    def __init__(self, stream: BinaryIO, body_bytes: int) -> None:
        self._stream = stream
        self._body_bytes = body_bytes
        self._wanted = LONGEST_HEADER + _TAIL + body_bytes
        self._window = b""
        self._start = 0
        self._line = 1
        self._ended = False
        self._first = b""  # of a message so long that its beginning has left the window
        self._lines_before = 0  # of that message

    def messages(self) -> Iterator[Message]:
        self._read_on()
        self._start = _start(self._window)
        self._line += self._window.count(b"\n", 0, self._start)
        search = self._start
        while True:
            end = self._separator(search)
            if end >= 0:
                yield self._take(end + 1)
                search = self._start
            elif not self._ended:
                search = self._move_on()
            else:
                if self._start < len(self._window):
                    yield self._take(len(self._window))
                return

    def _separator(self, search: int) -> int:
        """Where the newline before the next line "From " is; -1 if none is in the window, or it cannot be told yet."""
        while True:
            place = self._window.find(b"\nFrom ", search)
            if place < 0 or (place > len(self._window) - _TAIL and not self._ended):
                return -1
            if _begins(self._window, place):
                return self._by_measure(place)
            search = place + 1

    def _by_measure(self, place: int) -> int:
        """`place`, unless the message says how long it is, further than that, and that holds."""
        end = self._measured_end()
        if end <= place:
            return place
        while len(self._window) < end + 16 and not self._ended:
            self._read_on()
        gap = self._window[end : end + 4]
        following = end + len(gap) - len(gap.lstrip(b"\r\n"))
        if end > len(self._window):
            return place
        if following == len(self._window):
            return -1
        is_right = self._window.startswith(b"From ", following) and self._window[following - 1 : following] == b"\n"
        return following - 1 if is_right else place

    def _measured_end(self) -> int:
        """Where in the window the message ends by its own word; 0 where it says nothing to go by."""
        blank = _BLANK.search(self._window, self._start, self._start + LONGEST_HEADER)
        if blank is None or self._first:
            return 0
        measure = _MEASURE.search(self._window, self._start, blank.end())
        length = int(measure[1]) if measure else 0
        return blank.end() + length if length <= _MOST_MEASURED else 0

    def _take(self, stop: int) -> Message:
        """The message that ends at `stop`; the next one begins there."""
        data = self._first or self._window[self._start : min(stop, self._start + self._wanted)]
        message = split_message(data, self._line, self._body_bytes)
        self._line += self._lines_before + self._window.count(b"\n", self._start, stop)
        self._start, self._first, self._lines_before = stop, b"", 0
        return message

    def _move_on(self) -> int:
        """Read a block more, and forget what is not needed. Returns where to go on searching."""
        rest = len(self._window) - self._start
        if rest > self._wanted + BLOCK:
            self._first = self._first or self._window[self._start : self._start + self._wanted]
            kept = len(self._window) - _TAIL
            self._lines_before += self._window.count(b"\n", self._start, kept)
            self._window = self._window[kept:]
        else:
            self._window = self._window[self._start :]
        self._start = 0
        search = max(len(self._window) - _TAIL, 0)
        self._read_on()
        return search

    def _read_on(self) -> None:
        block = self._stream.read(BLOCK)
        self._ended = not block
        self._window += block


def _start(window: bytes) -> int:
    """Where the first message begins: after a byte order mark and empty lines."""
    mark = 3 if window.startswith(b"\xef\xbb\xbf") else 0
    return len(window) - len(window[mark:].lstrip()) if window[mark : mark + 1].isspace() else mark


def _begins(window: bytes, place: int) -> bool:
    """Whether the line "From " after the newline at `place` begins a message."""
    after = _AFTER.match(window, place + 6)
    if after is None:
        return False
    line = after[1]
    is_dated = _TIME.search(line) is not None and _YEAR.search(line) is not None
    follows_blank = window[place - 1 : place] == b"\n" or window[place - 2 : place] == b"\n\r"
    return is_dated or (follows_blank and after[2] != b">" and len(line.split()) <= 1)
