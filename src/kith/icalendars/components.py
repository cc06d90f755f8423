"""The parts of a calendar file: events, time zones, and what is wrong with any of them; one broken part costs no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from kith.icalendars.lines import Line, logical_lines, parse

RAW_LENGTH = 4000  # of an event's own text that is kept
MOST_LINES = 20_000  # of one part; longer ones are not meant

_TOP = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY", "VTIMEZONE", "VCALENDAR", "VPOLL"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read: which line, why in a plain sentence, and the text of it."""

    line: int
    reason: str
    raw: str = ""


@dataclass(slots=True)
class Head:
    """What a calendar says of itself, before its events."""

    name: str = ""
    method: str = ""
    zone: str = ""


@dataclass(slots=True)
class Part:
    """A component with its own properties; those of parts within it (alarms) are in `parts` (of time zones) or left out."""

    kind: str
    line: int
    head: Head
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    raw: str = ""

    def first(self, name: str) -> Line | None:
        """The first property of that name that is not empty."""
        return next((line for line in self.lines if line.name == name and line.value), None)

    def all(self, name: str) -> list[Line]:
        """All properties of that name."""
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """The words of a property, or nothing."""
        found = self.first(name)
        return found.text.strip() if found else ""


def parts_of(file: BinaryIO, wanted: frozenset[str]) -> Iterator[Part | Fault | Counter[str]]:
    """The parts of the wanted kinds in the order of the file, the faults between them, and at the end how many others
    of each kind, calendars among them.

    O(size); in memory one part at a time. Nothing of what is in the file raises.
    """
    reading = _Reading(wanted)
    for number, text in logical_lines(file):
        yield from reading.take(number, text)
    yield from reading.end()
    yield reading.others


class _Reading:
    def __init__(self, wanted: frozenset[str]) -> None:
        self.wanted = wanted
        self.head = Head()
        self.part: Part | None = None
        self.inner: list[str] = []
        self.others: Counter[str] = Counter()
        self.lost = 0  # the first line of the present part that is no property
        self.size = 0

    def take(self, number: int, text: str) -> Iterator[Part | Fault]:
        if self.part is not None and self.part.kind not in self.wanted and text[:1] not in "BbEe":
            return  # nobody asks for it
        line = parse(number, text)
        if line is None:
            self._note(number, text)
        elif line.name == "BEGIN":
            yield from self._begin(line)
        elif line.name == "END":
            yield from self._finish(line)
        elif self.part is None:
            self._describe(line)
        elif not self.inner:
            self._keep(line, text)
        elif self.part.parts and len(self.part.parts[-1].lines) < MOST_LINES:
            self.part.parts[-1].lines.append(line)

    def end(self) -> Iterator[Fault]:
        if self.part is not None:
            yield Fault(self.part.line, "The file ends in the middle of this.", self.part.raw)

    def _begin(self, line: Line) -> Iterator[Fault]:
        kind = line.value.upper()
        if kind in _TOP:
            if self.part is not None:
                yield Fault(self.part.line, "This has no end: the next one begins within it.", self.part.raw)
            self._open(kind, line.number)
        elif self.part is not None and len(self.inner) < 20:
            self.inner.append(kind)
            if self.part.kind == "VTIMEZONE" and len(self.part.parts) < 500:
                self.part.parts.append(Part(kind, line.number, self.head))

    def _open(self, kind: str, number: int) -> None:
        self.inner, self.lost, self.size, self.part = [], 0, 0, None
        if kind == "VCALENDAR":
            self.head = Head()
            self.others[kind] += 1
        else:
            self.part = Part(kind, number, self.head, raw=f"BEGIN:{kind}\n")

    def _finish(self, line: Line) -> Iterator[Part | Fault]:
        kind = line.value.upper()
        if self.part is None:
            return
        if kind == self.part.kind:
            yield from self._close(self.part)
        elif kind == "VCALENDAR":
            yield Fault(self.part.line, "This has no end: the calendar ends before it.", self.part.raw)
            self.part = None
        elif kind in self.inner:
            del self.inner[self.inner.index(kind) :]

    def _close(self, part: Part) -> Iterator[Part | Fault]:
        self.part = None
        if part.kind in self.wanted:
            if self.lost:
                yield Fault(
                    self.lost, "This line is no property of a calendar. The rest of the event was read.", part.raw
                )
            part.raw += f"END:{part.kind}"
            yield part
        else:
            self.others[part.kind] += 1

    def _note(self, number: int, text: str) -> None:
        if self.part is not None and not self.inner and not self.lost and text.strip():
            self.lost = number

    def _describe(self, line: Line) -> None:
        """A property of the calendar itself."""
        if line.name in ("X-WR-CALNAME", "NAME"):
            self.head.name = self.head.name or line.text.strip()
        elif line.name == "METHOD":
            self.head.method = line.value.upper()
        elif line.name == "X-WR-TIMEZONE":
            self.head.zone = line.value

    def _keep(self, line: Line, text: str) -> None:
        if self.part is not None and self.part.kind in self.wanted and len(self.part.lines) < MOST_LINES:
            self.part.lines.append(line)
            if self.size + len(text) <= RAW_LENGTH:
                self.size += len(text)
                self.part.raw += text + "\n"
