"""How often to be in touch, and when next: rules, plans, and the words for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kith.accounts.models import User
from kith.cadences.models import Cadence, CadenceRule

LAYER_DAYS = (7, 30, 90, 180, 365)
PLAN, OWN, NEVER, LABEL, RELATION, LAYER = "plan", "own", "never", "label", "relation", "layer"
EARLY = timedelta(days=7)  # a touch so long before a planned day fulfils the plan


@dataclass(frozen=True, slots=True)
class Rules:
    """The rhythms of a book, in days; None is never. Layers without a rule of their own keep the default."""

    layers: tuple[int | None, ...]
    labels: dict[int, int | None]
    relations: dict[str, int | None]


def rules(owner: User) -> Rules:
    """Return all rules of a book, in one query."""
    layers: list[int | None] = list(LAYER_DAYS)
    labels: dict[int, int | None] = {}
    relations: dict[str, int | None] = {}
    for rule in CadenceRule.objects.filter(owner=owner):
        if rule.layer is not None:
            layers[rule.layer] = rule.days
        elif rule.label_id is not None:
            labels[rule.label_id] = rule.days
        else:
            relations[rule.relation] = rule.days
    return Rules(tuple(layers), labels, relations)


def has_open_plan(cadence: Cadence, last_touch_on: date | None) -> bool:
    """Whether a next touch is planned and has not happened yet.

    A touch on the planned day or later fulfils the plan; so does one in the seven days before it, if it came after the
    day on which the plan was made: what was just agreed on at a meeting is not fulfilled by that meeting. Nothing is
    deleted for it, so that a touch that is taken back gives the plan back.
    """
    planned, made = cadence.planned_on, cadence.plan_made_on
    if planned is None or last_touch_on is None:
        return planned is not None
    is_early = last_touch_on >= planned - EARLY and (made is None or last_touch_on > made)
    return not (last_touch_on >= planned or is_early)
