"""Whoever is erased leaves no trace in introductions: what was about meeting them goes, and what they said goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from kith.accounts.models import User
from kith.introductions.models import IntroducerRule, Introduction, Step
from kith.outbox import actions as outbox
from kith.people.folding import fold
from kith.people.traces import Traces


def erase_of(owner: User, people_ids: Collection[int]) -> None:
    """Delete introductions to them or of them to somebody; of those that they gave, what they said and what was written."""
    mine = Introduction.objects.visible_to(owner)
    _delete(owner, mine.filter(Q(other__in=people_ids) | Q(party__in=people_ids)))
    for given in mine.filter(introducer__in=people_ids):
        outbox.erase(owner, f"introduction:{given.uid}:")
        Step.objects.filter(introduction=given).update(words="")
        given.replies.all().delete()
        given.introducer_words = ""
        given.save(update_fields=["introducer_words"])


def forget_names(owner: User, traces: Traces) -> None:
    """Delete what was about them where they stood as a name only."""
    names = {fold(name) for name in traces.names}
    named = Introduction.objects.visible_to(owner).exclude(other_name="").values_list("pk", "other_name")
    _delete(owner, Introduction.objects.filter(pk__in=[pk for pk, name in named if fold(name) in names]))
    rules = IntroducerRule.objects.visible_to(owner).exclude(about_name="").values_list("pk", "about_name")
    IntroducerRule.objects.filter(pk__in=[pk for pk, name in rules if fold(name) in names]).delete()


def _delete(owner: User, introductions: Iterable[Introduction]) -> None:
    for introduction in introductions:
        outbox.erase(owner, f"introduction:{introduction.uid}:")
        introduction.delete()
