"""What the pages of the book do in one step: the rules of rhythm, and labels with theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from kith.accounts.models import User
from kith.cadences import actions as cadences
from kith.cadences import queries as cadence_queries
from kith.cadences.models import CadenceRule
from kith.people import actions as people_actions
from kith.people.models import Label


@transaction.atomic
def set_layers(owner: User, days: Iterable[int | None], *, on: date) -> None:
    """Say how often to be in touch with each layer, the innermost first; None is never. Raises ValidationError."""
    for layer, (now, wanted) in enumerate(zip(cadence_queries.rules(owner).layers, days, strict=True)):
        if now != wanted:
            cadences.set_rule(owner, layer=layer, days=wanted, on=on)


@transaction.atomic
def change_label(label: Label, *, name: str, days: int | None, never: bool, at: datetime) -> Label:
    """Rename a label, and give it a rhythm, peace (never), or neither; the label that stands now is returned.

    Where the label joins another of the new name, that one keeps its own rhythm. Raises ValidationError.
    """
    on = label.owner.today(at)
    present = people_actions.rename_label(label, name, at=at) if name != label.name else label
    if present == label:
        _set_rhythm(label, days, never, on)
    return present


def _set_rhythm(label: Label, days: int | None, never: bool, on: date) -> None:
    rule = CadenceRule.objects.filter(owner=label.owner, label=label).first()
    if days is not None or never:
        cadences.set_rule(label.owner, label=label, days=None if never else days, on=on)
    elif rule is not None:
        cadences.remove_rule(rule, on=on)
