"""A listing as a file tells of it, before anybody decided to keep it: what the child process that reads files hands over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

YEARS = range(1970, 2101)  # in which groups of this directory meet


@dataclass(frozen=True)
class DraftDate:
    """One day on which it meets. start, end: aware moments; midnight UTC for whole days."""

    key: str
    title: str
    start: datetime
    end: datetime
    is_whole_day: bool = False
    zone: str = ""  # "" is the zone of whoever brings it in
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class Draft:
    """A listing in the words of the file. `line` is where it stands there, 0 where that says nothing."""

    line: int
    name: str
    values: Mapping[str, Any] = field(default_factory=dict)  # fields of Listing, plain values
    dates: tuple[DraftDate, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What could not be used, and why, in a sentence."""

    line: int
    reason: str


def as_json(draft: Draft) -> dict[str, Any]:
    """Return the draft as plain values that JSON can hold."""
    dates = [{**asdict(date), "start": date.start.isoformat(), "end": date.end.isoformat()} for date in draft.dates]
    return {"line": draft.line, "name": draft.name, "values": dict(draft.values), "dates": dates}


def from_json(kept: Mapping[str, Any]) -> Draft:
    """Return what as_json was given."""
    dates = (
        DraftDate(
            **{**each, "start": datetime.fromisoformat(each["start"]), "end": datetime.fromisoformat(each["end"])}
        )
        for each in kept["dates"]
    )
    return Draft(kept["line"], kept["name"], kept["values"], tuple(dates))
