"""What the phone of somebody who sits shows, what the wall of the hall shows, and whether anything is new on either."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.prepared import prepared
from kith.tables.models import Diner, DinerQuerySet, Plan, Round, Table
from kith.tables.queries.common_ground import common_ground
from kith.tables.queries.evening import Attendee, Evening, evening_at, evening_of

_ROOM = ((8, 9), (12, 6), (20, 3))  # so many tables of at most so many people can be read from ten metres at once
SECONDS_A_PAGE = 12
WALL_STAYS = timedelta(hours=12)


@dataclass(frozen=True)
class Mate:
    """Somebody at the same table, and what the two have in common."""

    name: str
    ground: str


@dataclass(frozen=True)
class Place:
    """Where somebody sits in a round; without a table where they have none then."""

    round: Round
    table: Table | None
    mates: list[Mate]


@dataclass(frozen=True)
class Phone:
    """places: round by round. current: the place in the round that screens show now."""

    plan: Plan
    places: list[Place]
    current: Place | None


@dataclass(frozen=True)
class Wall:
    """The round that is on, some of its tables with first names, and which page of how many that is."""

    plan: Plan
    round: Round | None
    tables: list[tuple[Table, list[str]]]
    page: int
    pages: int

    @property
    def state(self) -> str:
        """What a screen says that it shows, to hear only of what is new."""
        return f"{self.plan.version}.{self.page}"


def diner_at(user: User, meeting: UUID, slug: str) -> Diner | None:
    """The user's own place at a meeting, as far as they may see it now, with its plan and its meeting."""
    return next(iter(_diners(user, meeting, slug)), None)


def has_seen(user: User, meeting: UUID, slug: str, version: int) -> bool:
    """Whether that version of the plan, which they may see, is the one of now; one question."""
    return bool(_versions(user, meeting, slug, version))


def phone(diner: Diner) -> Phone:
    """What somebody's phone shows; nothing of the seats before they are shown."""
    if diner.plan.shown_at is None:
        return Phone(diner.plan, [], None)
    found = evening_of(diner)
    profiles = _profiles(diner, found)
    places = [_place(found, row, diner, profiles) for row in found.rounds]
    now = found.current
    return Phone(diner.plan, places, next((place for place in places if now and place.round.pk == now.pk), None))


def wall_plan(secret: str, now: datetime) -> Plan | None:
    """The plan whose wall has this address, until half a day after the meeting."""
    return next(iter(_with_wall(secret, now - WALL_STAYS)), None)


@prepared
def _with_wall(secret: str, since: datetime) -> QuerySet[Plan]:
    found = Plan.objects.filter(wall_secret=secret, meeting__cancelled_at=None, meeting__group__ended_at=None)
    return found.filter(meeting__ends_at__gt=since).select_related("meeting__group")


def wall(plan: Plan, now: datetime) -> Wall:
    """What the wall shows at that moment: the tables in turn, where there are more than can be read at once."""
    found = evening_at(plan)
    row = found.current
    tables = found.at(row) if row and plan.shown_at else []
    most = max((len(people) for _table, people in tables), default=0)
    room = next((at_once for people, at_once in _ROOM if most <= people), 1)
    pages = max(1, -(-len(tables) // room))
    page = int(now.timestamp() // SECONDS_A_PAGE) % pages
    shown = tables[page * room : (page + 1) * room]
    names = first_names(found)
    return Wall(plan, row, [(table, sorted(names[d.pk] for d in people)) for table, people in shown], page + 1, pages)


def first_names(found: Evening) -> dict[int, str]:
    """What each diner is called on a wall: the first name, with the first letter of the last where several share it."""
    words = {pk: str(diner).split() or ["?"] for pk, diner in found.diners.items()}
    shared = Counter(word[0].casefold() for word in words.values())
    return {pk: _short(word, shared[word[0].casefold()] > 1) for pk, word in words.items()}


def _short(words: list[str], is_shared: bool) -> str:
    return f"{words[0]} {words[-1][0]}." if is_shared and len(words) > 1 else words[0]


def _place(found: Evening, row: Round, diner: Diner, profiles: dict[int, Membership]) -> Place:
    table = found.table_of(row, diner)
    people = dict(found.at(row)).get(table, []) if table else []
    return Place(row, table, [_mate(diner, mate, profiles) for mate in people if mate.pk != diner.pk])


def _mate(diner: Diner, mate: Attendee, profiles: dict[int, Membership]) -> Mate:
    mine, theirs = profiles.get(diner.user_id or 0), profiles.get(mate.user_id or 0)
    return Mate(str(mate), common_ground(mine, theirs, str(mate).split()[0]) if mine and theirs else "")


def _profiles(diner: Diner, found: Evening) -> dict[int, Membership]:
    """What members say in this group of those who sit there, by user; nothing for guests, who do not see profiles."""
    here = {each.user_id for each in found.diners.values() if each.user_id and not each.name}
    members = {member.user_id: member for member in _members(diner.plan.meeting.group_id, here | {diner.user_id or 0})}
    return {user: member for user, member in members.items() if user in here} if diner.user_id in members else {}


def _own(user: User, meeting: UUID, slug: str) -> DinerQuerySet:
    return Diner.objects.seated(user).filter(plan__meeting__uid=meeting, plan__meeting__group__slug=slug)


@prepared
def _diners(user: User, meeting: UUID, slug: str) -> QuerySet[Diner]:
    return _own(user, meeting, slug).select_related("plan__meeting")


@prepared
def _versions(user: User, meeting: UUID, slug: str, version: int) -> QuerySet[Diner, int]:
    return _own(user, meeting, slug).filter(plan__version=version).order_by().values_list("pk", flat=True)


@prepared
def _members(group: int, users: set[int]) -> QuerySet[Membership]:
    inner = Membership.objects.inner().filter(group=group, user__in=users)
    return inner.order_by().only("user", "shown", *Membership.FIELDS)
