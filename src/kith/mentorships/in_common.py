"""Whom members have in common, from what the group itself knows of who was together: no book is looked into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from kith.groups import together
from kith.groups.models import Group
from kith.pairing import in_common

KNOWN = timedelta(days=365)  # in which whoever was together is somebody in common


def with_friends(users: Sequence[int], group: Group, on: date) -> set[tuple[int, int]]:
    """Return pairs, as places in users, who were together with the same other, and not with each other: somebody to speak of."""
    until = datetime.combine(on + timedelta(days=1), time(), UTC)
    place = {user: number for number, user in enumerate(users)}
    companies = [
        [place.setdefault(user, len(place)) for user in company.users]
        for company in together.companies(group.pk, until - KNOWN, until)
    ]
    return in_common(len(users), companies)
