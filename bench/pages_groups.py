"""A server full of groups for the benchmark of pages: one of ten thousand members, two hundred in all, that meet.

What they tell, count and ask each other is in pages_talk.py, pages_together.py and pages_exchange.py.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bench import pages_exchange, pages_talk, pages_together
from kith.accounts.models import User
from kith.groups import actions as groups
from kith.groups.models import Group, Kind, LogEntry, Membership, Missed, Role, RoofAsk, Season
from kith.meetings.models import RSVP, Duty, Meeting, Met, Pledge, Series
from kith.people.models import Person

GROUPS, MEMBERS, MEETINGS, COMING, MINE = 200, 10_000, 300, 300, 30
AHEAD = 40  # of the meetings are still to come
ASKING, MISSED, CHILDREN, NOTED, LINKS = 120, 30, 40, 300, 20
_TRADES = ("Baker", "Nurse", "Joiner", "Teacher", "Coder", "Lawyer", "Gardener", "Painter")
_WORDS = ("running", "payroll", "design", "childcare", "contracts", "welding", "choir", "spreadsheets")


def furnish(owner: User, *, now: datetime) -> Group:
    """Fill the server, and return the largest group: its members, its meetings, who comes, and what its organisers do."""
    largest = groups.start_group(owner, name="Everyone in town", at=now - timedelta(days=800), fields=_fields(0))
    accounts = _accounts()
    members = _members(largest, accounts, now)
    _others(owner, largest, accounts, now)
    _meetings(largest, owner, accounts, now)
    _organising(largest, owner, members, now)
    pages_talk.furnish(largest, owner, now=now)
    pages_together.furnish(largest, owner, now=now)
    pages_exchange.furnish(largest, owner, now=now)
    return largest


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


def _members(group: Group, accounts: list[User], now: datetime) -> list[Membership]:
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
    return Membership.objects.bulk_create(rows, batch_size=2000)


def _others(owner: User, roof: Group, accounts: list[User], now: datetime) -> None:
    """Groups of thirty, some under the roof of the largest; the owner of the book is in thirty of them."""
    for number in range(1, GROUPS):
        organiser = accounts[number]
        made = groups.start_group(organiser, name=f"Circle {number}", at=now, fields=_fields(number))
        people = [*accounts[number * 30 : number * 30 + 30], *([owner] if number <= MINE else [])]
        rows = [Membership(group=made, user=user, joined_at=now, active_on=now.date()) for user in people]
        Membership.objects.bulk_create([row for row in rows if row.user_id != organiser.pk])
        _meeting(made, now + timedelta(days=number % 20 + 1))
        if MINE < number <= MINE + CHILDREN:
            Group.objects.filter(pk=made.pk).update(parent=roof)
        elif number <= MINE + 2 * CHILDREN:
            RoofAsk.objects.create(roof=roof, child=made, from_roof=number % 2 == 0, by=organiser, asked_at=now)


def _meetings(group: Group, owner: User, accounts: list[User], now: datetime) -> None:
    """Two a week, past and to come; hundreds say that they come, the owner of the book to all but the last."""
    for number in range(MEETINGS):
        meeting = _meeting(group, now + timedelta(hours=2, days=3.5 * (AHEAD - 1 - number)))
        is_over = meeting.ends_at < now
        attendance = RSVP.Attendance.PRESENT if is_over else RSVP.Attendance.UNKNOWN
        first = number * 29
        coming = [*accounts[first : first + (COMING if number < AHEAD + 10 else 30)], owner]
        rows = [RSVP(meeting=meeting, user=user, answered_at=now, attendance=attendance) for user in coming]
        made = RSVP.objects.bulk_create(rows)
        Duty.objects.bulk_create(
            Duty(meeting=meeting, role=role, user=coming[step]) for step, role in enumerate(("Host", "Clock"))
        )
        if not is_over:
            _pledges(made[:20], owner, now)
    _met(owner, now)
    Series.objects.create(
        group=group, title="Early birds", rule="FREQ=WEEKLY", starts_on=now.date(), starts_at=time(7), time_zone="UTC"
    )


def _pledges(rsvps: list[RSVP], to: User, now: datetime) -> None:
    pledges = Pledge.objects.bulk_create(
        Pledge(rsvp=rsvp, words="I will be there", stake="5", cause="The food bank", made_at=now) for rsvp in rsvps
    )
    Pledge.given_to.through.objects.bulk_create(Pledge.given_to.through(pledge=pledge, user=to) for pledge in pledges)


def _met(owner: User, now: datetime) -> None:
    """Whom the owner of the book met at the last meeting that is over."""
    last = Meeting.objects.filter(ends_at__lt=now).latest("starts_at")
    people = Person.objects.visible_to(owner).in_book().order_by("pk")[:40]
    others = User.objects.filter(rsvps__meeting=last).exclude(pk=owner.pk).order_by("pk")
    Met.objects.bulk_create(
        Met(owner=owner, person=person, other=other, meeting=last, title=last.title, on=last.starts_at.date())
        for person, other in zip(people, others, strict=False)
    )


def _organising(group: Group, owner: User, members: list[Membership], now: datetime) -> None:
    """Who asks to join, who is missed, what was noted, and what the owner of the book has sent out."""
    asking = User.objects.bulk_create(User(email=f"a{n}@members.example", name=f"Asker {n}") for n in range(ASKING))
    Membership.objects.bulk_create(
        Membership(group=group, user=user, asked_at=now, answers="To run with others", trade="Baker") for user in asking
    )
    mine = Membership.objects.get(group=group, user=owner)
    Missed.objects.bulk_create(
        Missed(membership=member, helper=mine, asked_on=now.date()) for member in members[100 : 100 + MISSED]
    )
    LogEntry.objects.bulk_create(
        LogEntry(group=group, by=owner, about=members[n].user, what="Made a mentor", at=now - timedelta(hours=n))
        for n in range(NOTED)
    )
    for number in range(LINKS):
        groups.make_link(mine, at=now, name=f"Friend {number}")


def _meeting(group: Group, at: datetime) -> Meeting:
    return Meeting.objects.create(
        group=group,
        title="Evening at the hall",
        place="Town hall",
        time_zone=group.time_zone,
        starts_at=at,
        ends_at=at + timedelta(minutes=90),
        agenda="1. Welcome\n2. Rounds\n3. What we take home",
        rounds="5 Welcome\n20 Rounds\n5 What we take home",
        roles="Host, Clock, Minutes",
    )
