"""Who of the user's people might like to know each other, as far as their interests tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q

from kith.accounts.models import User
from kith.introductions.models import Introduction, SetAside
from kith.people.folding import fold
from kith.people.models import Person, Position, Tier
from kith.ties.models import Acquaintance

READ = 400  # of the people whom the user knows well
COMMON = 15  # an interest of more people than that tells nothing


@dataclass(frozen=True)
class Fit:
    """Two people who do not seem to know each other, and what both like."""

    one: Person
    other: Person
    interests: tuple[str, ...]


def fitting(owner: User, limit: int = 5) -> list[Fit]:
    """Pairs of people whom the user knows well, those who share most first. Five queries, whatever is found."""
    known_well = Person.objects.visible_to(owner).in_book().filter(tier__gte=Tier.WARM).exclude(interests=[])
    known_well = known_well.only("name", "interests", "warmth").order_by("-warmth", "pk")
    people = {person.pk: person for person in known_well[:READ]}
    shared = _shared(people.values())
    for pair in _acquainted(owner, people.keys()):
        shared.pop(pair, None)
    best = sorted(shared.items(), key=lambda found: (-len(found[1]), _rank(people, found[0])))
    return [Fit(people[one], people[other], tuple(words)) for (one, other), words in best[:limit]]


def _shared(people: Iterable[Person]) -> dict[tuple[int, int], list[str]]:
    """What any two of them both like, in the words of the first."""
    liking: dict[str, dict[int, str]] = defaultdict(dict)
    for person in people:
        for interest in person.interests:
            liking[fold(str(interest))].setdefault(person.pk, str(interest))
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for words in liking.values():
        if len(words) <= COMMON:
            for pair in combinations(sorted(words), 2):
                shared[pair].append(words[pair[0]])
    return shared


def _acquainted(owner: User, ids: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs who are said to know each other, have been at one place, were introduced before, or whom the user set aside."""
    among = list(ids)
    known = Acquaintance.objects.visible_to(owner).filter(one__in=among, other__in=among)
    known = known.exclude(sureness=Acquaintance.Sureness.NOT)
    made = Introduction.objects.visible_to(owner).filter(Q(party__in=among), Q(other__in=among))
    aside = SetAside.objects.visible_to(owner).values_list("one_id", "other_id")
    pairs = [*known.values_list("one_id", "other_id"), *made.values_list("party_id", "other_id"), *aside]
    places: dict[int, set[int]] = defaultdict(set)
    positions = Position.objects.filter(owner=owner, person__in=among).exclude(organisation=None)
    for place, person_id in positions.values_list("organisation_id", "person_id"):
        places[place].add(person_id)
    pairs += [pair for there in places.values() for pair in combinations(there, 2)]
    return {(min(pair), max(pair)) for pair in pairs}


def _rank(people: dict[int, Person], pair: tuple[int, int]) -> tuple[int, tuple[int, int]]:
    return -(people[pair[0]].warmth + people[pair[1]].warmth), pair
