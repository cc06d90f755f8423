"""Whose rhythm comes from where, and the day of the next touch that follows: pure rules, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kith.cadences.models import Cadence
from kith.cadences.queries import LABEL, LAYER, NEVER, OWN, PLAN, RELATION, Rules, has_open_plan

# next touch, days, rule
Due = tuple[date | None, int | None, str]
NOTHING_DUE: Due = (None, None, "")


@dataclass(frozen=True, slots=True)
class Case:
    """What decides about one person's next touch. The layer is None for whom the user was never in touch with."""

    came_on: date
    last_touch_on: date | None
    relation: str
    labels: Sequence[int]
    layer: int | None
    cadence: Cadence | None


def due(case: Case, rules: Rules) -> Due:
    """Return when to be in touch next, by the first that holds: a planned day, the person's own rhythm (or never), the
    shortest rhythm of their labels, that of their relation, that of their layer.

    A rhythm counts from the last touch. One that the user asked for counts, where there was no touch yet, from the day
    on which the person came into the book; a rhythm by layer begins only with the first touch.
    """
    days, rule = _rhythm(case, rules)
    if case.cadence is not None and has_open_plan(case.cadence, case.last_touch_on):
        return case.cadence.planned_on, days, PLAN
    elif days is None:
        return None, None, rule
    else:
        return (case.last_touch_on or case.came_on) + timedelta(days=days), days, rule


def _rhythm(case: Case, rules: Rules) -> tuple[int | None, str]:
    labels = [(rules.labels[label], label) for label in case.labels if label in rules.labels]
    if case.cadence is not None and (case.cadence.never or case.cadence.days):
        return (None, NEVER) if case.cadence.never else (case.cadence.days, OWN)
    elif labels:
        days, label = min(labels, key=_shortest_first)
        return days, f"{LABEL}:{label}"
    elif case.relation in rules.relations:
        return rules.relations[case.relation], f"{RELATION}:{case.relation}"
    elif case.layer is not None:
        return rules.layers[case.layer], f"{LAYER}:{case.layer}"
    else:
        return None, ""


def _shortest_first(rule: tuple[int | None, int]) -> tuple[bool, int, int]:
    days, label = rule
    return days is None, days or 0, label
