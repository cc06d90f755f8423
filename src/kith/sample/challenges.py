"""What the sample group counts, a challenge in it, and figures of the user's own: nobody else takes part."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from kith.challenges import actions
from kith.challenges.models import Entry, Statistic
from kith.groups.models import Group
from kith.imports.models import Import

_WALKED = ("4.2", "6", "3.5", "8.1", "5", "6.4", "2.8", "7", "9.3", "5.5", "4", "6.7")  # a week, the latest last
_GIVEN = (1, 0, 2, 1, 0, 1, 3, 1, 0, 2, 1, 1)
_PSEUDONYM = "Harbour Heron"


def add(sample: Import, *, mark: str, now: datetime) -> None:
    """Count kilometres and introductions in the group that bears this mark, and let the user take part in a challenge."""
    owner = sample.owner
    group = Group.objects.filter(started_by=owner, template=mark).order_by("-pk").first()
    if group is None:
        return
    walked = actions.count(group, kind=Statistic.Kind.KILOMETRES, at=now)
    given = actions.count(group, kind=Statistic.Kind.INTRODUCTIONS, at=now)
    today = min(owner.today(now), now.astimezone(group.zone).date())
    _enter(sample, walked, [Decimal(each) for each in _WALKED], today)
    _enter(sample, given, [Decimal(each) for each in _GIVEN], today)
    fields = {
        "title": _("Ten introductions by the end of the year"),
        "about": _("A sample challenge: you alone take part in it."),
        "starts_on": today - timedelta(days=28),
        "ends_on": today + timedelta(days=35),
        "group_goal": Decimal(30),
        "own_goal": Decimal(10),
    }
    challenge = actions.begin(group, owner, [given], at=now, **fields)
    actions.join(challenge, owner, pseudonym=_PSEUDONYM, on=today)
    actions.count_day(challenge, on=today)


def remove(sample: Import) -> None:
    """Take the figures away; what the group counts goes with the group."""
    Entry.objects.filter(owner=sample.owner, batch=sample.uid).delete()


def _enter(sample: Import, statistic: Statistic, amounts: list[Decimal], today: date) -> None:
    for back, amount in enumerate(reversed(amounts)):
        if amount:
            on = today - timedelta(weeks=back)
            entry = actions.enter(sample.owner, statistic, amount=amount, on=on, today=today)
            entry.batch = sample.uid
            entry.save(update_fields=["batch"])
