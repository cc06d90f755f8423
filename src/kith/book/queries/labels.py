"""Labels and rules of rhythm as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import ngettext

from kith import sql
from kith.accounts.models import User
from kith.cadences.models import CadenceRule
from kith.people.models import AWAY, Label, Relation


@dataclass(frozen=True, slots=True)
class CountedLabel:
    """A label, how many people of the book have it, and its rule if it has one."""

    label: Label
    people: int
    rule: CadenceRule | None

    @property
    def people_in_words(self) -> str:
        """Such as "12 people"."""
        return ngettext("%(n)d person", "%(n)d people", self.people) % {"n": self.people}


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule for a label or a relation, with the name of whom it is for."""

    rule: CadenceRule
    name: str
    is_label: bool


def labels_with_counts(owner: User) -> list[CountedLabel]:
    """All labels by name; three queries."""
    rules = {rule.label_id: rule for rule in CadenceRule.objects.visible_to(owner).exclude(label=None)}
    labels = list(Label.objects.visible_to(owner).order_by("name"))
    sizes = dict(sql.rows(_SIZES.format(away=AWAY), owner=owner.pk, labels=[label.pk for label in labels]))
    return [CountedLabel(label, sizes.get(label.pk, 0), rules.get(label.pk)) for label in labels]


def rule_of(label: Label) -> CadenceRule | None:
    """The label's own rule."""
    return CadenceRule.objects.filter(owner=label.owner_id, label=label).first()


def named_rules(owner: User) -> list[NamedRule]:
    """The rules for labels and relations, by name."""
    rules = CadenceRule.objects.visible_to(owner).filter(layer=None).select_related("label")
    relations = dict(Relation.choices)
    named = [NamedRule(r, r.label.name if r.label else str(relations[r.relation]), r.label is not None) for r in rules]
    return sorted(named, key=lambda found: (found.is_label, found.name.casefold()))


_SIZES = """
    SELECT g.label_id, COUNT(*)
    FROM people_labelling g
    WHERE g.label_id IN %(labels)s
    AND g.person_id NOT IN (SELECT p.id FROM people_person p WHERE p.owner_id = %(owner)s AND {away})
    GROUP BY g.label_id
"""
