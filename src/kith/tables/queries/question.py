"""Rows of a plan as a question to kith.seating, and what stands in the way of an answer, in names instead of numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from kith.groups.models import RUNNING, Membership, Role
from kith.tables.models import Diner, Plan, Round, Seat, Wish
from kith.tables.queries.evening import Attendee, Evening

Met = Counter[tuple[int, int]]

EARLIER = 24  # evenings of the group that are remembered
_LEVELS = {Membership.Level.BEGINNING: -1.0, Membership.Level.SOME: 0.0, Membership.Level.LONG: 1.0}
_WEIGHT = 0.3  # of a repeat: that two of the same end of the scale share a table


@dataclass(frozen=True)
class Question:
    """What is asked of kith.seating. Whoever is diners[i] is person i there, and rounds[r] is its round r. before: how often
    two have met again by now, not counting what had been so before the evening; known: how much of it is in `met`."""

    diners: list[Attendee]
    rounds: list[Round]
    arguments: dict[str, Any]
    before: int
    known: int

    @property
    def people(self) -> int:
        """How many are to be seated."""
        return len(self.diners)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked but that people meet."""
        names = ("absent", "locked", "apart", "together", "met", "weights")
        return "size" in self.arguments and not any(self.arguments[name] for name in names)


def question(evening: Evening, from_round: int) -> Question:
    """What is to be worked out: the rounds from that number on which nobody has started; all others count as they are."""
    rounds = [each for each in evening.rounds if each.number >= from_round and each.started_at is None]
    diners = [each for each in evening.diners.values() if any(each.is_there(row.number) for row in rounds)]
    number = {diner.pk: place for place, diner in enumerate(diners)}
    earlier = met_earlier(evening)
    history = earlier + _met_tonight(evening, [each for each in evening.rounds if each not in rounds])
    met = {(number[a], number[b]): n for (a, b), n in history.items() if a in number and b in number}
    locked = _locked(evening, rounds, diners)
    arguments: dict[str, Any] = {
        "absent": [(n, r) for n, diner in enumerate(diners) for r, row in enumerate(rounds) if not _is_in(diner, row)],
        "locked": locked,
        "apart": _pairs(evening.wishes, Wish.Kind.APART, number) + _mentors(evening, diners),
        "together": _pairs(evening.wishes, Wish.Kind.TOGETHER, number),
        "met": [(a, b, times) for (a, b), times in met.items()],
        "weights": _weights(evening.plan, diners),
        **_room(evening, rounds, diners, locked),
    }
    return Question(diners, rounds, arguments, _again(history) - _again(earlier), _again(Counter(met)))


def met_earlier(evening: Evening) -> Met:
    """How often each two of these diners, by primary key, shared a table at earlier meetings of the group, in rounds that
    were held; only accounts can be told again."""
    if not evening.plan.remembers:
        return Counter()
    meeting = evening.plan.meeting
    plans = Plan.objects.filter(meeting__group=meeting.group_id, meeting__starts_at__lt=meeting.starts_at)
    latest = list(plans.order_by("-meeting__starts_at").values_list("pk", flat=True)[:EARLIER])
    here = {diner.user_id: diner.pk for diner in evening.diners.values() if diner.user_id}
    held = Seat.objects.filter(round__plan__in=latest).exclude(round__started_at=None)
    known = held.filter(diner__user__in=Diner.objects.filter(plan=evening.plan).values("user"))
    tables: dict[tuple[int, int], list[int]] = {}
    for round_id, table_id, user_id in known.values_list("round", "table", "diner__user"):
        tables.setdefault((round_id, table_id), []).append(here[user_id])
    return _meetings(tables.values())


def in_names(error: ValueError, question: Question) -> str:
    """Return what kith.seating objects to, with names for people, and tables and rounds counted from 1."""

    def named(found: re.Match[str]) -> str:
        return _(" and ").join(str(question.diners[int(n)]) for n in re.findall(r"\d+", found[0]))

    def counted(found: re.Match[str]) -> str:
        row = int(found[2])
        number = question.rounds[row].number if found[1] == "round" and row < len(question.rounds) else row + 1
        return f"{found[1]} {number}"

    text = re.sub(r"(?:Person|People) \d+(?: and \d+)?", named, str(error))
    return re.sub(r"\b(round|table) (\d+)", counted, text)[:300]


def _is_in(diner: Attendee, row: Round) -> bool:
    return diner.is_there(row.number)


def _met_tonight(evening: Evening, rounds: list[Round]) -> Met:
    return _meetings([person.pk for person in people] for row in rounds for _table, people in evening.at(row))


def _meetings(tables: Any) -> Met:
    met: Met = Counter()
    for people in tables:
        met.update(combinations(sorted(people), 2))
    return met


def _again(met: Met) -> int:
    return sum(times - 1 for times in met.values() if times > 1)


def _pairs(wishes: list[Wish], kind: str, number: dict[int, int]) -> list[list[int]]:
    both = [(wish.one_id, wish.other_id) for wish in wishes if wish.kind == kind]
    return [[number[one], number[other]] for one, other in both if one in number and other in number]


def _mentors(evening: Evening, diners: list[Attendee]) -> list[list[int]]:
    """Mentors and organisers as one set of people who sit apart, where there are no more of them than tables."""
    if not evening.plan.parts_mentors:
        return []
    roles = (*RUNNING, Role.MENTOR)
    group = evening.plan.meeting.group_id
    found = set(Membership.objects.current().filter(group=group, role__in=roles).values_list("user", flat=True))
    mentors = [number for number, diner in enumerate(diners) if diner.user_id in found]
    tables = -(-len(diners) // evening.plan.size)
    return [mentors] if 1 < len(mentors) <= tables else []


def _locked(evening: Evening, rounds: list[Round], diners: list[Attendee]) -> list[tuple[int, int, int]]:
    """Of each round, who sits where already: put there by hand for this round, or keeping a table."""
    place = {table.pk: number for number, table in enumerate(evening.tables)}
    found = []
    for row, round_ in enumerate(rounds):
        for person, diner in enumerate(diners):
            seat = evening.seats[round_.pk].get(diner.pk)
            table = seat.table_id if seat and seat.is_pinned else diner.table_id
            if table is not None and diner.is_there(round_.number):
                found.append((person, row, place[table]))
    return found


def _room(
    evening: Evening, rounds: list[Round], diners: list[Attendee], locked: list[tuple[int, int, int]]
) -> dict[str, Any]:
    """Tables by their size; by a list, where one has seats of its own or holds, by hand, more than it has."""
    size = evening.plan.size
    most = max((sum(diner.is_there(row.number) for diner in diners) for row in rounds), default=0)
    there = -(-max(most, 1) // size)
    crowded = Counter((row, table) for _person, row, table in locked)
    is_own = any(table.seats for table in evening.tables)
    if not is_own and all(table < there and count <= size for (_row, table), count in crowded.items()):
        return {"size": size}
    seats = [table.seats or size for table in evening.tables]
    if not is_own:
        seats = seats[: max(there, 1 + max(table for _row, table in crowded))]
    for (_row, table), count in crowded.items():
        seats[table] = max(seats[table], count)
    while sum(seats) < most:
        seats.append(size)
    return {"tables": seats}


def _weights(plan: Plan, diners: list[Attendee]) -> dict[tuple[int, int], float] | None:
    """What it costs that two with the same end of the scale of levels sit together; nothing where levels do not count."""
    if not plan.balances_levels:
        return None
    members = Membership.objects.current().filter(group=plan.meeting.group_id).exclude(level="")
    level = {user: _LEVELS[Membership.Level(said)] for user, said in members.values_list("user", "level")}
    said = [(n, level[d.user_id]) for n, d in enumerate(diners) if d.user_id is not None and d.user_id in level]
    mean = sum(value for _n, value in said) / max(len(said), 1)
    return {(a, b): _WEIGHT * (x - mean) * (y - mean) for (a, x), (b, y) in combinations(said, 2)} or None
