"""Making two people one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.duplicates import fields, moving
from kith.duplicates.joining import CHOOSABLE, Choice, joined_fields
from kith.duplicates.models import Merge, Pair
from kith.duplicates.side_by_side import choices_of, known_best_first, likely_picks
from kith.errors import Refused
from kith.interactions.signals import interactions_changed
from kith.people import actions as people_actions
from kith.people import queries as people
from kith.people import signals
from kith.people.models import Person


@transaction.atomic
def merge(kept: Person, absorbed: Person, *, choices: Mapping[str, Choice] | None = None, at: datetime) -> Merge:
    """Make two people one, with the history of both. `choices` names fields of which one side's value is taken.

    Raises ValidationError for a wrong choice, and Refused if the two cannot be merged. The result can be split.
    """
    kept, absorbed = both_held(kept, absorbed)
    _check_mergeable(kept, absorbed)
    changes, before = joined_fields(kept, absorbed, choices or {}), fields.snapshot(kept)
    moves = moving.move(kept, absorbed)
    for name, value in {**changes, "edited_at": at}.items():
        setattr(kept, name, value)
    kept.save(update_fields=[*changes, "edited_at"])
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    Person.objects.filter(pk__in=[kept.pk, absorbed.pk]).update(version=F("version") + 1)
    done = Merge.objects.create(
        owner=kept.owner,
        kept=kept,
        absorbed=absorbed,
        created_at=at,
        moved=moves.moved,
        stayed=moves.stayed,
        before={"person": before, "rows": moves.before, "removed": moves.removed},
        after={"person": fields.snapshot(kept), "rows": moves.after},
    )
    people_actions.refresh_search_text(kept.owner, [kept.pk])
    announce(signals.people_merged, done, [kept], at)
    return done


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
    return [merge(kept, person, choices=choices_of(wanted, person), at=at) for person in absorbed]


@transaction.atomic
def merge_pairs(owner: User, pairs: Iterable[Pair], *, at: datetime) -> list[Merge]:
    """Make each of these pairs one, with sensible choices. Where several speak of the same person, all become one.

    Raises Refused where two cannot be merged; nothing is merged then.
    """
    done: list[Merge] = []
    for pair in pairs:
        masters = people.merged_into(owner)
        ids = {masters.get(pk, pk) for pk in (pair.first_id, pair.second_id)}
        if len(ids) > 1:
            both = known_best_first(Person.objects.visible_to(owner).filter(pk__in=ids))
            done += merge_people(both[0], both, picks=likely_picks(both), at=at)
    return done


def both_held(kept: Person, absorbed: Person) -> tuple[Person, Person]:
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


def announce(signal: Any, merge: Merge, changed: list[Person], at: datetime) -> None:
    """Tell that a merge was made, or taken apart, and whom that changed."""
    owner, ids = merge.owner, [person.pk for person in changed]
    signal.send(Person, kept=merge.kept, absorbed=merge.absorbed)
    signals.people_changed.send(Person, owner=owner, people_ids=ids)
    interactions_changed.send(Person, owner=owner, people_ids=ids, interaction=None, on=owner.today(at))
