"""CadenceRule and Cadence: how often to be in touch, by rule and by person."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import Owned, OwnedQuerySet
from kith.people.models import Label, Person, Relation


class CadenceRule(Owned):
    """How often to be in touch with everyone of a layer (0 innermost … 4 the rest), with a label, or of a relation kind."""

    layer = models.PositiveSmallIntegerField(_("layer"), null=True, blank=True, validators=[MaxValueValidator(4)])
    label = models.ForeignKey(Label, models.CASCADE, null=True, blank=True, related_name="cadence_rules")
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices, blank=True)
    days = models.PositiveIntegerField(
        _("days"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )  # null: never

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "layer"], condition=~Q(layer=None), name="one_rule_per_layer"),
            models.UniqueConstraint(fields=["owner", "label"], condition=~Q(label=None), name="one_rule_per_label"),
            models.UniqueConstraint(
                fields=["owner", "relation"], condition=~Q(relation=""), name="one_rule_per_relation"
            ),
        ]

    def __str__(self) -> str:
        return f"every {self.days} days"


class Cadence(Owned):
    """What the user set for one person: an own rhythm, a next touch planned by hand, or peace."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="cadence")
    days = models.PositiveIntegerField(
        _("days"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )
    never = models.BooleanField(_("do not remind me"), default=False)
    planned_on = models.DateField(_("next touch"), null=True, blank=True)
    plan_made_on = models.DateField(null=True, editable=False)  # only a later touch can fulfil the plan
    plan_note = models.CharField(_("what for"), max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "planned_on"], name="cadence_planned")]

    def __str__(self) -> str:
        return f"cadence of {self.person_id}"
