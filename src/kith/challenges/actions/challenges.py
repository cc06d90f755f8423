"""Challenges: begun, worded otherwise, ended early."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.challenges.models import Challenge, Statistic
from kith.errors import Refused
from kith.groups.models import Group

LONGEST = timedelta(days=731)
FIELDS = ("title", "about", "starts_on", "ends_on", "group_goal", "own_goal")


@transaction.atomic
def begin(group: Group, by: User, statistics: Sequence[Statistic], *, at: datetime, **fields: Any) -> Challenge:
    """Start a challenge over what the group counts. fields: as FIELDS. Raises ValidationError."""
    challenge = Challenge(group=group, started_by=by, created_at=at)
    _fill(challenge, statistics, fields)
    challenge.save()
    challenge.statistics.set(statistics)
    return challenge


@transaction.atomic
def edit(challenge: Challenge, statistics: Sequence[Statistic], **fields: Any) -> Challenge:
    """Change it. What it counts stays as it is once it runs, so that nobody shares more than they said yes to."""
    # A form may have changed ours. Held, as by whoever joins: nobody begins to take part between here and the change.
    began = Challenge.objects.select_for_update().values_list("starts_on", flat=True).get(pk=challenge.pk)
    has_people = challenge.entrants.exists()
    if has_people and {each.pk for each in challenge.statistics.all()} != {each.pk for each in statistics}:
        raise ValidationError({"statistics": _("People take part already, so what is counted stays as it is.")})
    if has_people and fields.get("starts_on", began) < began:
        raise ValidationError({"starts_on": _("People take part already, so it cannot begin earlier.")})
    _fill(challenge, statistics, fields)
    challenge.save(update_fields=list(FIELDS))
    challenge.statistics.set(statistics)
    challenge.known = None
    return challenge


def end(challenge: Challenge, *, on: date) -> Challenge:
    """Let this day be its last. Raises Refused where it has ended, or has not begun."""
    if challenge.ends_on < on or challenge.starts_on > on:
        raise Refused(_("This challenge does not run."))
    challenge.ends_on = on
    challenge.save(update_fields=["ends_on"])
    return challenge


@transaction.atomic
def withdraw(challenge: Challenge, *, on: date) -> None:
    """Take back a challenge that has not begun. Raises Refused."""
    if challenge.starts_on <= on:
        raise Refused(_("This challenge has begun. It can be ended."))
    challenge.delete()


def _fill(challenge: Challenge, statistics: Sequence[Statistic], fields: dict[str, Any]) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(challenge, name, fields[name])
    challenge.full_clean()
    if not statistics:
        raise ValidationError({"statistics": _("Choose at least one thing that counts.")})
    if challenge.ends_on - challenge.starts_on > LONGEST:
        raise ValidationError({"ends_on": _("A challenge lasts two years at most.")})
    if any(goal is not None and goal <= 0 for goal in (challenge.group_goal, challenge.own_goal)):
        raise ValidationError(_("A goal is more than nothing."))
