"""What the organiser's board shows of one round, and of the evening beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kith.meetings.models import RSVP
from kith.people.folding import fold
from kith.prepared import prepared
from kith.tables.models import MOST_ROUNDS, Diner, Plan, Round, Table, Wish
from kith.tables.queries.evening import Attendee, Evening, name_of
from kith.tables.queries.figures import broken, fewest_rounds, sentences

_MOST_FOUND = 20


class Sitting(NamedTuple):
    """Somebody at a table, and why they sit there: put there by hand, or keeping it."""

    diner: Attendee
    is_pinned: bool
    keeps: bool


@dataclass(frozen=True)
class Board:
    """round: the one that is looked at. tray: who is there and has no place in it. elsewhere: who is not there, and why.
    found: who was looked for by name, and their table in the round. answered: how many answers to the invitation are not in
    the plan yet. fewest: rounds that it takes for all to meet, where there can be as many."""

    round: Round | None
    tables: list[tuple[Table, list[Sitting]]]
    tray: list[Attendee]
    elsewhere: list[tuple[Attendee, str]]
    found: list[tuple[Attendee, Table | None]]
    people: int
    sentences: list[str]
    broken: list[str]
    wishes: list[tuple[Wish, Attendee, Attendee]]
    answered: int
    fewest: int | None
    running: Round | None
    upcoming: Round | None


def board(evening: Evening, row: Round | None, name: str = "") -> Board:
    """The board at a round, with those whose name has these words."""
    diners, fewest = evening.diners, fewest_rounds(evening)
    return Board(
        round=row,
        tables=[(table, _sitting(evening, row, people)) for table, people in evening.everywhere(row)] if row else [],
        tray=evening.without_place(row) if row else [],
        elsewhere=_elsewhere(evening, row) if row else [],
        found=_found(evening, row, name) if row else [],
        people=len(evening.expected),
        sentences=sentences(evening),
        broken=broken(evening)[:20],
        wishes=[(wish, diners[wish.one_id], diners[wish.other_id]) for wish in evening.wishes],
        answered=_answered(evening.plan),
        fewest=fewest if fewest and fewest <= MOST_ROUNDS else None,
        running=evening.running,
        upcoming=evening.upcoming,
    )


def _sitting(evening: Evening, row: Round, people: list[Attendee]) -> list[Sitting]:
    seats = evening.seats[row.pk]
    return [Sitting(d, seats[d.pk].is_pinned, d.table_id == seats[d.pk].table_id) for d in people]


def _elsewhere(evening: Evening, row: Round) -> list[tuple[Attendee, str]]:
    missing = [diner for diner in evening.diners.values() if not diner.is_there(row.number)]
    return [(diner, _why(diner, row)) for diner in sorted(missing, key=name_of)]


def _found(evening: Evening, row: Round, name: str) -> list[tuple[Attendee, Table | None]]:
    words = fold(name).split()
    named = [diner for diner in evening.diners.values() if words and all(word in fold(str(diner)) for word in words)]
    return [(diner, evening.table_of(row, diner)) for diner in sorted(named, key=name_of)[:_MOST_FOUND]]


def _why(diner: Attendee, row: Round) -> str:
    if diner.is_away:
        return _("does not come")
    if diner.first_round > row.number:
        return _("comes for round %(round)s") % {"round": diner.first_round}
    return _("has gone home")


def _answered(plan: Plan) -> int:
    """How many said yes and are no diners, or are and have said no."""
    return sum(_counted(plan, plan.meeting_id))


@prepared
def _counted(plan: Plan, meeting: int) -> QuerySet[RSVP, int]:
    diners = Diner.objects.filter(plan=plan, user=OuterRef("user"))
    is_out = ~Q(answer=RSVP.Answer.YES) | Q(attendance__in=(RSVP.Attendance.ABSENT, RSVP.Attendance.EXCUSED))
    is_new = Q(~Exists(diners), answer=RSVP.Answer.YES)
    found = RSVP.objects.filter(is_new | is_out & Q(Exists(diners.filter(away_since=None))), meeting=meeting)
    return found.values("meeting").annotate(n=Count("pk")).values_list("n", flat=True)
