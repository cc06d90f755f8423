"""Plans what marks of messages add up to: each message counts once, in whatever order and from whatever source it comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from kith.imports.plans import Plan
from kith.imports.snapshots import Counted, Source


def told(marks: Iterable[str]) -> dict[str, bool]:
    """Digests of messages, each with whether it was sent. One that is both was sent: to oneself as well."""
    found: dict[str, bool] = {}
    for mark in marks:
        digest = mark[2:18]
        found[digest] = found.get(digest, False) or mark.startswith("s:")
    return found


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
    if before == known.marks:
        # The same letters read whole say more than their headers did.
        return not source.is_edited and _say_more(plan, source, known, row)
    counts = figures([is_sent for _pk, is_sent in known.marks.values()])
    if source.is_edited:
        del counts["direction"]
    else:
        _say_more(plan, source, known, row)
    plan.recounted[source.id] = counts
    plan.met.update(person for person in known.people if person > 0)
    return True


def _say_more(plan: Plan, source: Source, known: Counted, row: dict[str, Any]) -> bool:
    """The first moment, and notes that were not there. Returns whether there was any of it."""
    at = first_moment(known.at, row["at"])
    notes = joined_notes(known.notes, row["notes"])
    for column, before, after in (("at", known.at, at), ("notes", known.notes, notes)):
        if before != after:
            plan.change("interactions.interaction", source.id, column, before, after)
            plan.recounted.setdefault(source.id, {})
    is_more = (known.at, known.notes) != (at, notes)
    known.at, known.notes = at, notes
    return is_more


def first_moment(one: Any, other: Any) -> Any:
    """The earlier of two moments that may not be known."""
    return min((each for each in (one, other) if each is not None), default=None)


def joined_notes(mine: str, theirs: str) -> str:
    """Notes with the paragraphs of others that are not in them yet."""
    known = mine.split("\n\n") if mine else []
    more = [each for each in theirs.split("\n\n") if each and each not in known]
    return "\n\n".join([*known, *more])
