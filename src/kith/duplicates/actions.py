"""Making two people one, and two again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from kith.duplicates import moving
from kith.duplicates.joining import Choice, joined_fields
from kith.duplicates.models import Merge
from kith.errors import Refused
from kith.interactions.signals import interactions_changed
from kith.people import actions as people_actions
from kith.people import names, signals
from kith.people.models import Person


@transaction.atomic
def merge(kept: Person, absorbed: Person, *, choices: Mapping[str, Choice] | None = None, at: datetime) -> Merge:
    """Make two people one, with the history of both. `choices` names fields of which one side's value is taken.

    Raises ValidationError for a wrong choice, and Refused if the two cannot be merged. The result can be split.
    """
    kept, absorbed = _both(kept, absorbed)
    _check_mergeable(kept, absorbed)
    changes = joined_fields(kept, absorbed, choices or {})
    moves = moving.move(kept, absorbed)
    before = {name: getattr(kept, name) for name in changes}
    Person.objects.filter(pk=kept.pk).update(**changes, version=F("version") + 1, edited_at=at)
    Person.objects.filter(pk=absorbed.pk).update(merged_into=kept, version=F("version") + 1)
    done = Merge.objects.create(
        owner=kept.owner,
        kept=kept,
        absorbed=absorbed,
        created_at=at,
        moved=moves.moved,
        before={"person": moving.as_stored(before), "rows": moves.before, "removed": moves.removed},
        after={"person": moving.as_stored(changes), "rows": moves.after},
    )
    people_actions.refresh_search_text(kept.owner, [kept.pk])
    _announce(signals.people_merged, done, [kept], at)
    return done


@transaction.atomic
def split(merge: Merge, *, at: datetime) -> Merge:
    """Take a merge apart: rows go back, and fields where nothing has changed them since; what was added since stays.

    Raises Refused where that cannot be done now.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, absorbed = _both(merge.kept, merge.absorbed)
    if merge.split_at:
        raise Refused(_("These two have been split already."))
    if kept.merged_into_id:
        raise Refused(
            _("%(name)s has been merged into somebody else since. Please split those first.") % {"name": kept}
        )
    moving.move_back(_moves(merge), kept, absorbed)
    _restore_fields(kept, merge, at)
    Person.objects.filter(pk=absorbed.pk).update(merged_into=None, version=F("version") + 1, edited_at=at)
    merge.split_at = at
    merge.save(update_fields=["split_at"])
    people_actions.refresh_search_text(kept.owner, [kept.pk, absorbed.pk])
    _announce(signals.people_split, merge, [kept, absorbed], at)
    return merge


@transaction.atomic
def merge_many(people: Iterable[Person], *, at: datetime) -> list[Merge]:
    """Make all of these one: the user's own card, or whom most is known of, keeps; the others go into it in turn.

    Raises ValidationError for fewer than two.
    """
    ids = {person.pk for person in people}
    if len(ids) < 2:
        raise ValidationError(_("Choose at least two people to merge."))
    ranked = Person.objects.filter(pk__in=ids).annotate(history=Count("participations"))
    kept, *others = ranked.order_by("-is_self", "-history", "pk")
    return [merge(kept, other, at=at) for other in others]


def _both(kept: Person, absorbed: Person) -> tuple[Person, Person]:
    """Both people as they stand now, held until the transaction ends."""
    people = Person.objects.select_for_update(of=("self",)).select_related("owner").order_by("pk")
    present = {person.pk: person for person in people.filter(pk__in=[kept.pk, absorbed.pk])}
    return present[kept.pk], present[absorbed.pk]


def _check_mergeable(kept: Person, absorbed: Person) -> None:
    if kept.pk == absorbed.pk:
        raise Refused(_("This is one and the same person already."))
    if kept.owner_id != absorbed.owner_id:
        raise Refused(_("These two are not in the same book."))
    if absorbed.is_self:
        raise Refused(_("You cannot be merged into somebody else. Merge them into you."))
    if any(person.merged_into_id or person.binned_at for person in (kept, absorbed)):
        raise Refused(_("One of these two is not in your book any more."))


def _moves(merge: Merge) -> moving.Moves:
    return moving.Moves(merge.moved, merge.before["rows"], merge.after["rows"], merge.before["removed"])


def _restore_fields(kept: Person, merge: Merge, at: datetime) -> None:
    before, after = merge.before["person"], merge.after["person"]
    values: dict[str, Any] = {
        name: moving.restored(value, after[name], getattr(kept, name)) for name, value in before.items()
    }
    introducer = values.get("met_through_id")
    if introducer and not Person.objects.filter(pk=introducer).exists():
        del values["met_through_id"]
    parts = [values.get(part, getattr(kept, part)) for part in ("name", "given", "family", "additional")]
    values["sort_name"] = names.sort_name(*parts)
    Person.objects.filter(pk=kept.pk).update(**values, version=F("version") + 1, edited_at=at)


def _announce(signal: Any, merge: Merge, changed: list[Person], at: datetime) -> None:
    owner, ids = merge.owner, [person.pk for person in changed]
    signal.send(Person, kept=merge.kept, absorbed=merge.absorbed)
    signals.people_changed.send(Person, owner=owner, people_ids=ids)
    interactions_changed.send(Person, owner=owner, people_ids=ids, interaction=None, on=owner.today(at))
