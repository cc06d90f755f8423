"""What can be done with cadences: set a rhythm by layer, label, relation or person; plan a touch; work out what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.cadences import queries
from kith.cadences.layers import foremost, layers
from kith.cadences.models import Cadence, CadenceRule
from kith.cadences.rhythm import NOTHING_DUE, Case, Due, due
from kith.people import rows
from kith.people.models import Label, Labelling, Person
from kith.ties.rows import update_rows

MANY = 500  # from so many people on, the whole book is worked out at once
DUE = ("next_touch_on", "cadence_days", "cadence_rule")


@transaction.atomic
def set_rule(
    owner: User,
    *,
    days: int | None,
    on: date,
    layer: int | None = None,
    label: Label | None = None,
    relation: str = "",
) -> CadenceRule:
    """Set the rhythm for everybody of one layer, label or relation; days=None is never. Raises ValidationError."""
    if (layer is not None) + (label is not None) + bool(relation) != 1:
        raise ValidationError(_("A rhythm is for one layer, one label or one relation."))
    if label is not None and label.owner_id != owner.pk:
        raise ValidationError({"label": _("This label is not in your book.")})
    mine = CadenceRule.objects.filter(owner=owner, layer=layer, label=label, relation=relation)
    rule = mine.first() or CadenceRule(owner=owner, layer=layer, label=label, relation=relation)
    rule.days = days
    rule.clean_fields(exclude={"owner", "label"})
    rule.save()
    recompute(owner, on=on)
    return rule


@transaction.atomic
def remove_rule(rule: CadenceRule, *, on: date) -> None:
    """Forget a rule; a layer goes back to its default."""
    rule.delete()
    recompute(rule.owner, on=on)


@transaction.atomic
def set_cadence(people: Iterable[Person], *, days: int | None, never: bool = False, on: date) -> None:
    """Give people of one book a rhythm of their own, or peace (never); with neither, the rules apply again."""
    own = None if never else days
    Cadence(days=own, never=never).clean_fields(exclude={"owner", "person", "plan_made_on"})
    _set(people, on, days=own, never=never)


@transaction.atomic
def plan(person: Person, *, on: date, note: str = "", today: date) -> None:
    """Plan the next touch for a day; it takes the place of an earlier plan. Raises ValidationError for a past day."""
    if on < today:
        raise ValidationError({"planned_on": _("Choose today or a later day.")})
    note = rows.clean_value(Cadence._meta.get_field("plan_note"), note)
    _set([person], today, planned_on=on, plan_note=note, plan_made_on=today)


@transaction.atomic
def unplan(person: Person, *, today: date) -> None:
    """Forget the planned touch; the rhythm goes on."""
    _set([person], today, planned_on=None, plan_note="", plan_made_on=None)


@transaction.atomic
def follow_up(
    owner: User, person_ids: Sequence[int], *, before: date | None, after: date | None, note: str = "", today: date
) -> None:
    """Plan what was said at a touch for the day `after`. None takes the plan for the day `before` back, if it stands."""
    longest = Cadence._meta.get_field("plan_note").max_length
    plan = {"planned_on": after, "plan_note": note[:longest], "plan_made_on": after and today}
    people = Person.objects.filter(owner=owner, pk__in=person_ids)
    _set(people if after else people.filter(cadence__planned_on=before), today, **plan)


def _set(people: Iterable[Person], on: date, **fields: str | int | bool | date | None) -> None:
    """Write fields of the people's cadences, made where there are none, and what follows from them."""
    chosen = list(people)
    Cadence.objects.bulk_create(
        [Cadence(owner_id=person.owner_id, person=person, **fields) for person in chosen],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=list(fields),
        batch_size=500,
    )
    if chosen:
        recompute(chosen[0].owner, on=on, person_ids=[person.pk for person in chosen])


@transaction.atomic
def recompute(owner: User, *, on: date, person_ids: Sequence[int] | None = None) -> None:
    """Work out the next touch of some people, or of everybody in the book. Twice changes nothing.

    A person's layer depends on who else there is. Where only some are worked out, they are ranked among all as these
    stand; whoever they push down a layer moves with the next day (ties.actions.keep_current works out everybody).
    """
    some = None if person_ids is None or len(person_ids) > MANY else person_ids
    everybody = Person.objects.filter(owner=owner).in_book()
    people = everybody if some is None else everybody.filter(pk__in=some)
    columns = ("created_at", "relation", "last_touch_on", *DUE)
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
    update_rows(Person, DUE, changed)


class Newcomer(NamedTuple):
    """Somebody about to be added to a book: the id that they will have, and what decides about their next touch."""

    id: int
    tier: int | None
    warmth: int
    depth: int
    last_touch_on: date | None
    relation: str
    labels: Sequence[int]


def begin(owner: User, people: Sequence[Newcomer], *, on: date) -> list[Due]:
    """Work out the next touch of people who come into the book on this day; they are ranked among all as these stand."""
    rules = queries.rules(owner)
    everybody = Person.objects.filter(owner=owner).in_book()
    layer_of = layers({each[:4] for each in people}.union(foremost(everybody)))
    return [due(_case(each, layer_of[each.id], on), rules) if _has_rhythm(each) else NOTHING_DUE for each in people]


def _has_rhythm(person: Newcomer) -> bool:
    """Whether anything but the silence of the rules can be said of them."""
    return bool(person.last_touch_on or person.relation or person.labels)


def _case(person: Newcomer, layer: int, on: date) -> Case:
    touched_on = person.last_touch_on
    return Case(on, touched_on, person.relation, person.labels, None if touched_on is None else layer, None)


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
