"""E-mail addresses, phone numbers and web addresses in a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """Where a contact point stands, and what it is: `kind` is email, phone or url, as in ContactPoint."""

    start: int
    end: int
    kind: str
    value: str


_EMAIL = re.compile(r"(?<![\w.+%-])(?:mailto:)?([\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})(?![\w@])")
_URL = re.compile(
    r"(?<![\w@./-])(?:https?://[^\s<>\"]{1,2000}|www\.[^\s<>\"]{1,2000}|(?:[a-z\d-]{1,63}\.){1,6}[a-z]{2,24}/[^\s<>\"]{1,2000})",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.+/-])(?:\+|\(\+?\d{1,4}\)|0|\d{3}[-. ])[\d ().\u00a0/-]{5,22}(?<=\d)(?![\w@])")
_PATTERNS = (("email", _EMAIL), ("url", _URL), ("phone", _PHONE))


def find_points(text: str, others: Sequence[tuple[int, int]] = ()) -> list[FoundPoint]:
    """Contact points in order, none within another; a phone number that touches one of `others` (dates) is none."""
    found: list[FoundPoint] = []
    taken = bytearray(len(text))
    for kind, pattern in _PATTERNS:
        if kind == "phone":
            for start, end in others:
                taken[start:end] = b"\1" * (end - start)
        for point in _matches(text, kind, pattern):
            if not any(taken[point.start : point.end]):
                taken[point.start : point.end] = b"\1" * (point.end - point.start)
                found.append(point)
    return sorted(found, key=lambda point: point.start)


def _matches(text: str, kind: str, pattern: re.Pattern[str]) -> Iterator[FoundPoint]:
    for match in pattern.finditer(text):
        whole = match[0].rstrip(".,;:!?'’)\"") if kind == "url" else match[0]
        value = match[1] if kind == "email" else whole
        digits = sum(character.isdecimal() for character in value)
        if kind != "phone" or 7 <= digits <= 15:
            yield FoundPoint(match.start(), match.start() + len(whole), kind, value)
