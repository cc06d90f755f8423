"""What remains of a line once the rest is understood: the notes."""

from __future__ import annotations

import re

from kith.interactions.capture.line_tokens import Line

_LEADING = re.compile(r"(?:[\s,;:]|[-–—&+/|•.!?](?!\w))*")
_LEADING_AND = re.compile(r"(?:[\s,;:]|[-–—&+/|•.!?](?!\w)|(?:and|then)(?=\s|$))*", re.IGNORECASE)
_ENDING = re.compile(r"[\s,;:]|(?<!\w)[-–—&+/|•]|(?<!\w)and(?!\w)", re.IGNORECASE)


def remaining_words(line: Line) -> str:
    """What nothing has claimed, as a note. Claims the separators round it."""
    if not line.spans:
        return line.text.strip()
    notes, since = "", 0
    for start, end in line.free():
        left, right = _trimmed(line, start, end, is_first=not notes)
        if left < right:
            notes += _between(line, notes, since, left) + line.text[left:right]
            since = right
    return notes


def _trimmed(line: Line, start: int, end: int, *, is_first: bool) -> tuple[int, int]:
    """Without the white space, separators and `and` at both ends, which are claimed as joining."""
    leading = (_LEADING_AND if is_first else _LEADING).match(line.text, start, end)
    left = leading.end() if leading else start
    right = end
    while right > left and (ending := _ending(line, left, right)):
        right -= ending
    line.claim(start, left, "joining")
    line.claim(right, end, "joining")
    return left, right


def _ending(line: Line, start: int, end: int) -> int:
    """Length of the separator or `and` that ends right before `end`; 0 if there is none."""
    for length in (1, 3):
        if end - length >= start and _ENDING.fullmatch(line.text, end - length, end):
            return length
    return 0


def _between(line: Line, notes: str, since: int, start: int) -> str:
    gap = line.text[since:start]
    if not notes:
        return ""
    elif "\n" in gap:
        return "\n"
    else:
        return ", " if any(mark in gap for mark in ",;") and notes[-1] not in ".!?" else " "
