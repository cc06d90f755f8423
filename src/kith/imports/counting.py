"""Plans what marks of messages add up to: each message counts once, in whatever order and from whatever source it comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from kith.imports.plans import Plan
from kith.imports.snapshots import Counted, Source

_DAY = timedelta(days=1)


def told(marks: Iterable[str]) -> dict[str, bool]:
    """Digests of messages, each with whether it was sent. One that is both was sent: to oneself as well."""
    found: dict[str, bool] = {}
    for mark in marks:
        digest = mark[2:18]
        found[digest] = found.get(digest, False) or mark.startswith("s:")
    return found


def beside(source_key: str) -> list[str]:
    """The keys under which the messages of a day may be known while the user's days began at another hour."""
    try:
        kind, thread, day, address = source_key.split(":", 3)
        on = date.fromisoformat(day)
        return [f"{kind}:{thread}:{on + step}:{address}" for step in (-_DAY, _DAY)]
    except (ValueError, OverflowError):
        return []


def figures(marks: Collection[bool]) -> dict[str, Any]:
    """What messages come to, given whether each was sent."""
    sent = sum(marks)
    received = len(marks) - sent
    return {"sent": sent, "received": received, "direction": direction_of(sent, received)}


def direction_of(sent: int, received: int) -> str:
    """Which side wrote, or both."""
    return "mutual" if sent and received else "outgoing" if sent else "incoming"


def grow(plan: Plan, source: Source, known: Counted, marks: dict[str, bool], row: dict[str, Any]) -> bool:
    """Count messages into an interaction of the book. Returns whether it says more than before.

    What the user edited keeps its words; only its counts grow. row: what the file says of it.
    """
    before = dict(known.marks)
    for digest, is_sent in marks.items():
        pk, was_sent = known.marks.get(digest, (0, None))
        if was_sent is None or (is_sent and not was_sent):
            known.marks[digest] = pk, is_sent
            if pk:
                plan.change("imports.messagemark", pk, "is_sent", was_sent, is_sent)
            else:
                plan.marks.setdefault(source.id, {})[digest] = is_sent
    is_more = before != known.marks
    counts = figures([is_sent for _pk, is_sent in known.marks.values()]) if is_more else {}
    if source.is_edited:
        counts.pop("direction", None)
    elif is_more or marks.keys() >= before.keys():
        is_more = _say_more(plan, source, known, row) or is_more
    if is_more:
        plan.recounted[source.id] = {**plan.recounted.get(source.id, {}), **counts}
        plan.met.update(person for person in known.people if person > 0)
    return is_more


def _say_more(plan: Plan, source: Source, known: Counted, row: dict[str, Any]) -> bool:
    """The first moment, and notes that were not there, or not in this order. Returns whether there is anything new."""
    at = first_moment(known.at, row["at"])
    notes = joined_notes(known.notes, row["notes"], is_before=at != known.at)
    is_new = False
    for column, before, after in (("at", known.at, at), ("notes", known.notes, notes)):
        if before != after:
            plan.change("interactions.interaction", source.id, column, before, after)
            is_new = True
    known.at, known.notes = at, notes
    return is_new


def first_moment(one: Any, other: Any) -> Any:
    """The earlier of two moments that may not be known."""
    return min((each for each in (one, other) if each is not None), default=None)


def joined_notes(mine: str, theirs: str, *, is_before: bool) -> str:
    """Notes with the paragraphs of others that are not in them yet, in front if those were written before.

    Others that hold all that is mine tell it in the better order.
    """
    own, others = ([each for each in notes.split("\n\n") if each] for notes in (mine, theirs))
    if set(own) <= set(others):
        return theirs
    more = [each for each in others if each not in own]
    return "\n\n".join([*more, *own] if is_before else [*own, *more])
