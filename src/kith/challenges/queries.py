"""What can be asked about challenges: goals, one's own part, and the circle that one compares with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from kith.accounts.models import User
from kith.challenges import presets, questions, sums, weeks
from kith.challenges.models import FEW, Challenge, Entrant, Entry, Statistic
from kith.challenges.sums import Sums
from kith.groups.models import Group

TAPS = 3
_LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Goal:
    """A bar. `done` is None where the reader may not be told, as so few take part that it would tell of one of them."""

    goal: Decimal | None
    done: Decimal | None
    unit: str

    @property
    def percent(self) -> int:
        """How much of the goal is done, up to all of it."""
        share = (self.done or 0) / self.goal if self.goal else Decimal(0)
        return min(100, int(100 * share))

    @property
    def is_reached(self) -> bool:
        """Whether it is."""
        return bool(self.goal and self.done is not None and self.done >= self.goal)


@dataclass(frozen=True)
class Shown:
    """A challenge as one member sees it. `entrant` is their own part, with what they did until now, or None.

    `goal` is the bar of all together, or of what they did themselves where the board is not open yet.
    """

    challenge: Challenge
    goal: Goal
    entrant: Entrant | None
    own: Sums

    @property
    def people(self) -> int:
        """How many take part, as of the daily count, with oneself."""
        return _people(self.challenge, self.entrant)

    @property
    def is_open(self) -> bool:
        """Whether so many take part that what others did tells of none of them, in lines or in sums."""
        return self.people >= FEW

    @property
    def own_goal(self) -> Goal | None:
        """Their own bar."""
        wanted = self.challenge.own_goal
        return Goal(wanted, self.own.total, self.challenge.unit) if wanted and self.entrant else None


@dataclass(frozen=True)
class Place:
    """One line of a circle. Nothing in it leads to whoever it is but to oneself."""

    pseudonym: str
    figure: Decimal
    percent: int  # of the largest figure of the circle
    is_me: bool


@dataclass(frozen=True)
class Own:
    """A statistic as a member enters it: this week so far, the amounts for one tap, and whether Kith counts it for them."""

    statistic: Statistic
    this_week: Decimal
    taps: list[Decimal]
    is_counting: bool


@dataclass(frozen=True, slots=True)
class Entries:
    """A member's own entries of a statistic, the latest first, for a Paginator: the first page of them is what nearly all read."""

    user: User
    statistic: Statistic

    def __len__(self) -> int:
        return sum(questions.entries(self.user, self.statistic))

    def __getitem__(self, part: slice) -> list[Entry]:
        if not part.start and part.stop <= questions.ENTRIES:
            return questions.last_entries(self.user, self.statistic)[part]
        return list(entries_of(self.user, self.statistic)[part])


def running(group: Group, user: User, on: date) -> list[Shown]:
    """What runs in a group today, the few that end first."""
    found = questions.running(group, on)
    return shown(with_counted(found, statistics(group), group), user, on) if found else []


def with_counted(challenges: list[Challenge], statistics: Sequence[Statistic], group: Group) -> list[Challenge]:
    """Return challenges of a group with what counts in each, of all that the group ever counted."""
    by_key = {each.pk: each for each in statistics}
    counted = defaultdict(list)
    for challenge, statistic in questions.counted_in([each.pk for each in challenges]):
        counted[challenge].append(by_key[statistic])
    for each in challenges:
        each.known, each.group = counted[each.pk], group
    return challenges


def shown(challenges: Sequence[Challenge], user: User, on: date) -> list[Shown]:
    """Challenges as a member sees them, in two questions; what counts in each is known (with_counted)."""
    own = {each.challenge_id: each for each in questions.entrants(user, [each.pk for each in challenges])}
    found = sums.of_each([each for each in challenges if each.pk in own], user.pk, on)
    return [_shown(each, own.get(each.pk), found.get(each.pk, Sums())) for each in challenges]


def circle(one: Shown) -> list[Place]:
    """Whom somebody who takes part compares with, in the order of figures: theirs of now, others' of the daily count.

    One's own line alone where fewer than FEW would stand there: of so few one may guess who is who.
    """
    entrant = one.entrant
    if entrant is None:
        return []
    near = questions.circle(one.challenge, entrant.circle)
    lines = [(entrant.pseudonym, one.own.figure, True)]
    lines += [(name, figure or Decimal(0), False) for key, name, figure in near if key != entrant.pk]
    lines = lines if len(lines) >= FEW else lines[:1]
    most = max(figure for _name, figure, _is_me in lines) or Decimal(1)
    ordered = sorted(lines, key=lambda line: (-line[1], line[0].lower()))
    return [Place(name, figure, int(100 * figure / most), is_me) for name, figure, is_me in ordered]


def statistics(group: Group) -> list[Statistic]:
    """What the group counts, or counted once."""
    found = questions.statistics(group)
    for each in found:
        each.group = group
    return found


def counted(group: Group) -> list[Statistic]:
    """What the group counts."""
    return [each for each in statistics(group) if each.retired_at is None]


def own(statistics: Sequence[Statistic], user: User, on: date) -> list[Own]:
    """Each statistic as the member enters it, with three questions for any number of them."""
    keys = [each.pk for each in statistics]
    this_week = dict(questions.amounts(user, keys, weeks.monday(on), on))
    counting, usual = set(questions.counting(user, keys)), _usual(questions.usual(user, keys, on - _LATELY))
    return [
        Own(each, this_week.get(each.pk, Decimal(0)), _taps(each, usual[each.pk]), each.pk in counting)
        for each in statistics
    ]


def is_counting(statistic: Statistic, user: User) -> bool:
    """Whether the member lets Kith count it."""
    return bool(questions.counting(user, [statistic.pk]))


def entries_of(user: User, statistic: Statistic | None = None) -> QuerySet[Entry]:
    """The member's own entries, of one statistic or of all groups, the latest first."""
    found: QuerySet[Entry] = Entry.objects.visible_to(user)
    if statistic is not None:
        found = found.filter(statistic=statistic)
    return found.order_by("-on", "-pk")


def taken_names(challenge: Challenge) -> set[str]:
    """The names that are taken in a challenge, in lower case; for offering others, never for showing."""
    return {name.lower() for name in questions.names(challenge)}


def _shown(challenge: Challenge, entrant: Entrant | None, own: Sums) -> Shown:
    """To the daily total one's own entries since then are added, so that whoever enters something sees the bar move."""
    done: Decimal | None = challenge.total
    if _people(challenge, entrant) < FEW:
        done = own.total if entrant is not None else None
    elif entrant is not None:
        done = challenge.total - entrant.total + own.total
    return Shown(challenge, Goal(challenge.group_goal, done, challenge.unit), entrant, own)


def _people(challenge: Challenge, entrant: Entrant | None) -> int:
    is_new = entrant is not None and entrant.figure is None
    return challenge.people + is_new


def _usual(counts: Iterable[tuple[int, Decimal, int]]) -> dict[int, list[Decimal]]:
    """By statistic, the amounts that were entered more than once lately, the most frequent first."""
    found: dict[int, list[Decimal]] = defaultdict(list)
    for statistic, amount, _times in counts:
        found[statistic].append(amount)
    return found


def _taps(statistic: Statistic, usual: Sequence[Decimal]) -> list[Decimal]:
    offered = [Decimal(each) for each in presets.preset(statistic.kind).taps]
    return sorted(list(dict.fromkeys([*usual[:TAPS], *offered]))[:TAPS])
