"""The capture line: one line of plain English becomes people, an interaction, labels, promises and a follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from kith.interactions.capture import line_notes
from kith.interactions.capture.known_people import KnownPeople
from kith.interactions.capture.line_reader import UNSTATED, LineReader
from kith.interactions.capture.line_tokens import Line, Span
from kith.interactions.capture.names_in_words import Named, NamedPoint
from kith.interactions.capture.promises_in_words import CapturedPromise

__all__ = ["Capture", "CapturedPromise", "KnownPeople", "Named", "NamedPoint", "Span", "read_line"]


@dataclass(frozen=True, slots=True)
class Capture:
    """What was understood of a line. Every character but white space is in one of `spans` or in `notes`.

    `kind`, `channel` and `direction` have the values of the Interaction's choices. Without words that say what happened the
    kind is meeting, and `is_kind_stated` is false. `is_planned`: the touch lies ahead. People stand in the order in which they
    are written; in an introduction that came to the user (`Ana introduced me to Cem`) the direction is incoming.
    """

    kind: str
    channel: str
    direction: str
    on: date
    people: tuple[Named, ...] = ()
    labels: tuple[str, ...] = ()
    place: str = ""
    notes: str = ""
    promises: tuple[CapturedPromise, ...] = ()
    follow_up_on: date | None = None
    spans: tuple[Span, ...] = ()
    time: time | None = None
    is_kind_stated: bool = False
    is_planned: bool = False


def read_line(text: str, *, today: date, known: KnownPeople | None = None, day_first: bool | None = None) -> Capture:
    """Read a line; never raises. `day_first` says how 3/4/2026 is meant; without it such a date stays in the notes."""
    line = Line(text, today, day_first=day_first)
    reader = LineReader(line, known or KnownPeople())
    reader.read()
    return _capture(line, reader, notes=line_notes.remaining_words(line))


def _capture(line: Line, reader: LineReader, *, notes: str) -> Capture:
    doing = reader.doing or UNSTATED
    on = reader.when or line.today
    return Capture(
        kind=doing.kind,
        channel=doing.channel,
        direction=doing.direction,
        on=on,
        people=_once(reader.people),
        labels=tuple(dict.fromkeys(line.labels.values())),
        place=", ".join(dict.fromkeys(reader.places)),
        notes=notes,
        promises=tuple(aside.promise for aside in reader.asides if aside.promise),
        follow_up_on=next((aside.follow_up_on for aside in reader.asides if aside.follow_up_on), None),
        spans=tuple(sorted(line.spans, key=lambda span: span.start)),
        time=reader.time,
        is_kind_stated=reader.doing is not None,
        is_planned=on > line.today,
    )


def _once(people: list[Named]) -> tuple[Named, ...]:
    """Each person once, though written twice."""
    found: dict[object, Named] = {}
    for named in people:
        found.setdefault(named.person or named.name.casefold(), named)
    return tuple(found.values())
