"""Whom the user knows where they aim: for each aim the people by level, who could lead there, and where there is nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kith.accounts.models import User
from kith.people.models import Person
from kith.targets.models import Aim, Target
from kith.targets.queries import standing, ways, words
from kith.targets.queries.standing import SHOWN, There
from kith.ui.persons import SHOWN as SHOWN_OF_PERSON


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who stands where the user aims: at what level, and why they are meant ("CTO")."""

    person: Person
    level: int
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """Somebody whom the user knows and who could lead there, and why."""

    person: Person
    why: str


@dataclass(frozen=True, slots=True)
class AimCovered:
    """An aim, how many people stand there at level 1, 2 and 3, the first of them, and who could lead there."""

    aim: Aim
    counts: tuple[int, int, int]
    seen: tuple[Seen, ...]
    ways: tuple[Way, ...]

    @property
    def state(self) -> str:
        """known: at level 1 or 2. through: by somebody. unknown: only people whom the user does not know yet. nobody."""
        if self.counts[0] or self.counts[1]:
            return "known"
        elif self.ways:
            return "through"
        else:
            return "unknown" if self.counts[2] else "nobody"

    @property
    def is_reachable(self) -> bool:
        return self.state in ("known", "through")

    @property
    def question(self) -> str:
        """What to ask Reach for it."""
        return words.question(self.aim)

    @property
    def more(self) -> int:
        """How many people stand there besides those that are shown."""
        return sum(self.counts) - len(self.seen)


@dataclass(frozen=True, slots=True)
class Summary:
    """Of one kind of aims: how many there are, can be reached, and have nobody."""

    kind: str
    total: int
    reachable: int
    nobody: int

    @property
    def label(self) -> str:
        return str(words.MANY[Aim.Kind(self.kind)])

    @property
    def words(self) -> str:
        """7 of 12 organisations reachable, 3 with nobody."""
        reachable = words.reachable(self.kind, self.reachable, self.total)
        return f"{reachable}, {words.with_nobody(self.nobody)}" if self.nobody else reachable


@dataclass(frozen=True, slots=True)
class Coverage:
    """A target and its aims, as far as the user's own book goes on a day."""

    target: Target
    aims: tuple[AimCovered, ...]
    on: date

    def of(self, kind: str) -> list[AimCovered]:
        return [covered for covered in self.aims if covered.aim.kind == kind]

    @property
    def summaries(self) -> list[Summary]:
        """One for every kind that there is, in the order of the kinds."""
        found = [(kind, self.of(kind)) for kind in Aim.Kind.values]
        return [
            Summary(kind, len(aims), sum(a.is_reachable for a in aims), sum(a.state == "nobody" for a in aims))
            for kind, aims in found
            if aims
        ]


def coverage(target: Target, on: date) -> Coverage:
    """Return who stands where a target aims. The number of queries does not depend on the number of aims or people."""
    return coverages(target.owner, [target], on)[target.pk]


def coverages(owner: User, targets: Sequence[Target], on: date) -> dict[int, Coverage]:
    """Return the same for several targets, by id, in the same number of queries.

    `on` is the day of the levels, for which ties.actions.keep_current has worked them out.
    """
    aims = sorted(
        Aim.objects.filter(target__in=targets).select_related("organisation", "person"),
        key=lambda aim: (Aim.Kind.values.index(aim.kind), aim.pk),
    )
    found = standing.standing(owner, aims)
    leading = ways.leading(owner, aims, found)
    people = _people(found.values(), leading.values())
    covered: defaultdict[int, list[AimCovered]] = defaultdict(list)
    for aim in aims:
        covered[aim.target_id].append(_covered(aim, found[aim.pk], leading[aim.pk], people))
    return {target.pk: Coverage(target, tuple(covered[target.pk]), on) for target in targets}


def _people(found: Iterable[There], leading: Iterable[dict[int, str]]) -> dict[int, Person]:
    wanted = {one.person_id for there in found for one in there.people[:SHOWN]}
    wanted |= {person_id for there in leading for person_id in list(there)[:SHOWN]}
    return Person.objects.only(*SHOWN_OF_PERSON).in_bulk(sorted(wanted))


def _covered(aim: Aim, there: There, leading: dict[int, str], people: dict[int, Person]) -> AimCovered:
    well, vaguely, unknown = there.counts
    seen = (Seen(people[one.person_id], one.level, one.why) for one in there.people[:SHOWN])
    ways_in = (Way(people[person_id], why) for person_id, why in list(leading.items())[:SHOWN])
    return AimCovered(aim, (well, vaguely, unknown), tuple(seen), tuple(ways_in))
