"""All of one plan, loaded in a handful of questions: who sits where in which round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from kith.tables.models import Diner, Plan, Round, Seat, Table, Wish


@dataclass(frozen=True)
class Evening:
    """seats: of each round, by its primary key, the seat of each diner by theirs."""

    plan: Plan
    diners: dict[int, Diner]
    tables: list[Table]
    rounds: list[Round]
    seats: dict[int, dict[int, Seat]]
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

    @property
    def expected(self) -> list[Diner]:
        """Everybody who comes, or came, for some of it."""
        return [diner for diner in self.diners.values() if not diner.is_away]

    def numbered(self, number: int) -> Round | None:
        """The round of that number."""
        return next((each for each in self.rounds if each.number == number), None)

    def table_of(self, round_: Round, diner: Diner) -> Table | None:
        """Where somebody sits in a round."""
        seat = self.seats[round_.pk].get(diner.pk)
        return self._table[seat.table_id] if seat else None

    def at(self, round_: Round) -> list[tuple[Table, list[Diner]]]:
        """The tables of a round at which somebody sits, with those who do, by name."""
        return [(table, people) for table, people in self.everywhere(round_) if people]

    def everywhere(self, round_: Round) -> list[tuple[Table, list[Diner]]]:
        """All tables, with those who sit at them in a round, by name."""
        found: dict[int, list[Diner]] = defaultdict(list)
        for diner_id, seat in self.seats[round_.pk].items():
            found[seat.table_id].append(self.diners[diner_id])
        return [(table, sorted(found[table.pk], key=name_of)) for table in self.tables]

    def without_place(self, round_: Round) -> list[Diner]:
        """Who is expected in a round and has no place in it, by name."""
        taken = self.seats[round_.pk]
        left = [diner for diner in self.diners.values() if diner.is_there(round_.number) and diner.pk not in taken]
        return sorted(left, key=name_of)

    @cached_property
    def _table(self) -> dict[int, Table]:
        return {table.pk: table for table in self.tables}


def evening(plan: Plan) -> Evening:
    """Load a plan with all that belongs to it: five questions, however many sit."""
    rounds = list(plan.rounds.all())
    seats = _by_round(rounds, Seat.objects.filter(round__plan=plan))
    diners = {diner.pk: diner for diner in Diner.objects.filter(plan=plan).known()}
    return Evening(plan, diners, list(plan.tables.all()), rounds, seats, list(plan.wishes.all()))


def evening_of(diner: Diner) -> Evening:
    """Load what one of them sees of it: their own table in each round, and who sits there. Five questions, few rows."""
    rounds = list(diner.plan.rounds.all())
    own = list(diner.places.all())
    beside = Q(pk__in=[])
    for seat in own:
        beside |= Q(round=seat.round_id, table=seat.table_id)
    seats = _by_round(rounds, Seat.objects.filter(beside))
    there = {diner.pk, *(pk for each in seats.values() for pk in each)}
    diners = {each.pk: each for each in Diner.objects.filter(pk__in=there).known()}
    tables = list(diner.plan.tables.filter(pk__in={seat.table_id for seat in own}))
    return Evening(diner.plan, diners, tables, rounds, seats, [])


def _by_round(rounds: Iterable[Round], seats: Iterable[Seat]) -> dict[int, dict[int, Seat]]:
    found: dict[int, dict[int, Seat]] = {each.pk: {} for each in rounds}
    for seat in seats:
        found[seat.round_id][seat.diner_id] = seat
    return found


def name_of(diner: Diner) -> str:
    """What people are put in order by."""
    return str(diner).casefold()
