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
SHOWN_OF_PERSON = ("name", "given", "family", "nickname", "photo", "met_at", "tier", "phase", "warmth", "touches")
MOST_OF_A_WEEK = 60


@dataclass(frozen=True)
class Suggestion:
    """Somebody to reach out to, the reasons with the strongest first, and first words to say. `role` is their work."""

    person: Person
    reasons: tuple[Why, ...]
    role: str
    opener: str

    @property
    def why(self) -> Why:
        """The strongest reason."""
        return self.reasons[0]


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


def reasons_of(owner: User, person: Person, on: date) -> list[Why]:
    """Return why to reach out to this person on this day, the strongest reason first; answered ones are left out."""
    return [why for why in _candidates(owner, on, 10_000, _answers(owner, on)) if why.person_id == person.pk]


def words_for(person: Person, why: Why) -> list[Opener]:
    """Return first words to somebody, the likeliest first, with the ways to send them."""
    points = ContactPoint.objects.filter(person=person).order_by("-is_preferred", "id")
    position = _positions([person.pk]).get(person.pk)
    organisation = position.organisation.name if position and position.organisation else ""
    return openers_for(person, why, organisation, points)


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
    people, positions = Person.objects.only(*SHOWN_OF_PERSON).in_bulk(ids), _positions(ids)
    return tuple(_suggestion(people[why.person_id], why, chosen, positions.get(why.person_id)) for why in chosen.order)


def _positions(person_ids: list[int]) -> dict[int, Position]:
    current = Position.objects.filter(person__in=person_ids, is_current=True, kind=Position.Kind.WORK)
    found = current.select_related("organisation").only("person_id", "title", "organisation__name").order_by("-id")
    return {position.person_id: position for position in found}


def _suggestion(person: Person, why: Why, chosen: _Chosen, position: Position | None) -> Suggestion:
    title, organisation = position.title if position else "", ""
    if position and position.organisation:
        organisation = position.organisation.name
    role = ", ".join(part for part in (title, organisation) if part)
    opener = openers_for(person, why, organisation, [])[0].text
    return Suggestion(person, (why, *chosen.also[person.pk]), role, opener)


def _touched_this_week(owner: User, on: date) -> int:
    start = on - timedelta(days=(on.weekday() - owner.week_start) % 7)
    found = Interaction.objects.visible_to(owner).in_book().filter(on__range=(start, on))
    return found.aggregate(n=Count("participations__person", distinct=True))["n"]
