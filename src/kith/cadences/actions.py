"""What can be done with cadences: set a rhythm by layer, label, relation or person; plan a touch; work out what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from kith.accounts.models import User
from kith.cadences import queries
from kith.cadences.layers import foremost, layers
from kith.cadences.models import Cadence
from kith.cadences.rhythm import Case, due
from kith.people.models import Labelling, Person
from kith.ties.rows import update_rows

MANY = 500  # from so many people on, the whole book is worked out at once
_DUE = ("next_touch_on", "cadence_days", "cadence_rule")


@transaction.atomic
def recompute(owner: User, *, on: date, person_ids: Sequence[int] | None = None) -> None:
    """Work out the next touch of some people, or of everybody in the book. Twice changes nothing.

    A person's layer depends on who else there is. Where only some are worked out, they are ranked among all as these
    stand; whoever they push down a layer moves with the next day (ties.actions.keep_current works out everybody).
    """
    some = None if person_ids is None or len(person_ids) > MANY else person_ids
    everybody = Person.objects.filter(owner=owner).in_book()
    people = everybody if some is None else everybody.filter(pk__in=some)
    columns = ("created_at", "relation", "last_touch_on", *_DUE)
    rows = list(people.values_list("pk", "tier", "warmth", "depth", *columns))
    layer_of = layers({row[:4] for row in rows}.union(() if some is None else foremost(everybody)))
    rules = queries.rules(owner)
    labels, cadences = _labels(owner, rules, some), _cadences(owner, some)
    changed = []
    for pk, _tier, _warmth, _depth, created_at, relation, touched_on, *before in rows:
        came_on = min(created_at.astimezone(owner.zone).date(), on)
        layer = None if touched_on is None else layer_of[pk]
        now = due(Case(came_on, touched_on, relation, labels.get(pk, ()), layer, cadences.get(pk)), rules)
        if now != tuple(before):
            changed.append((*now, pk))
    update_rows(Person, _DUE, changed)


def _labels(owner: User, rules: queries.Rules, some: Sequence[int] | None) -> dict[int, list[int]]:
    """Labels that have a rule, by person."""
    found: dict[int, list[int]] = defaultdict(list)
    if rules.labels:
        labellings = Labelling.objects.filter(owner=owner, label__in=rules.labels)
        mine = labellings if some is None else labellings.filter(person__in=some)
        for person, label in mine.values_list("person", "label"):
            found[person].append(label)
    return found


def _cadences(owner: User, some: Sequence[int] | None) -> dict[int, Cadence]:
    cadences = Cadence.objects.filter(owner=owner)
    mine = cadences if some is None else cadences.filter(person__in=some)
    return {cadence.person_id: cadence for cadence in mine}
