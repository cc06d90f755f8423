"""The parts of an agenda with their minutes: "5 Welcome" a line. Plain text in, records out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_PARTS = 40
LONGEST = 600  # minutes of one part
_LINE = re.compile(r"(\d{1,3})\s*(?:min\.?|minutes|')?\s*[:.–-]?\s*(.{1,120})", re.ASCII)

ROUND = """3 Welcome: one sentence on what we are here for
8 Names: who I am and what I look for, half a minute each
12 One question: everybody asks one, everybody answers what they can
5 Offers: what I can do for whom this week
2 Close: the next meeting, and thanks"""  # half an hour


@dataclass(frozen=True)
class Part:
    """A part of an agenda: how many minutes, what, and after how many minutes it begins."""

    minutes: int
    what: str
    after: int

    def starts(self, at: datetime) -> datetime:
        """When it begins, in a meeting that begins then."""
        return at + timedelta(minutes=self.after)


def parts_of(text: str) -> list[Part]:
    """The parts of an agenda, in order; lines that say no minutes are left out. O(len(text))."""
    found: list[Part] = []
    for line in text.splitlines()[:MOST_PARTS]:
        said = _LINE.fullmatch(line.strip())
        if said and 0 < int(said[1]) <= LONGEST:
            after = found[-1].after + found[-1].minutes if found else 0
            found.append(Part(int(said[1]), said[2].strip(), after))
    return found


def checked(text: str) -> str:
    """The parts with one a line. Raises ValidationError naming the first line that says no minutes."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        if not parts_of(line):
            told = _("“%(line)s” does not begin with minutes. Write it like: 5 Welcome") % {"line": line[:60]}
            raise ValidationError({"rounds": told})
    if len(lines) > MOST_PARTS:
        raise ValidationError({"rounds": _("These are too many parts.")})
    return "\n".join(lines)
