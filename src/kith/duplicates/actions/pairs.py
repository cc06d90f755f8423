"""Looking for people who may be one, and what the user says of them. Nothing here merges anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from kith import linkage
from kith.accounts.models import User
from kith.duplicates import queries
from kith.duplicates.models import CERTAIN, Pair
from kith.duplicates.records import records_of
from kith.people.models import Person

_MOST = 1_000  # open ones at once: whoever has gone through these looks again
_SECONDS = 60.0
_CHUNK = 500
_NEARLY = 0.999  # CERTAIN is for an exact identifier that nothing contradicts


class _Found(NamedTuple):
    probability: float
    evidence: list[str]


def look_for_pairs(owner: User, *, now: datetime) -> int:
    """Compare everybody in the book with everybody; return how many pairs are open then. What was decided stays decided.

    Works everything out before the book is held. Safe to run at any time, and twice.
    """
    found = _likely_pairs(owner)
    with transaction.atomic():
        present = {(pair.first_id, pair.second_id): pair for pair in Pair.objects.filter(owner=owner)}
        decided = queries.decided_between(owner)
        wanted = {ids: each for ids, each in found.items() if ids not in decided}
        _let_go(owner, present, wanted)
        _refresh(present, wanted)
        _add(owner, present, wanted, now)
    return queries.open_pairs(owner).count()


@transaction.atomic
def say_different(pair: Pair, *, at: datetime) -> Pair:
    """Note that these two are not one, so that nobody asks again. Said twice, the first time counts."""
    pair = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if pair.state == Pair.State.OPEN:
        pair.state, pair.decided_at = Pair.State.DIFFERENT, at
        pair.save(update_fields=["state", "decided_at"])
    return pair


@transaction.atomic
def call_different(one: Person, other: Person, *, at: datetime) -> Pair:
    """Note that two people of a book are not one, whether or not anybody took them for one."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    pair, _is_new = Pair.objects.get_or_create(
        owner=one.owner, first=first, second=second, defaults={"probability": 0, "created_at": at}
    )
    return say_different(pair, at=at)


@transaction.atomic
def ask_again(pair: Pair) -> Pair:
    """Take back what was said of these two: they are among the open ones again."""
    pair = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    pair.state, pair.decided_at = Pair.State.OPEN, None
    pair.save(update_fields=["state", "decided_at"])
    return pair


def _likely_pairs(owner: User) -> dict[tuple[int, int], _Found]:
    """By the ids of both, the lower one first: how likely they are one, and why. The likeliest where there are too many."""
    ids, records = records_of(owner)  # in the order of the ids
    found = linkage.find_pairs(records, _SECONDS)[:_MOST]  # the likeliest come first
    certain = set(linkage.certain_pairs(records, [(first, second) for first, second, _probability in found]))
    pairs = {}
    for first, second, probability in found:
        sure = CERTAIN if (first, second) in certain else min(probability, _NEARLY)
        pairs[ids[first], ids[second]] = _Found(sure, linkage.explain(records[first], records[second]))
    return pairs


def _let_go(owner: User, present: Mapping[tuple[int, int], Pair], wanted: Mapping[tuple[int, int], _Found]) -> None:
    """Open pairs that are none any more go: somebody was merged, put away, or corrected."""
    gone = [pair.pk for ids, pair in present.items() if pair.state == Pair.State.OPEN and ids not in wanted]
    for start in range(0, len(gone), _CHUNK):
        Pair.objects.filter(owner=owner, pk__in=gone[start : start + _CHUNK], state=Pair.State.OPEN).delete()


def _refresh(present: Mapping[tuple[int, int], Pair], wanted: Mapping[tuple[int, int], _Found]) -> None:
    changed = []
    for ids, (probability, evidence) in wanted.items():
        pair = present.get(ids)
        if pair and (pair.probability, pair.evidence) != (probability, evidence):
            pair.probability, pair.evidence = probability, evidence
            changed.append(pair)
    Pair.objects.bulk_update(changed, ["probability", "evidence"], batch_size=_CHUNK)


def _add(
    owner: User,
    present: Mapping[tuple[int, int], Pair],
    wanted: Mapping[tuple[int, int], _Found],
    now: datetime,
) -> None:
    """New pairs, of people who are still there: somebody may have been erased while they were compared."""
    new = {ids: found for ids, found in wanted.items() if ids not in present}
    there = set(Person.objects.visible_to(owner).in_book().values_list("pk", flat=True)) if new else set()
    Pair.objects.bulk_create(
        [
            Pair(owner=owner, first_id=first, second_id=second, created_at=now, **found._asdict())
            for (first, second), found in new.items()
            if first in there and second in there
        ],
        batch_size=_CHUNK,
    )
