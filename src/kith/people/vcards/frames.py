"""Cuts a file of vCards into its cards, so that what is wrong with one does not touch the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kith.people.vcards import contentlines

MAX_PROPERTIES = 200
MAX_MEMBERS = 10_000
_MEMBER = (b"MEMBER", b"X-ADDRESSBOOKSERVER-MEMBER")


@dataclass(slots=True)
class Frame:
    """The lines between BEGIN and END. `problem` says why they make no card, at line `problem_line`."""

    line: int
    start: int
    end: int
    lines: list[contentlines.Unfolded] = field(default_factory=list)
    agents: list[tuple[int, int]] = field(default_factory=list)  # (start, end) of cards inside the card
    problem: str = ""
    problem_line: int = 0
    properties: int = 0
    members: int = 0
    in_agent: bool = False
    expects_deeper: bool = False

    @property
    def expects_agent(self) -> bool:
        return bool(self.lines) and _is_open_agent(self.lines[-1])

    def add(self, line: contentlines.Unfolded) -> None:
        self.end = line.end
        if line.is_too_long:
            self.refuse(line.number, "This line is too long: at most 64 KB, or 5 MB for a photo, can be read.")
        if line.body[:40].upper().startswith(_MEMBER):
            self.members += 1
        else:
            self.properties += 1
        if self.properties > MAX_PROPERTIES or self.members > MAX_MEMBERS:
            self.refuse(self.line, f"This card has more than {MAX_PROPERTIES} entries.")
        if not self.problem:
            self.lines.append(line)

    def refuse(self, line: int, problem: str) -> None:
        if not self.problem:
            self.problem, self.problem_line = problem, line
            self.lines = []


def frames(data: bytes) -> Iterator[Frame]:
    """The cards of a file in their order, and a frame with a problem for each end without a beginning."""
    frame: Frame | None = None
    after_end = False
    for line in contentlines.unfold(data):
        if frame is None:
            frame, finished = _outside(line, after_end)
        elif frame.in_agent:
            frame, finished = _inside_agent(frame, line)
        elif line.mark == "BEGIN":
            frame, finished = _begin_inside(frame, line)
        else:
            frame, finished = _inside(frame, line)
        if finished is not None:
            yield finished
        after_end = line.mark == "END"
    if frame is not None:
        yield frame


def _outside(line: contentlines.Unfolded, after_end: bool) -> tuple[Frame | None, Frame | None]:
    if line.mark == "BEGIN":
        return Frame(line.number, line.start, line.end), None
    # Of several ends in a row, which follow beginnings in a row, the first says enough.
    is_stray = line.mark == "END" and not after_end
    return None, _stray_end(line) if is_stray else None


def _inside(frame: Frame, line: contentlines.Unfolded) -> tuple[Frame | None, Frame | None]:
    if line.mark == "END":
        frame.end = line.end
        return None, frame
    frame.add(line)
    return frame, None


def _begin_inside(frame: Frame, line: contentlines.Unfolded) -> tuple[Frame, Frame | None]:
    """A card begins before the last has ended: an agent's card, a doubled line, or the end was lost."""
    if frame.expects_agent:
        frame.in_agent = True
        frame.agents.append((line.start, line.end))
        return frame, None
    if frame.lines or frame.problem:
        return Frame(line.number, line.start, line.end), frame
    return frame, None


def _inside_agent(frame: Frame, line: contentlines.Unfolded) -> tuple[Frame, Frame | None]:
    start = frame.agents[-1][0]
    if line.mark == "BEGIN" and frame.expects_deeper:
        frame.refuse(line.number, "This card holds a card that holds a card: only one level can be read.")
    elif line.mark == "BEGIN":
        frame.in_agent = False
        return Frame(line.number, line.start, line.end), frame
    frame.agents[-1] = (start, line.end)
    frame.expects_deeper = _is_open_agent(line)
    frame.end = line.end
    frame.in_agent = line.mark != "END"
    return frame, None


def _is_open_agent(line: contentlines.Unfolded) -> bool:
    head, colon, value = line.body.partition(b":")
    return bool(colon) and not value.strip() and head.split(b";")[0].strip().upper().rpartition(b".")[2] == b"AGENT"


def _stray_end(line: contentlines.Unfolded) -> Frame:
    frame = Frame(line.number, line.start, line.end)
    frame.refuse(line.number, "A card ends here, but its beginning was not found.")
    return frame
