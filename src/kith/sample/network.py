"""The sample network: invented people and three years of what happened with them, as records that an import takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kith.imports.records import PersonRecord, Point, PositionRecord, Record
from kith.sample import organisations as orgs
from kith.sample.cast import FILE, YEAR, Casting, Character, month
from kith.sample.circles import CIRCLES
from kith.sample.scenes import Scenes, twins
from kith.sample.touches import Storyteller

FEWEST = 40
_TWINS = 2


def generate(*, today: date, seed: int = 2026, people: int = 400) -> Iterator[Record]:
    """Yield the user themself, so many people, and what happened up to today. The same arguments give the same network.

    Raises ValueError for fewer people than the stories need.
    """
    if people < FEWEST:
        raise ValueError(f"a sample network needs at least {FEWEST} people")
    rng = Random(seed)
    cast = Casting(rng, today).everybody(people - _TWINS)
    teller = Storyteller(rng, today)
    scenes = Scenes(cast, teller, today)
    scenes.set_up()
    yield _myself(today)
    yield from (each.record for each in cast)
    yield from twins(cast, len(cast) + 2, _TWINS)
    yield from scenes.told()
    yield from scenes.coming()
    yield from _past(cast, teller)


def _past(cast: list[Character], teller: Storyteller) -> Iterator[Record]:
    for someone in cast:
        yield from teller.tell(someone)
    for circle in CIRCLES:
        members = [each for each in cast if each.circle is circle]
        yield from teller.confer(members) if circle.name == "conference" else teller.gather(members)


def _myself(today: date) -> PersonRecord:
    """The user, whose own jobs and school show what they have in common with others."""
    record = PersonRecord(FILE, 1, "You", is_self=True, keys=("uid:sample-myself",))
    record.headline = f"Product engineer at {orgs.HOME}"
    record.points = [Point("email", f"you@{orgs.domain(orgs.HOME)}", "work", preferred=True)]
    record.interests = ["trail running", "open data", "choir"]
    began = [month(today - timedelta(days=int(years * YEAR))) for years in (11, 7, 3)]
    record.positions = [
        PositionRecord(orgs.HOME, "Product Engineer", started=began[2]),
        PositionRecord(orgs.SECOND_EMPLOYER, "Engineering Lead", started=began[1], ended=began[2], is_current=False),
        PositionRecord(orgs.FIRST_EMPLOYER, "Software Engineer", started=began[0], ended=began[1], is_current=False),
        _degree(today.year - 14),
    ]
    return record


def _degree(first: int) -> PositionRecord:
    degree = PositionRecord(orgs.UNIVERSITY, "BSc Computer Science", kind="education", is_current=False)
    degree.started, degree.ended = str(first), str(first + 3)
    return degree
