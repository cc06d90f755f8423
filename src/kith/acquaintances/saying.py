"""One line of English about who knows whom: "Ana knows Bo Li at Acme well, and somebody at Initech"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kith.acquaintances.saying_reader import SayingReader
from kith.acquaintances.saying_words import KNOWN as KNOWN
from kith.acquaintances.saying_words import NOT as NOT
from kith.acquaintances.saying_words import VAGUELY as VAGUELY
from kith.acquaintances.saying_words import WELL as WELL
from kith.interactions.capture import KnownPeople, Named, Span
from kith.interactions.capture.line_tokens import Line

MOST = 2000  # characters
_ROUND = " \t\r\n.,;:!?()[]-–—&+/|•…"


@dataclass(frozen=True, slots=True)
class Statement:
    """That somebody knows somebody, or somebody at an organisation. `one`, `other` and `said_by` are places in the
    saying's people; where `other` is None, they know somebody at the `organisation`, whose `role` is told if it was.
    sureness: 1 vaguely, 2 they know each other, 3 well; 0 takes it back."""

    one: int
    other: int | None
    organisation: str = ""
    role: str = ""
    sureness: int = KNOWN
    note: str = ""
    said_by: int | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """What was understood of a line, and in `rest`, piece by piece, what was not."""

    people: tuple[Named, ...] = ()
    statements: tuple[Statement, ...] = ()
    rest: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def read(text: str, *, today: date, known: KnownPeople | None = None, about: Named | None = None) -> Saying:
    """Read a line; never raises. `about` is whom she, he, and a line that names only the others, are about."""
    line = Line(text[:MOST], today)
    reader = SayingReader(line, known or KnownPeople(), about)
    reader.read()
    return Saying(
        tuple(reader.people),
        tuple(
            Statement(said.one, said.other, said.organisation, said.role, said.sureness, said.note, said.said_by)
            for said in reader.drafts
        ),
        _rest(line) + ((text[MOST:],) if text[MOST:].strip() else ()),
        tuple(sorted(line.spans, key=lambda span: span.start)),
    )


def _rest(line: Line) -> tuple[str, ...]:
    pieces = (line.text[start:end].strip(_ROUND) for start, end in line.free())
    return tuple(piece for piece in pieces if any(character.isalnum() for character in piece))
