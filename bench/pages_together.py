"""What a large group does together, for the benchmark of pages: round tables, challenges, mentoring, coffee."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from kith.accounts.models import User
from kith.challenges import actions as challenges
from kith.challenges.actions.entries import kept_names
from kith.challenges.models import Challenge, Counting, Entrant, Entry, EntryFile, Statistic
from kith.groups.models import Group, Membership
from kith.meetings.models import Meeting
from kith.mentorships.models import Coffee, Drinker, Match, Mentee, Mentor, Mentorship, Rhythm, Round, Seat, Session
from kith.tables import actions as tables

CHALLENGES, ENTRANTS, WEEKS, STATISTICS = 50, 2_000, 10, 10
MENTORS, MENTEES, TALKS, COFFEES = 500, 1_500, 60, 1_000
_GOALS = ("to lead a team", "a first job in nursing", "to price my work", "to speak before many", "a way back to work")


def furnish(group: Group, owner: User, *, now: datetime) -> None:
    """Fill a group with it; the owner of the book takes part in all of it."""
    mine = Membership.objects.get(group=group, user=owner)
    members = list(Membership.objects.inner().filter(group=group).exclude(pk=mine.pk).order_by("pk"))
    _tables(group, now)
    _challenges(group, owner, [member.user_id for member in members[:ENTRANTS]], now)
    _mentoring(group, mine, members, now)
    _coffee(group, mine, members, now)


def _tables(group: Group, now: datetime) -> None:
    """The next meeting sits, seen by those who come and on the wall."""
    meeting = Meeting.objects.filter(group=group, ends_at__gt=now).earliest("starts_at")
    plan = tables.start_plan(meeting, at=now, size=6, rounds_wanted=4, remembers=False)
    tables.solve_once(plan.pk, seconds=3.0)
    plan.refresh_from_db()
    tables.show(plan, at=now)
    tables.turn_wall_on(plan)
    tables.start_next(plan, at=now)


def _challenges(group: Group, owner: User, others: list[int], now: datetime) -> None:
    """One of each three is over; the last that runs has thousands of entrants, the others hundreds."""
    counted = [challenges.count(group, name=f"Walk {n}", unit="km", at=now) for n in range(STATISTICS)]
    Counting.objects.create(statistic=challenges.count(group, kind="touches", at=now), user=owner)
    on = now.date()
    _entries(owner, counted, others, on)
    for number in range(CHALLENGES):
        ends_on = on + timedelta(days=number + 1 if number % 3 else -number - 8)
        made = challenges.begin(
            group,
            owner,
            [counted[number % STATISTICS]],
            at=now,
            title=f"Autumn {number}",
            starts_on=on - timedelta(weeks=WEEKS),
            ends_on=on + timedelta(days=number + 1),
            group_goal=Decimal(90_000),
            own_goal=Decimal(50),
        )
        _entrants(made, [owner.pk, *others[: len(others) if number == 1 else 100]])
        challenges.count_day(made, on=on)
        Challenge.objects.filter(pk=made.pk).update(ends_on=ends_on)


def _entries(owner: User, counted: list[Statistic], others: list[int], on: date) -> None:
    """A figure a week for everybody in what the largest challenge counts; the owner has one a day, some from files."""
    kept = {"statistic": counted[1], **kept_names(counted[1])}
    Entry.objects.bulk_create(
        (
            Entry(owner_id=user, on=on - timedelta(weeks=week), amount=Decimal(user % 17 + week + 1), **kept)
            for user in others
            for week in range(WEEKS)
        ),
        batch_size=2000,
    )
    files = EntryFile.objects.bulk_create(EntryFile(owner=owner, format="gpx", **kept) for _n in range(20))
    Entry.objects.bulk_create(
        Entry(
            owner=owner, on=on - timedelta(days=day), amount=Decimal(5), file=files[day] if day < 20 else None, **kept
        )
        for day in range(400)
    )


def _entrants(challenge: Challenge, users: list[int]) -> None:
    Entrant.objects.bulk_create(
        (Entrant(challenge=challenge, user_id=user, pseudonym=f"Heron {number}") for number, user in enumerate(users)),
        batch_size=2000,
    )


def _mentoring(group: Group, mine: Membership, members: list[Membership], now: datetime) -> None:
    """A round that is proposed, in which the owner is asked to mentor; one of their own runs, and others have ended."""
    mentors, mentees = [mine, *members[: MENTORS - 1]], members[MENTORS : MENTORS + MENTEES]
    Mentor.objects.bulk_create(
        Mentor(membership=each, topics=f"I can help you {_GOALS[n % 5]}", capacity=3, offered_at=now)
        for n, each in enumerate(mentors)
    )
    Mentee.objects.bulk_create(
        Mentee(membership=each, goal=f"I want {_GOALS[n % 5]}", sought_at=now) for n, each in enumerate(mentees)
    )
    asked = Round.objects.create(
        group=group, state=Round.State.PROPOSED, asked_at=now, answer_by=now.date() + timedelta(days=14), told_at=now
    )
    Match.objects.bulk_create(
        Match(
            round=asked,
            mentor=mentors[n % MENTORS],
            mentee=each,
            fit=0.3 + n % 60 / 100,
            reasons=["Both wrote of work", "Earlier mentor"],
        )
        for n, each in enumerate(mentees)
    )
    _mentorships(group, mine, mentees, now)


def _mentorships(group: Group, mine: Membership, mentees: list[Membership], now: datetime) -> None:
    days = {"starts_on": now.date() - timedelta(days=90), "ends_on": now.date() + timedelta(days=90)}
    for number, mentee in enumerate(mentees[-6:]):
        ended = now.date() if number % 2 else None
        made = Mentorship.objects.create(
            group=group, mentor=mine, mentee=mentee, goal=f"I want {_GOALS[number % 5]}", ended_on=ended, **days
        )
        Session.objects.bulk_create(
            Session(mentorship=made, by=mine, on=now.date() - timedelta(days=talk), about="What went well. " * 20)
            for talk in range(TALKS)
        )


def _coffee(group: Group, mine: Membership, members: list[Membership], now: datetime) -> None:
    """Five days on which pairs were made; the owner sat in one of each."""
    Rhythm.objects.create(group=group, next_on=now.date() + timedelta(days=7), last_on=now.date())
    Drinker.objects.bulk_create(Drinker(membership=each, since=now.date()) for each in [mine, *members[:COFFEES]])
    for time in range(5):
        on = now.date() - timedelta(days=14 * time)
        made = Coffee.objects.bulk_create(Coffee(group=group, on=on) for _n in range(COFFEES // 2))
        seats = [(coffee, member) for n, coffee in enumerate(made) for member in members[2 * n : 2 * n + 2]]
        Seat.objects.bulk_create(
            Seat(coffee=coffee, membership=member, told_at=now) for coffee, member in [*seats, (made[time], mine)]
        )
