"""A stored network follows its book: whatever it depends on calls it out of date, and erasing somebody deletes it."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from kith.accounts.models import Owned, User
from kith.interactions.signals import interactions_changed
from kith.introductions.models import IntroducerRule, Introduction, Step
from kith.network import actions
from kith.people.models import Organisation, Person, Related
from kith.people.signals import (
    people_binned,
    people_changed,
    people_erased,
    people_leaving,
    people_merged,
    people_split,
)
from kith.ties.models import Acquaintance, Inroad
from kith.ties.signals import ties_changed


@receiver([people_changed, people_binned, people_leaving, interactions_changed, ties_changed])
def follow_book(owner: User, **_news: Any) -> None:
    """People, positions, touches or ties have changed."""
    actions.call_outdated(owner.pk)


@receiver([people_merged, people_split])
def follow_merge(kept: Person, **_news: Any) -> None:
    """Two people are one, or two again."""
    actions.call_outdated(kept.owner_id)


def follow_row(instance: Owned, **_news: Any) -> None:
    """Who knows whom, how an introducer answers, or what a place is called has changed."""
    actions.call_outdated(instance.owner_id)


for _model in (Acquaintance, Inroad, Related, Organisation, Introduction, Step, IntroducerRule):
    for _signal in (post_save, post_delete):
        _signal.connect(follow_row, sender=_model)


@receiver(people_erased)
def forget_erased(owner: User, **_news: Any) -> None:
    """Somebody leaves no trace, in stored networks neither."""
    actions.delete(owner.pk)


@receiver(post_delete, sender=User)
def forget_book(instance: User, **_news: Any) -> None:
    """A book is gone with its user, whose id is still at hand when this is told."""
    actions.forget_book(instance.pk)
