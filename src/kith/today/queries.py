"""The list of the day: a few people, each with the strongest reason, and what to say.

The rule (docs/decisions/0004): reasons are asked in the order of kith.today.reasons.REASONS, and each in its own order; no
reason takes more than three places while another one waits; somebody with several reasons stands once, under the first.
What was answered today takes a place of the day, so that the list ends. What was not done stays for tomorrow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from kith import sql
from kith.accounts.models import User
from kith.imports.models import Import
from kith.interactions import queries as interactions
from kith.people.models import ContactPoint, Person
from kith.today.models import Answer
from kith.today.openers import Opener, openers_for
from kith.today.reasons import REASONS, due, occasions_from, planned, promises_due
from kith.today.words import Why

MOST_OF_ONE_REASON = 3
SHOWN_OF_PERSON = ("name", "given", "family", "nickname", "photo", "met_at", "tier", "phase", "warmth", "touches")
MOST_OF_A_WEEK, MOST_OF_A_PERSON = 60, 20
SILENT_DAYS = 400  # after which an answer silences no more


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


class _Said(NamedTuple):
    """An answer of the user's."""

    person_id: int
    reason: str
    evidence: str
    what: str
    on: date
    until: date | None


class _Work(NamedTuple):
    """What somebody does. Either may be "" if it is not known."""

    title: str
    organisation: str


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
    start = on - timedelta(days=(on.weekday() - owner.week_start) % 7)
    return Day(on, _filled(chosen), answered, size, interactions.people_touched(owner, start, on))


def reasons_of(owner: User, person: Person, on: date) -> list[Why]:
    """Return why to reach out to this person on this day, the strongest reason first; answered ones are left out."""
    return _candidates(owner, on, MOST_OF_A_PERSON, _answers(owner, on), person.pk)


def words_for(person: Person, why: Why) -> list[Opener]:
    """Return first words to somebody, the likeliest first, with the ways to send them."""
    points = ContactPoint.objects.filter(person=person).order_by("-is_preferred", "id")
    work = _work([person.pk]).get(person.pk, _Work("", ""))
    return openers_for(person, why, work.organisation, points)


def shows_sample(owner: User) -> bool:
    """Whether the sample network is in the book, so that the page offers to remove it."""
    return bool(sql.rows(_SAMPLE, owner=owner.pk, done=Import.State.DONE.value))


def week(owner: User, start: date, on: date) -> list[tuple[date, list[Why]]]:
    """Return what is known already of seven days: plans, promises, occasions and due dates, in the words of the day `on`."""
    by_day: dict[date, list[Why]] = {start + timedelta(days=n): [] for n in range(7)}
    end = start + timedelta(days=6)
    found = [*promises_due(owner, on, MOST_OF_A_WEEK, until=end), *planned(owner, on, MOST_OF_A_WEEK, until=end)]
    found += [*occasions_from(owner, start, 6, on), *due(owner, on, MOST_OF_A_WEEK, until=end)]
    for why in found:
        if why.due in by_day:
            by_day[why.due].append(why)
    return list(by_day.items())


def _answers(owner: User, on: date) -> list[_Said]:
    """Answers that still silence a reason, or were given today."""
    since = on - timedelta(days=SILENT_DAYS)
    told = sql.rows(_ANSWERS, owner=owner.pk, snoozed=Answer.What.SNOOZED.value, today=on, since=since)
    return [_Said(*row) for row in told]


def _candidates(owner: User, on: date, want: int, answers: Iterable[_Said], person_id: int | None = None) -> list[Why]:
    silenced = {(a.person_id, a.reason, a.evidence) for a in answers if a.what != Answer.What.SNOOZED}
    resting = {a.person_id for a in answers if a.what == Answer.What.SNOOZED and a.until and a.until > on}
    resting |= {a.person_id for a in answers if a.on == on}
    found = [why for ask in REASONS.values() for why in ask(owner, on, want, person_id)]
    return [
        why for why in found if why.person_id not in resting and (why.person_id, why.code, why.evidence) not in silenced
    ]


def _choose(found: list[Why], places: int) -> _Chosen:
    chosen = _Chosen()
    first_of: dict[int, Why] = {}
    for why in found:
        if first_of.setdefault(why.person_id, why) is not why:
            chosen.also.setdefault(why.person_id, []).append(why)
    taken: Counter[str] = Counter()
    within: list[Why] = []
    waiting: list[Why] = []
    for why in first_of.values():
        taken[why.code] += 1
        (within if taken[why.code] <= MOST_OF_ONE_REASON else waiting).append(why)
    rank = {code: place for place, code in enumerate(REASONS)}
    chosen.order = sorted((within[:places] + waiting)[:places], key=lambda why: rank[why.code])
    return chosen


def _filled(chosen: _Chosen) -> tuple[Suggestion, ...]:
    ids = [why.person_id for why in chosen.order]
    if not ids:
        return ()
    found = sql.objects(Person, _PEOPLE.format(shown=", ".join(f"p.{name}" for name in SHOWN_OF_PERSON)), people=ids)
    people, work = {person.pk: person for person in found}, _work(ids)
    return tuple(
        _suggestion(people[why.person_id], why, chosen, work.get(why.person_id, _Work("", ""))) for why in chosen.order
    )


def _work(person_ids: list[int]) -> dict[int, _Work]:
    """What these people do now; of several positions the one that was written down first."""
    told = sql.rows(_CURRENT_WORK, people=person_ids)
    return {person_id: _Work(title, organisation or "") for person_id, title, organisation in told}


def _suggestion(person: Person, why: Why, chosen: _Chosen, work: _Work) -> Suggestion:
    opener = openers_for(person, why, work.organisation, [])[0].text
    return Suggestion(person, (why, *chosen.also.get(person.pk, ())), ", ".join(part for part in work if part), opener)


_SAMPLE = "SELECT 1 FROM imports_import i WHERE i.owner_id = %(owner)s AND i.reader = 'sample' AND i.state = %(done)s"
_PEOPLE = "SELECT p.id, {shown} FROM people_person p WHERE p.id IN %(people)s"
_ANSWERS = """
    SELECT a.person_id, a.reason, a.evidence, a.what, a."on", a.until
    FROM today_answer a
    WHERE a.owner_id = %(owner)s AND a."on" BETWEEN %(since)s AND %(today)s
    AND (a.what <> %(snoozed)s OR a.until > %(today)s OR a."on" = %(today)s)
"""
_CURRENT_WORK = """
    SELECT s.person_id, s.title, g.name
    FROM people_position s LEFT JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.person_id IN %(people)s AND s.is_current AND s.kind = 'work'
    ORDER BY s.id DESC
"""
