"""What challenges tell of a group: what it counted and reached, for its export, and for each member their own part.

The figures themselves are in the book of whoever entered them, and leave with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.challenges.models import FEW, Challenge, Counting, Entrant
from kith.groups import reports
from kith.groups.models import Group
from kith.groups.reports import Export, Held, Row


def register() -> None:
    """Tell the registry."""
    reports.register(
        Export("challenges", _challenges),
        Held(60, _("Challenges that you take part in"), "challenges", _entrants, (Entrant,)),
        Held(61, _("What you let Kith count"), "counted", _countings, (Counting,)),
    )


def _challenges(group: Group) -> Iterable[Row]:
    """What all members see: no names, and of fewer than FEW people no sum."""
    found = Challenge.objects.filter(group=group).prefetch_related("statistics")
    for each in found.order_by("starts_on", "pk"):
        span = {"title": each.title, "about": each.about, "first_day": each.starts_on, "last_day": each.ends_on}
        reached = each.total if each.people >= FEW else None
        counted = ", ".join(str(statistic) for statistic in each.counted)
        yield {**span, "counted": counted, "unit": each.unit, "goal": each.group_goal, "reached": reached}


def _entrants(group: Group, user: User) -> Iterable[Row]:
    for each in Entrant.objects.filter(challenge__group=group, user=user).select_related("challenge"):
        own = {"figure": each.figure, "total": each.total}
        yield {"challenge": each.challenge.title, "pseudonym": each.pseudonym, "circle": each.circle, **own}


def _countings(group: Group, user: User) -> Iterable[Row]:
    for each in Counting.objects.filter(statistic__group=group, user=user).select_related("statistic"):
        yield {"counted": each.statistic.name, "since": each.since}
