"""The list of the day: a few people, each with the strongest reason, and what to say.

The rule (docs/decisions/0004): reasons are asked in the order of kith.today.reasons.REASONS, and each in its own order; no
reason takes more than three places while another one waits; somebody with several reasons stands once, under the first.
What was answered today takes a place of the day, so that the list ends. What was not done stays for tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q

from kith.accounts.models import User
from kith.interactions.models import Interaction
from kith.people.models import ContactPoint, Person, Position
from kith.today.models import Answer
from kith.today.openers import Opener, openers_for
from kith.today.reasons import REASONS, Why, due, occasions_from, planned, promises_due

MOST_OF_ONE_REASON = 3
MOST_OF_A_WEEK = 60


@dataclass(frozen=True)
class Suggestion:
    """Somebody to reach out to, why, what to say, and by what way."""

    person: Person
    why: Why
    also: tuple[Why, ...]
    organisation: str
    title: str
    openers: tuple[Opener, ...]


@dataclass(frozen=True)
class Day:
    """The list of a day, and how much of it is done."""

    on: date
    suggestions: tuple[Suggestion, ...]
    answered: int
    size: int
    touched_this_week: int = 0
    people_in_book: bool = True


@dataclass
class _Chosen:
    order: list[Why] = field(default_factory=list)
    also: dict[int, list[Why]] = field(default_factory=dict)


def day(owner: User, on: date, size: int | None = None) -> Day:
    """Return the list of the day, at most `size` people (by default the user's own number) less those answered today."""
    size = size or owner.people_a_day
    answers = _answers(owner, on)
    answered = len({a.person_id for a in answers if a.on == on})
    places = max(0, size - answered)
    chosen = _choose(_candidates(owner, on, size + len(answers), answers), places)
    return Day(on, _filled(chosen), answered, size, _touched_this_week(owner, on))


def suggestion(owner: User, person: Person, on: date) -> Suggestion | None:
    """Return why to reach out to this person on this day, or None if there is no reason."""
    reasons = [why for why in _candidates(owner, on, 10_000, _answers(owner, on)) if why.person_id == person.pk]
    return _filled(_choose(reasons, 1))[0] if reasons else None


def week(owner: User, start: date, on: date) -> list[tuple[date, list[Why]]]:
    """Return what is known already of seven days: plans, promises, occasions and due dates, in the words of the day `on`."""
    by_day: dict[date, list[Why]] = {start + timedelta(days=n): [] for n in range(7)}
    end = start + timedelta(days=6)
    found = [*promises_due(owner, on, MOST_OF_A_WEEK, end), *planned(owner, on, MOST_OF_A_WEEK, end)]
    found += [*occasions_from(owner, start, 6, on), *due(owner, on, MOST_OF_A_WEEK, end)]
    for why in found:
        if why.due in by_day:
            by_day[why.due].append(why)
    return list(by_day.items())


def _answers(owner: User, on: date) -> list[Answer]:
    """Answers that still silence a reason, or were given today."""
    lasting = Q(what=Answer.What.SNOOZED, until__gt=on) | ~Q(what=Answer.What.SNOOZED) | Q(on=on)
    return list(Answer.objects.visible_to(owner).filter(lasting, on__lte=on, on__gte=on - timedelta(days=400)))


def _candidates(owner: User, on: date, want: int, answers: Iterable[Answer]) -> list[Why]:
    silenced = {(a.person_id, a.reason, a.evidence) for a in answers if a.what != Answer.What.SNOOZED}
    resting = {a.person_id for a in answers if a.what == Answer.What.SNOOZED and a.until and a.until > on}
    resting |= {a.person_id for a in answers if a.on == on}
    found = [why for ask in REASONS.values() for why in ask(owner, on, want)]
    return [
        why for why in found if why.person_id not in resting and (why.person_id, why.code, why.evidence) not in silenced
    ]


def _choose(found: list[Why], places: int) -> _Chosen:
    chosen = _Chosen()
    firsts: list[Why] = []
    for why in found:
        if why.person_id in chosen.also:
            chosen.also[why.person_id].append(why)
        else:
            chosen.also[why.person_id] = []
            firsts.append(why)
    taken: dict[str, int] = {}
    for why in firsts:
        taken[why.code] = taken.get(why.code, 0) + 1
        if taken[why.code] <= MOST_OF_ONE_REASON:
            chosen.order.append(why)
    waiting = [why for why in firsts if why not in chosen.order]
    chosen.order = sorted((chosen.order[:places] + waiting)[:places], key=lambda why: list(REASONS).index(why.code))
    return chosen


def _filled(chosen: _Chosen) -> tuple[Suggestion, ...]:
    ids = [why.person_id for why in chosen.order]
    if not ids:
        return ()
    found = Person.objects.in_bulk(ids)
    points: dict[int, list[ContactPoint]] = {}
    for point in ContactPoint.objects.filter(person__in=ids).order_by("-is_preferred", "id"):
        points.setdefault(point.person_id, []).append(point)
    positions = {
        p.person_id: p
        for p in Position.objects.filter(person__in=ids, is_current=True, kind="work")
        .select_related("organisation")
        .order_by("-id")
    }
    return tuple(
        _suggestion(found[why.person_id], why, chosen, points, positions.get(why.person_id)) for why in chosen.order
    )


def _suggestion(
    person: Person, why: Why, chosen: _Chosen, points: dict[int, list[ContactPoint]], position: Position | None
) -> Suggestion:
    organisation = position.organisation.name if position and position.organisation else ""
    return Suggestion(
        person=person,
        why=why,
        also=tuple(chosen.also[person.pk]),
        organisation=organisation,
        title=position.title if position else "",
        openers=tuple(openers_for(person, why, organisation, points.get(person.pk, []))),
    )


def _touched_this_week(owner: User, on: date) -> int:
    start = on - timedelta(days=(on.weekday() - owner.week_start) % 7)
    found = Interaction.objects.visible_to(owner).in_book().filter(on__range=(start, on))
    return found.aggregate(n=Count("participations__person", distinct=True))["n"]
