"""Cadences follow what happens below: a touch resets the clock, a follow-up becomes a plan, a label brings its rhythm."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.cadences import actions
from kith.interactions.signals import follow_up_changed
from kith.people.signals import people_changed
from kith.ties.signals import ties_changed


@receiver(ties_changed)
def recompute(owner: User, on: date, people_ids: Sequence[int] | None, **_news: Any) -> None:
    """Work out when to be in touch with everybody concerned (None: with everybody)."""
    actions.recompute(owner, on=on, person_ids=people_ids)


@receiver(people_changed)
def follow_labels(owner: User, people_ids: Sequence[int], with_standing: Collection[int] = (), **_news: Any) -> None:
    """A label, a relation, or coming back from the bin may bring another rhythm."""
    others = [pk for pk in people_ids if pk not in with_standing]
    if others:
        actions.recompute(owner, on=owner.today(), person_ids=others)


@receiver(follow_up_changed)
def follow_up(
    owner: User, people_ids: Sequence[int], before: date | None, after: date | None, note: str, on: date, **_news: Any
) -> None:
    """A follow-up that was said, moved or taken back at a touch is a planned touch. Ties have been worked out by then."""
    actions.follow_up(owner, people_ids, before=before, after=after, note=note, today=on)
