"""How long it takes to work out who knows whom in a book, beside a plain self-join in SQL, in the same run.

    python -m bench.acquaintances [--people 10000] [--firm 500] [--times 7] [--json FILE]

The book, from a fixed seed: so many people with two positions each, most with dates, in organisations of a few to some
dozen people, and one firm of 500; one meeting a person, with one to eight others; an address each; 2,000 acquaintances
said. The join answers less: every pair of positions at one organisation, without dates, meetings or strengths, and
without the cap. Prints CPU milliseconds (median), and how many pairs each finds. Ends with 1 over the goal of 300 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

GOAL = 300.0  # milliseconds of CPU
ON = date(2026, 11, 23)


def main() -> int:
    """Make the book, measure, and print."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--firm", type=int, default=500)
    asked.add_argument("--times", type=int, default=7)
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as place:
        os.environ.update(KITH_DATA=place, DJANGO_SETTINGS_MODULE="kith.settings")
        figures = _measure(options.people, min(options.firm, options.people), options.times)
    for name, row in figures.items():
        print(f"{name:44} {row['cpu_ms']:8.1f} ms CPU   {row['pairs']:>9,} pairs")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    return int(figures["Kith, everything that tells"]["cpu_ms"] > GOAL)


def _measure(people: int, firm: int, times: int) -> dict[str, dict[str, float]]:
    from kith.cli.up_ import prepare

    prepare()
    from kith import sql
    from kith.accounts.models import User
    from kith.acquaintances import evidence

    owner = User.objects.create_user("bench@kith.example")
    ids = _fill(owner, people, firm)
    return {
        "Kith, everything that tells": _timed(lambda: len(evidence.load(owner, ON).one), times),
        "Kith, one person of the firm": _timed(lambda: len(evidence.load(owner, ON, ids[0]).one), times),
        "SQL self-join, same organisation, all pairs": _timed(lambda: len(sql.rows(_JOIN, owner=owner.pk)), times),
    }


def _timed(work: Callable[[], int], times: int) -> dict[str, float]:
    taken = []
    for _turn in range(times):
        began = time.process_time()
        pairs = work()
        taken.append((time.process_time() - began) * 1000)
    return {"cpu_ms": statistics.median(taken), "pairs": pairs}


def _fill(owner: Any, count: int, firm: int) -> list[int]:
    from kith.interactions.models import Interaction, Participation
    from kith.people.models import ContactPoint, Organisation, Person, Position
    from kith.ties.models import Acquaintance

    random = Random(7)
    organisations = Organisation.objects.bulk_create(
        Organisation(owner=owner, name=f"Org {number}", key=f"org {number}") for number in range(count // 12 + 2)
    )
    people = Person.objects.bulk_create(
        Person(owner=owner, name=f"Person {number}", sort_name=f"p{number}", search_text="") for number in range(count)
    )
    Position.objects.bulk_create(_positions(owner, people, organisations, firm, random))
    ContactPoint.objects.bulk_create(
        ContactPoint(
            owner=owner,
            person=one,
            kind="email",
            value=f"p{number}@f{number % 900}.com",
            key=f"email:p{number}@f{number % 900}.com",
        )
        for number, one in enumerate(people)
    )
    meetings = Interaction.objects.bulk_create(
        Interaction(owner=owner, kind="meeting", on=ON - timedelta(days=random.randrange(3000))) for _one in people
    )
    Participation.objects.bulk_create(
        Participation(owner=owner, interaction=meeting, person=one)
        for meeting in meetings
        for one in random.sample(people, min(random.randint(1, 8), count))
    )
    pairs = {tuple(random.sample(range(count), 2)) for _one in range(min(2000, count // 2))}
    Acquaintance.objects.bulk_create(
        Acquaintance(owner=owner, one=people[one], other=people[other]) for one, other in pairs
    )
    return [one.pk for one in people]


def _positions(owner: Any, people: list[Any], organisations: list[Any], firm: int, random: Random) -> list[Any]:
    from kith.people.models import Position

    rows = []
    for number, one in enumerate(people):
        first = organisations[0] if number < firm else random.choice(organisations[1:])
        for place in (first, random.choice(organisations[1:])):
            year, length = random.randint(1995, 2024), random.randint(0, 6)
            is_current = place is first and random.random() < 0.7
            dates = {
                "started": f"{year}-{random.randint(1, 12):02}" if random.random() < 0.8 else "",
                "ended": "" if is_current else str(year + length),
            }
            rows.append(Position(owner=owner, person=one, organisation=place, is_current=is_current, **dates))
    return rows


_JOIN = """
    SELECT a.person_id, b.person_id FROM people_position a
    JOIN people_position b ON b.organisation_id = a.organisation_id AND a.person_id < b.person_id
    WHERE a.owner_id = %(owner)s
"""


if __name__ == "__main__":
    sys.exit(main())
