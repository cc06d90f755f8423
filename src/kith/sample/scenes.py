"""What has just happened in the sample network, so that Today has something to say of every kind on the day it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from kith.imports.records import (
    AppointmentRecord,
    InteractionRecord,
    OccasionRecord,
    PersonRecord,
    Point,
    PositionRecord,
    PromiseRecord,
)
from kith.people.folding import fold
from kith.sample import organisations as orgs
from kith.sample.cast import FILE, Character, month
from kith.sample.circles import Bond
from kith.sample.touches import Storyteller


class Scenes:
    """Chooses people of the cast and gives each a story of the last days. Call `set_up` before their past is told."""

    def __init__(self, cast: list[Character], teller: Storyteller, today: date) -> None:
        self._free = list(cast)
        self._teller = teller
        self._today = today
        self._told: list[InteractionRecord] = []
        self._coming: list[AppointmentRecord] = []

    def set_up(self) -> None:
        """Let every scene happen."""
        self._promises()
        self._plans()
        self._birthdays()
        self._thanks_owed()
        self._just_met()
        self._new_position()
        self._meeting_tomorrow()

    def told(self) -> Iterator[InteractionRecord]:
        """Yield what happened in the scenes."""
        yield from self._told

    def coming(self) -> Iterator[AppointmentRecord]:
        """Yield what stands in the calendar."""
        yield from self._coming

    def _promises(self) -> None:
        """One a little late, two due in the coming days, and one that somebody else owes."""
        late = self._take(Bond.WARM, "first employer")
        self._promise(late, 12, "the notes from the talk on pricing", -3)
        self._promise(self._take(Bond.WARM, "customers"), 9, "the figures for the pilot in two depots", 2)
        self._promise(self._take(Bond.WARM, "user group"), 6, "an introduction to the organisers in Porto", 4)
        self._promise(self._take(Bond.WARM, "round table"), 15, "a contact at the port authority", 3, by="them")
        self._occasion(late, "birthday", 2, self._today.year - 41)

    def _promise(self, someone: Character, days: int, what: str, due: int, by: str = "me") -> None:
        told = self._happens("call", someone, days, someone.wording.summary("call"))
        told.notes = someone.wording.notes()
        told.promises = [PromiseRecord(what, by, someone.ref, self._today + timedelta(days=due))]

    def _plans(self) -> None:
        """Follow-ups that were agreed at a meeting: one for today, one for later in the week."""
        for circle, days, ahead, summary, what in (
            ("departments", 21, 0, "Coffee before their move", "ask how the move to the new office went"),
            ("running club", 30, 4, "Coffee after the long run", "sign up together for the half marathon"),
        ):
            someone = self._take(Bond.WARM, circle)
            told = self._happens("meeting", someone, days, summary, place="Blackbird Coffee")
            told.private_notes[someone.record.full_name] = what
            told.follow_up_on = self._today + timedelta(days=ahead)
            if not ahead:
                self._occasion(someone, "work_anniversary", 5, self._today.year - 4)
                someone.record.positions[0].started = str(self._today.year - 4)

    def _birthdays(self) -> None:
        """Somebody's tomorrow, and somebody's on 29 February."""
        self._occasion(self._take(Bond.CLOSE, "family and friends"), "birthday", 1, self._today.year - 35)
        leapling = self._take(Bond.CLOSE, "university").record
        leapling.occasions = [OccasionRecord("birthday", 2, 29, 1988)]

    def _thanks_owed(self) -> None:
        someone = self._take(Bond.WARM, "mentors")
        summary = "Went through my talk with me for two hours, line by line"
        self._happens("help_received", someone, 5, summary, channel="video").notes = someone.wording.notes()

    def _just_met(self) -> None:
        """Somebody new, met at an event, to whom nobody has written yet."""
        someone = self._take(Bond.ONCE, "user group")
        record, someone.met = someone.record, self._today - timedelta(days=4)
        record.met_on, record.met_at = someone.met.isoformat(), "Python meetup, after the lightning talks"
        record.met_notes = (
            "Moved here in spring and is looking for people to run with. Offered to show me their tide tables."
        )
        record.met_through = None
        told = self._happens("meeting", someone, 4, "Stood at the window and talked about tide tables")
        told.place = "Python meetup, Lanternfish Labs"
        someone.quiet = 100_000  # there was nothing before

    def _new_position(self) -> None:
        """An earlier import saw that somebody changed jobs."""
        someone = self._take(Bond.KNOWN, "second employer")
        someone.quiet = 60
        old, others = someone.record.positions[0], someone.record.positions[1:]
        old.is_current, old.ended = False, month(self._today - timedelta(days=70))
        old.started = min(old.started, old.ended)
        where = next(name for name in orgs.ELSEWHERE if name != old.organisation)
        new = PositionRecord(where, "Head of Data", started=month(self._today - timedelta(days=40)))
        new.noticed_on = self._today - timedelta(days=6)
        someone.record.positions = [new, old, *others]
        someone.record.headline = f"{new.title} at {new.organisation}"

    def _meeting_tomorrow(self) -> None:
        """Lunch with two people who should know each other."""
        guests = [self._take(Bond.WARM, "user group"), self._take(Bond.WARM, "customers")]
        day = self._today + timedelta(days=1)
        noon = datetime.combine(day, time(12), UTC)
        told = AppointmentRecord(FILE, 1, "sample:lunch", "Lunch, so that the two of them meet", day)
        told.starts_at, told.ends_at = noon, noon + timedelta(minutes=75)
        told.place, told.people = "Blackbird Coffee", [each.ref for each in guests]
        self._coming.append(told)

    def _happens(self, kind: str, someone: Character, days: int, summary: str, **fields: str) -> InteractionRecord:
        """Tell of something with one person, after which there was silence."""
        someone.quiet = days
        told = self._teller.record(kind, [someone], days, summary=summary, **fields)
        self._told.append(told)
        return told

    def _occasion(self, someone: Character, kind: str, ahead: int, year: int) -> None:
        day = self._today + timedelta(days=ahead)
        others = [each for each in someone.record.occasions if each.kind != kind]
        someone.record.occasions = [OccasionRecord(kind, day.month, day.day, year), *others]

    def _take(self, bond: Bond, circle: str) -> Character:
        """Somebody of this bond and circle who has no part yet; in a small network anybody else."""
        wishes: list[Callable[[Character], bool]] = [
            lambda each: each.bond is bond and each.circle.name == circle,
            lambda each: each.bond is bond,
            lambda each: each.bond is Bond.ONCE,
        ]
        found = next(each for wish in wishes for each in self._free if wish(each))
        self._free.remove(found)
        return found


def twins(cast: list[Character], line: int, count: int) -> Iterator[PersonRecord]:
    """Yield second entries of some people, as address books come to have them: another address, no accents."""
    known = [each.record for each in cast if each.bond is Bond.KNOWN and fold(each.record.full_name).isascii()]
    for number, person in enumerate(known[:count]):
        plain = PersonRecord(FILE, line + number, _without_accents(person.full_name))
        plain.keys = (f"uid:sample-twin-{line + number}",)
        plain.positions = [PositionRecord(person.positions[0].organisation)]
        plain.points = [Point("email", f"{fold(person.given).replace(' ', '')}{number}@letterbox.example", "home")]
        yield plain


def _without_accents(name: str) -> str:
    return " ".join(word.capitalize() for word in fold(name).split())
