"""All of one plan, loaded in a handful of questions: who sits where in which round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

from kith.meetings.models import Meeting
from kith.prepared import prepared
from kith.tables.models import Diner, Plan, Round, Seat, Table, Wish, called, comes_for

_SAID = ("user", "name", "user__name", "away_since", "first_round", "last_round", "table")


class Attendee(NamedTuple):
    """Somebody at the tables, with their name: what a Diner says. Pages show hundreds, of whom rows would take far longer."""

    pk: int
    uid: str  # as addresses have it: to make a UUID of it and a text again takes half as long as all else
    user_id: int | None
    name: str  # of their own, as Diner has it
    called: str
    is_away: bool
    first_round: int
    last_round: int | None
    table_id: int | None

    def __str__(self) -> str:
        return self.called

    def is_there(self, number: int) -> bool:
        """Whether they are expected in a round."""
        return not self.is_away and comes_for(number, self.first_round, self.last_round)


class Chair(NamedTuple):
    """Where somebody sits in a round, and whether they were put there by hand."""

    table_id: int
    is_pinned: bool


@dataclass(frozen=True)
class Evening:
    """seats: of each round, by its primary key, the chair of each diner by theirs."""

    plan: Plan
    diners: dict[int, Attendee]
    tables: list[Table]
    rounds: list[Round]
    seats: dict[int, dict[int, Chair]]
    wishes: list[Wish]

    @cached_property
    def running(self) -> Round | None:
        """The round that is held now, if one is."""
        return next((each for each in self.rounds if each.is_running), None)

    @cached_property
    def upcoming(self) -> Round | None:
        """The next round that nobody has started."""
        return next((each for each in self.rounds if each.started_at is None), None)

    @property
    def current(self) -> Round | None:
        """The round that screens show: the one that is held, else the next one, else the last."""
        return self.running or self.upcoming or (self.rounds[-1] if self.rounds else None)

    @cached_property
    def expected(self) -> list[Attendee]:
        """Everybody who comes, or came, for some of it."""
        return [diner for diner in self.diners.values() if not diner.is_away]

    def shown(self, number: int | None) -> Round | None:
        """The round of that number, or where there is none the one that screens show."""
        return next((each for each in self.rounds if each.number == number), None) or self.current

    def table_of(self, round_: Round, diner: Attendee | Diner) -> Table | None:
        """Where somebody sits in a round."""
        seat = self.seats[round_.pk].get(diner.pk)
        return self._table[seat.table_id] if seat else None

    def at(self, round_: Round) -> list[tuple[Table, list[Attendee]]]:
        """The tables of a round at which somebody sits, with those who do, by name."""
        return [(table, people) for table, people in self.everywhere(round_) if people]

    def everywhere(self, round_: Round) -> list[tuple[Table, list[Attendee]]]:
        """All tables, with those who sit at them in a round, by name."""
        found: dict[int, list[Attendee]] = defaultdict(list)
        for diner_id, seat in self.seats[round_.pk].items():
            found[seat.table_id].append(self.diners[diner_id])
        return [(table, sorted(found[table.pk], key=name_of)) for table in self.tables]

    def without_place(self, round_: Round) -> list[Attendee]:
        """Who is expected in a round and has no place in it, by name."""
        taken = self.seats[round_.pk]
        left = [diner for diner in self.diners.values() if diner.is_there(round_.number) and diner.pk not in taken]
        return sorted(left, key=name_of)

    @cached_property
    def _table(self) -> dict[int, Table]:
        return {table.pk: table for table in self.tables}


def plan_of(meeting: Meeting) -> Plan | None:
    """The plan of a meeting, where it has one."""
    return next(iter(_plans(meeting)), None)


def evening(plan: Plan) -> Evening:
    """Load a plan with all that belongs to it: five questions, however many sit."""
    rounds = _rounds(plan)
    diners = {row[0]: _attendee(*row) for row in _diners(plan)}
    return Evening(plan, diners, tables_of(plan), rounds, _by_round(rounds, _seats(rounds)), _wishes(plan))


def evening_at(plan: Plan, number: int | None = None) -> Evening:
    """Load what screens show of it: one round. Of the others only who keeps a table or is named in a wish has a chair."""
    diners = {row[0]: _attendee(*row) for row in _diners(plan)}
    found = Evening(plan, diners, tables_of(plan), _rounds(plan), {}, _wishes(plan))
    row, told = found.shown(number), {pk for wish in found.wishes for pk in (wish.one_id, wish.other_id)}
    told.update(pk for pk, diner in diners.items() if diner.table_id)
    seats = [*(_seats([row]) if row else []), *(_seats_of(told, found.rounds) if told else [])]
    found.seats.update(_by_round(found.rounds, seats))
    return found


def is_seated(evening: Evening) -> bool:
    """Whether anybody has a chair in any round."""
    return any(evening.seats.values()) or bool(_first_seats(evening.rounds))


def evening_of(diner: Diner) -> Evening:
    """Load what one of them sees of it: their own table in each round, and who sits there. Four questions, few rows."""
    rounds, found = _rounds(diner.plan), _beside(diner)
    diners = {row[1]: _attendee(row[1], *row[4:]) for row in found}
    diners = diners or {row[0]: _attendee(*row) for row in _alone(diner.pk)}
    return Evening(diner.plan, diners, _tables_of(diner), rounds, _by_round(rounds, (row[:4] for row in found)), [])


def name_of(diner: Attendee) -> str:
    """What people are put in order by."""
    return diner.called.casefold()


@prepared
def _plans(meeting: Meeting) -> QuerySet[Plan]:
    return Plan.objects.filter(meeting=meeting)


@prepared
def _rounds(plan: Plan) -> QuerySet[Round]:
    return Round.objects.filter(plan=plan)


@prepared
def tables_of(plan: Plan) -> QuerySet[Table]:
    """All tables of a plan, by number."""
    return Table.objects.filter(plan=plan)


@prepared
def _wishes(plan: Plan) -> QuerySet[Wish]:
    return Wish.objects.filter(plan=plan)


@prepared
def _diners(plan: Plan) -> QuerySet[Diner, tuple[Any, ...]]:
    return Diner.objects.filter(plan=plan).values_list("pk", Cast("uid", CharField()), *_SAID)


@prepared
def _alone(diner: int) -> QuerySet[Diner, tuple[Any, ...]]:
    return Diner.objects.filter(pk=diner).values_list("pk", Cast("uid", CharField()), *_SAID)


@prepared
def _seats(rounds: list[Round]) -> QuerySet[Seat, tuple[Any, ...]]:
    return Seat.objects.filter(round__in=rounds).values_list("round", "diner", "table", "is_pinned")


@prepared
def _seats_of(diners: set[int], rounds: list[Round]) -> QuerySet[Seat, tuple[Any, ...]]:
    found = Seat.objects.filter(diner__in=diners, round__in=rounds)
    return found.values_list("round", "diner", "table", "is_pinned")


@prepared
def _first_seats(rounds: list[Round]) -> QuerySet[Seat, int]:
    return Seat.objects.filter(round__in=rounds).values_list("pk", flat=True)[:1]


@prepared
def _beside(diner: Diner) -> QuerySet[Seat, tuple[Any, ...]]:
    """The seats at the tables at which somebody sits, each in the round in which they do, with who has them."""
    found = Seat.objects.filter(table__taken__diner=diner, table__taken__round=F("round"))
    who = (f"diner__{name}" for name in _SAID)
    return found.values_list("round", "diner", "table", "is_pinned", Cast("diner__uid", CharField()), *who)


@prepared
def _tables_of(diner: Diner) -> QuerySet[Table]:
    return Table.objects.filter(taken__diner=diner).distinct()


def _attendee(
    pk: int, uid: str, user: int | None, name: str, account: str | None, away: object, *rest: Any
) -> Attendee:
    return Attendee(pk, _dashed(uid), user, name, called(name, account), away is not None, *rest)


def _dashed(uid: str) -> str:
    """A UUID as it is written, of what the database has: SQLite leaves the dashes out."""
    return uid if "-" in uid else f"{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:]}"


def _by_round(rounds: Iterable[Round], seats: Iterable[tuple[Any, ...]]) -> dict[int, dict[int, Chair]]:
    found: dict[int, dict[int, Chair]] = {each.pk: {} for each in rounds}
    for round_id, diner_id, table_id, is_pinned in seats:
        found[round_id][diner_id] = Chair(table_id, is_pinned)
    return found
