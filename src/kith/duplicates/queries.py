"""What can be asked about people who may be one, and about merges."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from kith.accounts.models import OwnedQuerySet, User
from kith.duplicates.models import CERTAIN, Merge, Pair
from kith.duplicates.side_by_side import known_best_first
from kith.people import queries as people
from kith.people.models import Person
from kith.ui import persons

_SHOWN = [f"{side}__{name}" for side in ("first", "second") for name in (*persons.SHOWN, "headline", "last_touch_on")]
_IN_BOOK = Q(**{f"{side}__{gone}": None for side in ("first", "second") for gone in ("binned_at", "merged_into")})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair stands among the open ones: its number from 1, how many there are, and its neighbours' ids."""

    number: int
    total: int
    before: int | None
    after: int | None


def open_pairs(owner: User) -> OwnedQuerySet:
    """People who may be one and of whom nothing was decided, both in the book; the surest first."""
    pairs = Pair.objects.visible_to(owner).filter(_IN_BOOK, state=Pair.State.OPEN)
    own = ("owner", "probability", "evidence", "state", "created_at", "decided_at")
    return pairs.select_related("first", "second").only(*own, *_SHOWN).order_by("-probability", "pk")


def certain_pairs(owner: User) -> OwnedQuerySet:
    """Those of the open pairs who share an exact identifier, and nothing contradicts."""
    return open_pairs(owner).filter(probability__gte=CERTAIN)


def place_of(pair: Pair) -> Place:
    """Where the pair stands among the open ones, or would stand if it were open. One query."""
    order = [(-probability, pk) for probability, pk in open_pairs(pair.owner).values_list("probability", "pk")]
    own = (-pair.probability, pair.pk)
    before, after = [each for each in order if each < own], [each for each in order if each > own]
    return Place(len(before) + 1, len(order), before[-1][1] if before else None, after[0][1] if after else None)


def decided_between(owner: User) -> set[tuple[int, int]]:
    """Pairs of people, by id, the lower first, of whom the user said that they are two; whoever was merged counts as whom they are part of."""
    masters = people.merged_into(owner)
    said = Pair.objects.filter(owner=owner).exclude(state=Pair.State.OPEN).values_list("first_id", "second_id")
    now = ((masters.get(first, first), masters.get(second, second)) for first, second in said)
    return {(min(both), max(both)) for both in now}


def merges_of(person: Person) -> OwnedQuerySet:
    """Who was merged into the person, the latest first."""
    return Merge.objects.filter(kept=person).select_related("absorbed").order_by("-pk")


def merge_on_top(merge: Merge) -> Merge | None:
    """The latest merge that stands on this one, and has to be taken apart before: somebody else came to the same person,
    or the person went into somebody. None where nothing is in the way.
    """
    later = Merge.objects.filter(owner=merge.owner, pk__gt=merge.pk).filter(
        Q(kept=merge.kept_id) | Q(absorbed=merge.kept_id)
    )
    top = later.select_related("kept", "absorbed").order_by("-pk").first()
    return (merge_on_top(top) or top) if top else None


def ranked(pair: Pair) -> tuple[Person, Person]:
    """Both people of a pair, whom more is known of first: the record that a merge keeps unless one says otherwise."""
    first, second = known_best_first(Person.objects.filter(pk__in=[pair.first_id, pair.second_id]))
    return first, second
