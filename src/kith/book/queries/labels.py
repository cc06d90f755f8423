"""Labels and rules of rhythm as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from kith.accounts.models import User
from kith.cadences.models import CadenceRule
from kith.people.models import Label, Relation


@dataclass(frozen=True, slots=True)
class CountedLabel:
    """A label, how many people of the book have it, and its rule if it has one."""

    label: Label
    people: int
    rule: CadenceRule | None


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule for a label or a relation, with the name of whom it is for."""

    rule: CadenceRule
    name: str
    is_label: bool


def labels_with_counts(owner: User) -> list[CountedLabel]:
    """All labels by name; two queries."""
    in_book = Q(people__binned_at=None, people__merged_into=None, people__is_self=False)
    rules = {rule.label_id: rule for rule in CadenceRule.objects.visible_to(owner).exclude(label=None)}
    labels = Label.objects.visible_to(owner).annotate(size=Count("people", filter=in_book)).order_by("name")
    return [CountedLabel(label, label.size, rules.get(label.pk)) for label in labels]


def rule_of(label: Label) -> CadenceRule | None:
    """The label's own rule."""
    return CadenceRule.objects.filter(owner=label.owner_id, label=label).first()


def named_rules(owner: User) -> list[NamedRule]:
    """The rules for labels and relations, by name."""
    rules = CadenceRule.objects.visible_to(owner).filter(layer=None).select_related("label")
    relations = dict(Relation.choices)
    named = [NamedRule(r, r.label.name if r.label else str(relations[r.relation]), r.label is not None) for r in rules]
    return sorted(named, key=lambda found: (found.is_label, found.name.casefold()))
