"""Makes the people of the sample network: who they are, where they work and worked, how the user came to know them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kith.imports.records import OccasionRecord, PersonRecord, PersonRef, Point, PositionRecord
from kith.sample import organisations as orgs
from kith.sample import phrases, places
from kith.sample.circles import CIRCLES, DESIGNED_FOR, Bond, Circle
from kith.sample.names import NICKNAMES, Name, invented
from kith.sample.wording import Wording

FILE = "sample"
YEAR = 365.25
QUIET_DAYS = 9  # nobody is born in the coming days but those whom the scenes of Today need
# However many people there are, nobody has time for many more than these times as many friends.
_MOST = {Bond.CLOSE: 1.25, Bond.WARM: 3.0, Bond.COLD: 3.0, Bond.LONG_AGO: 3.0}


@dataclass(slots=True)
class Character:
    """Somebody of the sample network, with what the telling of their story needs."""

    record: PersonRecord
    circle: Circle
    bond: Bond
    met: date
    wording: Wording
    quiet: int = 0  # for so many days up to today a scene tells their story

    @property
    def ref(self) -> PersonRef:
        """How interactions name them."""
        return PersonRef(self.record.full_name, self.record.keys)


class Casting:
    """Draws people one after the other, none like another."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._names = invented(rng)
        self._numbers = places.fiction_numbers(rng)
        self._line = 1  # the user themself stands on the first

    def everybody(self, people: int) -> list[Character]:
        """Return so many people, in circles of the sizes for which the network is designed."""
        cast = [self.one(circle, bond) for circle, bond in _parts(people)]
        self._introduce(cast)
        return cast

    def one(self, circle: Circle, bond: Bond) -> Character:
        """Return somebody new of a circle."""
        name = next(self._names)
        met = self._met(circle, bond)
        self._line += 1
        wording = Wording(self._rng, circle.theme)
        record = PersonRecord(FILE, self._line, name.full, name.given, name.family, prefix=name.prefix)
        record.keys = (f"uid:sample-{self._line}-{name.slug}",)
        record.positions = self._positions(circle, bond, met)
        record.points = self._points(name, record.positions[0].organisation, bond, circle)
        record.occasions = self._occasions(bond, record.positions[0])
        self._describe(record, circle, bond, met, wording)
        return Character(record, circle, bond, met, wording)

    def _met(self, circle: Circle, bond: Bond) -> date:
        """A day at which the two can have met; in circles of long ago, long ago."""
        rng = self._rng
        if circle.shared_school:
            return self.ago(rng.randint(int(11 * YEAR), int(14 * YEAR)))
        if circle.shared_employer:
            first, last = (7, 11) if circle.shared_employer == orgs.FIRST_EMPLOYER else (3, 7)
            return self.ago(rng.randint(int(first * YEAR) + 30, int(last * YEAR)))
        if circle.name == "conference":
            return self.conference(rng.choice((0, 0, 1, 2)))
        if bond in (Bond.KNOWN, Bond.ONCE):
            return self.ago(rng.randint(40, 1060))
        if circle.employers == (orgs.HOME,):
            return self.ago(rng.randint(500, 1060))
        return self.ago(rng.randint(1200, 4000))

    def ago(self, days: int) -> date:
        """Return the day so many days before today."""
        return self._today - timedelta(days=days)

    def conference(self, years_before: int) -> date:
        """Return a day of the spring conference: of the last one, or of one before it."""
        last = date(self._today.year, 5, 14)
        if last + timedelta(days=20) > self._today:
            last = last.replace(year=last.year - 1)
        return last.replace(year=last.year - years_before) + timedelta(days=self._rng.randint(0, 3))

    def _positions(self, circle: Circle, bond: Bond, met: date) -> list[PositionRecord]:
        rng = self._rng
        employer, title = rng.choice(circle.employers), rng.choice(circle.titles)
        earliest = met if circle.shared_employer or circle.shared_school else met - timedelta(days=2000)
        started = min(earliest + timedelta(days=rng.randint(200, 1900)), self.ago(100))
        if employer == orgs.HOME:
            started = met - timedelta(days=rng.randint(5, 900))
        now = PositionRecord(
            employer, title, started=self._as_known(started, bond), place=rng.choice(places.CITIES["GB"])
        )
        now.department = rng.choice(orgs.DEPARTMENTS) if rng.random() < 0.4 else ""
        found = [now, *self._former(circle, met, started)]
        if rng.random() < 0.07:
            found.append(PositionRecord(rng.choice(orgs.ELSEWHERE), "Board Member", started=str(self.ago(600).year)))
        if circle.shared_school or rng.random() < 0.5:
            found.append(self._education(circle, met))
        return found

    def _as_known(self, started: date, bond: Bond) -> str:
        """The month in which a friend began, else the year; a month known is an anniversary, and there are quiet days."""
        if bond in (Bond.KNOWN, Bond.ONCE):
            return str(started.year)
        soon = {(self._today + timedelta(days=days)).month for days in range(QUIET_DAYS)}
        return month(started) if started.month not in soon else str(started.year)

    def _former(self, circle: Circle, met: date, started: date) -> Iterator[PositionRecord]:
        rng = self._rng
        if circle.shared_employer:
            came, left = met - timedelta(days=rng.randint(10, 700)), max(met + timedelta(days=90), started)
            yield _past(circle.shared_employer, rng.choice(orgs.ENGINEERING), came, left)
        elif rng.random() < 0.45:
            came = started - timedelta(days=rng.randint(400, 1800))
            yield _past(rng.choice(orgs.ELSEWHERE), rng.choice(circle.titles), came, started)

    def _education(self, circle: Circle, met: date) -> PositionRecord:
        school = orgs.UNIVERSITY if circle.shared_school else self._rng.choice(orgs.SCHOOLS)
        first = met.year if circle.shared_school else self._today.year - self._rng.randint(8, 30)
        subject = self._rng.choice(orgs.SUBJECTS)
        return PositionRecord(
            school, f"BSc {subject}", kind="education", started=str(first), ended=str(first + 3), is_current=False
        )

    def _points(self, name: Name, employer: str, bond: Bond, circle: Circle) -> list[Point]:
        rng = self._rng
        ways = [
            Point("email", f"{name.slug.replace('-', '.')}@{orgs.domain(employer)}", "work", preferred=True),
            Point("email", f"{name.slug}@post.example", "home"),
            Point("url", f"https://people.example/{name.slug}", "profile"),
        ]
        pool = self._numbers.get(name.country) or self._numbers[""]
        if pool and (bond not in (Bond.KNOWN, Bond.ONCE) or rng.random() < 0.3):
            ways.append(Point("phone", pool.pop(), "mobile"))
        if rng.random() < 0.05 and bond is Bond.ONCE:
            return []
        chosen = sorted(rng.sample(range(len(ways)), rng.choice((1, 2, 2, 3))))
        points = [ways[place] for place in chosen]
        if circle.theme == "private" and rng.random() < 0.6:
            points.append(self._address(rng.choice(places.CITIES[name.country])))
        return points

    def _address(self, city: str) -> Point:
        street = f"{self._rng.randint(1, 90)} {self._rng.choice(places.STREETS)}"
        return Point("address", f"{street}\n{city}", "home", parts=("", "", street, city, "", "", ""))

    def _occasions(self, bond: Bond, position: PositionRecord) -> list[OccasionRecord]:
        rng = self._rng
        found = []
        if rng.random() < {Bond.ONCE: 0.08, Bond.KNOWN: 0.3}.get(bond, 0.8):
            born = self._day_of_year()
            year = None if rng.random() < 0.35 else self._today.year - rng.randint(24, 68)
            found.append(OccasionRecord("birthday", born.month, born.day, year))
        if rng.random() < 0.12 and bond is not Bond.ONCE:
            day = self._day_of_year()
            kind, first = (
                ("work_anniversary", int(position.started[:4])) if rng.random() < 0.6 else ("anniversary", None)
            )
            found.append(OccasionRecord(kind, day.month, day.day, first))
        return found

    def _day_of_year(self) -> date:
        """Any day of a year but the coming ones; never 29 February, which one person has for sure."""
        day = self._today + timedelta(days=self._rng.randint(QUIET_DAYS, 360))
        return day.replace(day=28) if (day.month, day.day) == (2, 29) else day

    def _describe(self, record: PersonRecord, circle: Circle, bond: Bond, met: date, wording: Wording) -> None:
        rng, now = self._rng, record.positions[0]
        knows_little = bond is Bond.ONCE
        record.headline = f"{now.title} at {now.organisation}" if rng.random() < 0.7 else ""
        record.labels = self._labels(circle, met)
        record.relation = rng.choice(circle.relations)
        if not knows_little or rng.random() < 0.4:
            record.met_on = met.isoformat() if (self._today - met).days < 1100 else month(met)
            record.met_at = rng.choice(circle.met_at)
            if circle.name == "conference":
                record.met_at = f"PyCon {met.year}, {record.met_at}"
        if rng.random() < (0.15 if knows_little else 0.5):
            record.met_notes = wording.fresh(phrases.SAID_WHEN_MET)
        if rng.random() < (0.06 if knows_little else 0.7):
            record.notes = "\n".join(rng.sample(phrases.ABOUT, rng.choice((1, 1, 2))))
        if rng.random() < (0.1 if knows_little else 0.6):
            record.interests = rng.sample(phrases.INTERESTS, rng.randint(1, 4))
        if not knows_little:
            record.nickname = NICKNAMES.get(record.given, "")

    def _labels(self, circle: Circle, met: date) -> list[str]:
        labels = [circle.label] if circle.label else []
        if circle.name == "conference":
            labels.append(f"pycon-{met.year}")
        elif circle.theme == "code" and self._rng.random() < 0.2:
            labels.append(f"pycon-{self.conference(0).year}")
        if self._rng.random() < 0.05:
            labels.append("speakers")
        return labels

    def _introduce(self, cast: list[Character]) -> None:
        """Some came to be known through somebody whom the user knew before."""
        friends = [each for each in cast if each.bond in (Bond.CLOSE, Bond.WARM)]
        for each in cast:
            through = self._rng.choice(friends) if friends and self._rng.random() < 0.14 else None
            if through is not None and through.met < each.met:
                each.record.met_through = through.ref


def month(day: date) -> str:
    """Return the month as positions are dated."""
    return day.isoformat()[:7]


def _past(organisation: str, title: str, came: date, left: date) -> PositionRecord:
    return PositionRecord(organisation, title, started=month(came), ended=month(left), is_current=False)


def _parts(people: int) -> list[tuple[Circle, Bond]]:
    """Return the circle and bond of each of so many people."""
    parts = [(circle, bond) for circle in CIRCLES for bond in _bonds(circle, people / DESIGNED_FOR)]
    return [parts[place * len(parts) // people] for place in range(people)]


def _bonds(circle: Circle, scale: float) -> list[Bond]:
    size = max(1, round(circle.size * scale))
    counts = zip(Bond, circle.bonds, strict=False)
    known = [bond for bond, count in counts for _ in range(round(count * min(scale, _MOST.get(bond, scale))))]
    return (known + [Bond.ONCE] * size)[:size]
