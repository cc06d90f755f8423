"""Counting by Kith, with consent: on, off, and a number for each week in between."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.challenges import counted, weeks
from kith.challenges.actions.entries import drafted
from kith.challenges.models import Counting, Entry, Statistic
from kith.errors import Refused

FIRST_WEEKS = 4  # that are counted when it is turned on: as many as are compared
LATER_WEEKS = 5  # that are counted anew each day, as people write things down late


@transaction.atomic
def turn_on(user: User, statistic: Statistic, *, at: datetime) -> Counting:
    """Let Kith count this for the user from now on, with the last four weeks. Raises Refused for what it cannot count."""
    if not statistic.is_counted_by_kith or statistic.retired_at is not None:
        raise Refused(_("Kith cannot count this."))
    counting, is_new = Counting.objects.get_or_create(statistic=statistic, user=user, defaults={"since": at})
    if is_new:
        recount(counting, on=user.today(at))
    return counting


@transaction.atomic
def turn_off(user: User, statistic: Statistic) -> None:
    """Count it no longer; what Kith had counted goes as well."""
    Counting.objects.filter(statistic=statistic, user=user).delete()
    Entry.objects.filter(owner=user, statistic=statistic, source=Entry.Source.KITH).delete()


@transaction.atomic
def recount(counting: Counting, *, on: date) -> None:
    """Write down the number of each of the last weeks anew. Safe to run twice."""
    user, statistic = counting.user, counting.statistic
    earliest = weeks.mondays(user.today(counting.since), FIRST_WEEKS)[0]
    since = max(earliest, weeks.mondays(on, LATER_WEEKS)[0])
    found = counted.by_week(user, statistic, since, on)
    own = Entry.objects.filter(owner=user, statistic=statistic, source=Entry.Source.KITH, on__gte=since)
    before = {entry.on: entry for entry in own}
    gone = [entry.pk for week, entry in before.items() if week not in found]
    Entry.objects.filter(pk__in=gone).delete()
    for week, number in found.items():
        _note(user, statistic, before.get(week), week, Decimal(number))


def _note(user: User, statistic: Statistic, entry: Entry | None, week: date, number: Decimal) -> None:
    if entry is None:
        key = f"week:{week}"
        drafted(user, statistic, on=week, amount=number, source=Entry.Source.KITH, source_key=key).save()
    elif entry.amount != number:
        entry.amount = number
        entry.save(update_fields=["amount"])
