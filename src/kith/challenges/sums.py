"""What entries add up to in a challenge: of one member now, or of all of them for the daily count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from kith.challenges import questions, weeks
from kith.challenges.models import Challenge, Entrant, Entry

NOTHING = Decimal(0)
_CENT = Decimal("0.01")  # SQLite adds up in floating point, whose last digits mean nothing


@dataclass
class Sums:
    """figure: the last four weeks within the challenge. pace: the last four weeks. total: all days of the challenge."""

    figure: Decimal = NOTHING
    pace: Decimal = NOTHING
    total: Decimal = NOTHING

    def add(self, weight: int, figure: Decimal | None, pace: Decimal | None, total: Decimal | None) -> None:
        """Add amounts of one statistic, which counts so many times."""
        self.figure += weight * (figure or NOTHING).quantize(_CENT)
        self.pace += weight * (pace or NOTHING).quantize(_CENT)
        self.total += weight * (total or NOTHING).quantize(_CENT)


def of_one(challenge: Challenge, user_id: int, on: date) -> Sums:
    """Return what the entries of a member add up to, as of a day."""
    return of_each([challenge], user_id, on)[challenge.pk]


def of_each(challenges: Sequence[Challenge], user_id: int, on: date) -> dict[int, Sums]:
    """Return the same for several challenges, by key, with one question. Their statistics are best fetched before."""
    weights = {each.pk: each.weights() for each in challenges}
    first = min((_earliest(each, on) for each in challenges), default=on)
    known = {statistic for each in weights.values() for statistic in each}
    days = questions.days(user_id, sorted(known), first, on)
    return {each.pk: _of_days(each, weights[each.pk], days, on) for each in challenges}


def of_all(challenge: Challenge, on: date) -> dict[int, Sums]:
    """Return them for all who take part and are not switched off, by the key of the user; nothing where there is nothing.

    A week that Kith counted stands at its Monday, so a challenge counts whole weeks from the one in which it begins.
    """
    people = Entrant.objects.filter(challenge=challenge, user__is_active=True).values("user")
    last = last_day(challenge, on)
    recent, begins = weeks.rolling(last)[0], challenge.starts_on
    is_within = Q(on__gte=begins) | Q(source=Entry.Source.KITH, on__gte=weeks.monday(begins))
    weights = challenge.weights()
    entries = Entry.objects.filter(
        owner__in=people, statistic__in=list(weights), on__range=(_earliest(challenge, on), last)
    )
    rows = entries.order_by().values("owner", "statistic")
    summed = rows.annotate(
        figure=Sum("amount", filter=is_within & Q(on__gte=recent)),
        pace=Sum("amount", filter=Q(on__gte=recent)),
        total=Sum("amount", filter=is_within),
    )
    found: dict[int, Sums] = defaultdict(Sums)
    for row in summed:
        found[row["owner"]].add(weights[row["statistic"]], row["figure"], row["pace"], row["total"])
    return found


def last_day(challenge: Challenge, on: date) -> date:
    """Return the day up to which a challenge counts, seen from this one."""
    return min(on, challenge.ends_on)


def _earliest(challenge: Challenge, on: date) -> date:
    return min(weeks.rolling(last_day(challenge, on))[0], weeks.monday(challenge.starts_on))


def _of_days(
    challenge: Challenge, weights: Mapping[int, int], days: Iterable[tuple[int, date, str, Decimal]], on: date
) -> Sums:
    last = last_day(challenge, on)
    recent, begins = weeks.rolling(last)[0], challenge.starts_on
    found = Sums()
    for statistic, day, source, amount in days:
        if statistic not in weights or day > last:
            continue
        is_within = day >= (weeks.monday(begins) if source == Entry.Source.KITH else begins)
        pace = amount if day >= recent else None
        found.add(weights[statistic], pace if is_within else None, pace, amount if is_within else None)
    return found
