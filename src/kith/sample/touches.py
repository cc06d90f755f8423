"""Makes the interactions of the sample network: three years of meetings, calls and messages, at the pace of each bond."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kith.imports.records import InteractionRecord, PromiseRecord
from kith.sample import phrases, places
from kith.sample.cast import FILE, Character
from kith.sample.circles import Bond

DAYS = 1095
STILL_DAYS = 15  # who is not well known was met before that, lest everybody wait for a follow-up
THANKS_DAYS = 30  # help in so many days before today is left to the scenes, which know what is owed

# kind: weight, channel. A message is rolled up, a day at a time, with how many went each way.
_KINDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "meeting": (30, ("in_person",)),
    "call": (18, ("phone", "phone", "video")),
    "message": (28, ("chat", "linkedin", "chat")),
    "email": (14, ("email",)),
    "article": (4, ("email", "chat")),
    "help_given": (3, ("in_person", "video", "email")),
    "help_received": (3, ("in_person", "video", "email")),
    "introduction": (2, ("email",)),
    "card": (2, ("post",)),
}
_AT_WEEKENDS_TOO = ("private", "running", "study")
_OWED = ("help_received", "introduction")
_OUTGOING = ("article", "help_given", "card", "thank_you")


@dataclass(frozen=True, slots=True)
class Pace:
    """From how many days ago, to how many, and every how many days on average."""

    since: int
    until: int
    every: float


class Storyteller:
    """Tells what happened with people, one interaction after the other; no two lines alike."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._line = 0

    def tell(self, someone: Character) -> Iterator[InteractionRecord]:
        """Yield what happened with one person alone."""
        yield from self._connected(someone)
        for days in self._days(self._pace(someone.bond), (self._today - someone.met).days):
            if (days := self._workday(someone, days)) > someone.quiet:
                yield from self._touch(someone, days)

    def gather(self, circle: list[Character]) -> Iterator[InteractionRecord]:
        """Yield the meetings of a circle that meets as a group."""
        what, where, every = circle[0].circle.group
        for days in range(self._rng.randint(1, every), DAYS, every) if what else ():
            guests = self._guests(circle, days)
            if len(guests) > 1:
                record = self.record("meeting", guests, days, place=where)
                record.summary = f"{what}: {circle[0].wording.topic()}"
                self._note_privately(record, guests)
                yield record
                yield from self._word_after(record, guests, days)

    def confer(self, circle: list[Character]) -> Iterator[InteractionRecord]:
        """Yield the talks at each conference at which the user met people of this circle, some of them at a time."""
        for year in sorted({each.met.year for each in circle}):
            present = [each for each in circle if each.met.year == year]
            for first in range(0, len(present), 5):
                some = present[first : first + 5]
                days = (self._today - some[0].met).days
                told = self.record("event", some, days, channel="in_person", place=f"PyCon {year}")
                told.summary = f"{some[0].record.met_at or 'PyCon'}: {some[0].wording.topic()}"
                self._note_privately(told, some)
                yield told

    def record(self, kind: str, people: list[Character], days: int, **fields: str | int) -> InteractionRecord:
        """Return one interaction, so many days ago, that says what kind of thing it was and nothing more."""
        self._line += 1
        on = self._today - timedelta(days=days)
        direction = "outgoing" if kind in _OUTGOING else "incoming" if kind in _OWED else "mutual"
        channel = self._rng.choice(_KINDS[kind][1]) if kind in _KINDS else ""
        told = InteractionRecord(FILE, self._line, kind, on, [each.ref for each in people], channel, direction)
        told.source_key = f"sample:{self._line}"
        for field, value in fields.items():
            setattr(told, field, value)
        return told

    def _pace(self, bond: Bond) -> Pace:
        rng = self._rng
        if bond is Bond.CLOSE:
            return Pace(DAYS, rng.randint(1, 12), rng.uniform(14, 24))
        elif bond is Bond.WARM:
            return Pace(DAYS, rng.randint(3, 80), rng.uniform(120, 190))
        elif bond is Bond.COLD:
            return Pace(DAYS, rng.randint(245, 425), rng.uniform(15, 26))
        elif bond is Bond.LONG_AGO:
            return Pace(DAYS, rng.randint(850, 910), rng.uniform(10, 14))
        elif bond is Bond.KNOWN:
            return Pace(rng.randint(340, DAYS), rng.randint(STILL_DAYS, 330), rng.uniform(250, 600))
        else:
            first = rng.randint(60, DAYS)
            return Pace(first, first, 1) if rng.random() < 0.3 else Pace(0, 1, 1)

    def _days(self, pace: Pace, met: int) -> Iterator[int]:
        """Yield days ago, from the first to the last; never before the two had met."""
        days, since = float(min(pace.since, met)), pace.until
        while days > since:
            yield int(days)
            days -= max(1.0, self._rng.gauss(pace.every, pace.every / 3))
        if min(pace.since, met) >= since:
            yield since

    def _workday(self, someone: Character, days: int) -> int:
        """Who is known from work is met on the Friday before a weekend."""
        weekday = (self._today - timedelta(days=days)).weekday()
        return days if someone.circle.theme in _AT_WEEKENDS_TOO else days + max(0, weekday - 4)

    def _connected(self, someone: Character) -> Iterator[InteractionRecord]:
        days = (self._today - someone.met).days
        if someone.bond in (Bond.KNOWN, Bond.ONCE) and self._rng.random() < 0.55 and someone.quiet < days < 2 * DAYS:
            yield self.record("connected", [someone], max(0, days - self._rng.randint(0, 5)), channel="linkedin")

    def _touch(self, someone: Character, days: int) -> Iterator[InteractionRecord]:
        kind = self._rng.choices(list(_KINDS), [weight for weight, _ in _KINDS.values()])[0]
        if kind in _OWED and days <= THANKS_DAYS:
            kind = "message"
        told = self.record(kind, [someone], days)
        told.summary = someone.wording.summary(kind)
        self._fill(told, someone)
        yield told
        yield from self._word_after(told, [someone], days)
        if kind in _OWED and days > THANKS_DAYS:
            thanks = self.record("thank_you", [someone], days - self._rng.randint(1, 6), channel="email")
            thanks.summary = someone.wording.summary("thank_you")
            yield thanks

    def _word_after(self, told: InteractionRecord, people: list[Character], days: int) -> Iterator[InteractionRecord]:
        """Whoever was met in these days got a line afterwards; the scenes know who did not."""
        if told.kind == "meeting" and days < STILL_DAYS:
            word = self.record("message", people, max(0, days - 1), sent=1, received=1)
            word.summary = people[0].wording.fresh(phrases.AFTERWARDS)
            yield word

    def _fill(self, told: InteractionRecord, someone: Character) -> None:
        rng = self._rng
        if told.kind in ("message", "email"):
            self._count_messages(told)
        if told.kind in ("meeting", "call") and rng.random() < 0.55:
            told.notes = someone.wording.notes()
        if told.kind == "meeting":
            told.place = rng.choice(places.CAFES) if rng.random() < 0.7 else ""
            told.organisation = someone.record.positions[0].organisation if rng.random() < 0.1 else ""
        if told.kind in ("meeting", "call") and rng.random() < 0.16:
            told.promises.append(self._promise(told, someone))

    def _count_messages(self, told: InteractionRecord) -> None:
        told.sent, told.received = self._rng.choice(((1, 1), (1, 1), (2, 1), (3, 4), (2, 2), (5, 6), (1, 0), (0, 1)))
        told.direction = "outgoing" if not told.received else "incoming" if not told.sent else "mutual"

    def _promise(self, told: InteractionRecord, someone: Character) -> PromiseRecord:
        """Kept in time if it was the user's; the others forget one now and then."""
        rng = self._rng
        by = rng.choice(("me", "me", "them"))
        what = someone.wording.fresh(phrases.PROMISES_BY_ME if by == "me" else phrases.PROMISES_BY_THEM)
        due = told.on + timedelta(days=rng.randint(3, 20))
        kept = min(due - timedelta(days=rng.randint(0, 2)), self._today)
        is_open = by == "them" and (due > self._today or rng.random() < 0.1)
        return PromiseRecord(what, by, someone.ref, due, None if is_open else max(kept, told.on))

    def _guests(self, circle: list[Character], days: int) -> list[Character]:
        """Who was there and spoke with the user: whom they know best, most often."""
        chances = {Bond.CLOSE: 0.7, Bond.WARM: 0.22, Bond.KNOWN: 0.06}
        if days < STILL_DAYS:
            del chances[Bond.KNOWN]
        present = [each for each in circle if (self._today - each.met).days > days > each.quiet]
        return [each for each in present if self._rng.random() < chances.get(each.bond, 0)][:9]

    def _note_privately(self, record: InteractionRecord, guests: list[Character]) -> None:
        if self._rng.random() < 0.4:
            record.notes = guests[0].wording.notes()
        if self._rng.random() < 0.3:
            about = self._rng.choice(guests)
            record.private_notes[about.record.full_name] = about.wording.fresh(phrases.PRIVATE_NOTES)
