"""What the pages of the book do in one step with several people: merging, parting again, and the rules of rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.cadences import actions as cadences
from kith.cadences import queries as cadence_queries
from kith.cadences.models import CadenceRule
from kith.duplicates import actions as duplicates
from kith.duplicates.joining import CHOOSABLE, Choice
from kith.duplicates.models import Merge
from kith.people import actions as people_actions
from kith.people.models import Label, Person


@transaction.atomic
def merge_people(
    kept: Person, others: Iterable[Person], *, picks: Mapping[str, int] | None = None, at: datetime
) -> list[Merge]:
    """Make all of these one person. `picks` says by a person's id whose value of a field is taken.

    Raises ValidationError for nobody else to merge or a wrong pick, and Refused where two cannot be merged.
    """
    absorbed = [person for person in others if person.pk != kept.pk]
    wanted = dict(picks or {})
    if not absorbed:
        raise ValidationError(_("Choose at least two people to merge."))
    if wanted.keys() - CHOOSABLE or set(wanted.values()) - {kept.pk, *(person.pk for person in absorbed)}:
        raise ValidationError(_("Please choose again what to keep."))
    return [duplicates.merge(kept, person, choices=_choices(wanted, person), at=at) for person in absorbed]


@transaction.atomic
def split_merges(merges: Iterable[Merge], *, at: datetime) -> int:
    """Take merges apart, the last first; return how many. Raises Refused."""
    return len([duplicates.split(merge, at=at) for merge in sorted(merges, key=lambda merge: -merge.pk)])


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


def _choices(picks: Mapping[str, int], absorbed: Person) -> dict[str, Choice]:
    """The picks as one merge of several takes them: this person's own value, or what is there already."""
    return {name: "absorbed" if pk == absorbed.pk else "kept" for name, pk in picks.items()}
