"""A server full of groups for the benchmark of pages: one of ten thousand members, two hundred in all, that meet and talk."""

from __future__ import annotations

from datetime import datetime, timedelta

from kith.accounts.models import User
from kith.groups import actions as groups
from kith.groups.models import Group, Kind, Membership, Role, Season
from kith.meetings.models import RSVP, Meeting

GROUPS, MEMBERS, MEETINGS, COMING, MINE = 200, 10_000, 60, 300, 12
_TRADES = ("Baker", "Nurse", "Joiner", "Teacher", "Coder", "Lawyer", "Gardener", "Painter")
_WORDS = ("running", "payroll", "design", "childcare", "contracts", "welding", "choir", "spreadsheets")


def furnish(owner: User, *, now: datetime) -> None:
    """Fill the server: groups, the members of the largest, its meetings and who comes."""
    largest = groups.start_group(owner, name="Everyone in town", at=now - timedelta(days=800), fields=_fields(0))
    accounts = _accounts()
    _members(largest, accounts, now)
    _others(owner, accounts, now)
    _meetings(largest, accounts, now)


def _fields(number: int) -> dict[str, object]:
    words = [_WORDS[(number + step) % len(_WORDS)] for step in range(3)]
    kinds, seasons = list(Kind.values), list(Season.values)
    return {
        "purpose": f"We meet about {words[0]}",
        "about": f"We talk about **{words[0]}** and {words[1]}, and help each other.\n\n" * 3,
        "kind": kinds[number % len(kinds)],
        "joining": Group.Joining.OPEN,
        "interests": words,
        "skills": words[:1],
        "seasons": [seasons[number % len(seasons)]],
        "place": "Leeds",
    }


def _accounts() -> list[User]:
    made = [User(email=f"m{n}@members.example", name=f"{_TRADES[n % 8]} Member {n}") for n in range(MEMBERS)]
    return User.objects.bulk_create(made, batch_size=2000)


def _members(group: Group, accounts: list[User], now: datetime) -> None:
    rows = [
        Membership(
            group=group,
            user=account,
            role=Role.MENTOR if n % 50 == 0 else Role.MEMBER,
            joined_at=now - timedelta(days=n % 700),
            trade=_TRADES[n % 8],
            does=f"{_TRADES[n % 8]} for {n % 30} years",
            seeks=f"Somebody who knows {_WORDS[n % 8]}",
            gives=f"Help with {_WORDS[(n + 3) % 8]}",
            shown=["does", "seeks", "gives"],
            gives_card=n % 2 == 0,
            active_on=(now - timedelta(days=n % 120)).date(),
        )
        for n, account in enumerate(accounts)
    ]
    Membership.objects.bulk_create(rows, batch_size=2000)


def _others(owner: User, accounts: list[User], now: datetime) -> None:
    """Groups of thirty; the owner of the book is in a dozen of them."""
    for number in range(1, GROUPS):
        organiser = accounts[number]
        made = groups.start_group(organiser, name=f"Circle {number}", at=now, fields=_fields(number))
        people = [*accounts[number * 30 : number * 30 + 30], *([owner] if number <= MINE else [])]
        rows = [Membership(group=made, user=user, joined_at=now, active_on=now.date()) for user in people]
        Membership.objects.bulk_create([row for row in rows if row.user_id != organiser.pk])
        _meeting(made, now + timedelta(days=number % 20 + 1))


def _meetings(group: Group, accounts: list[User], now: datetime) -> None:
    """One a week for a year that is past, and for some weeks to come; hundreds say that they come."""
    for week in range(MEETINGS):
        meeting = _meeting(group, now + timedelta(weeks=8 - week, hours=1))
        attendance = RSVP.Attendance.PRESENT if meeting.ends_at < now else RSVP.Attendance.UNKNOWN
        coming = accounts[week * 37 : week * 37 + COMING]
        rows = [RSVP(meeting=meeting, user=user, answered_at=now, attendance=attendance) for user in coming]
        RSVP.objects.bulk_create(rows)


def _meeting(group: Group, at: datetime) -> Meeting:
    return Meeting.objects.create(
        group=group,
        title="Evening at the hall",
        place="Town hall",
        time_zone=group.time_zone,
        starts_at=at,
        ends_at=at + timedelta(minutes=90),
        agenda="1. Welcome\n2. Rounds\n3. What we take home",
    )
