"""The answer to a question of Reach: whom the user knows there, and through whom the others are reached."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from kith import sql
from kith.accounts.models import User
from kith.acquaintances import evidence
from kith.introductions.queries import Introducer
from kith.network import calibration, standing, words
from kith.network.asking import Asking, asking_of
from kith.network.crowd import ME
from kith.network.finding import Wanted
from kith.network.loading import BookNetwork
from kith.network.questions import Kind
from kith.network.standing import Balance
from kith.people.models import IN_BOOK, Person
from kith.reach import Path
from kith.ui import persons
from kith.ui.nav import address

PATHS, HOPS = 10, 3
DIRECT = 6  # of those whom the user knows at the target, shown; the list of people has all
ASKABLE = 3  # people to ask where there is no path
_MOST = 2_000  # paths of one step that are passed over
SHOWN = (*persons.SHOWN, "headline", "last_touch_on")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step may be taken, with where that can be seen."""

    text: str
    url: str
    is_fact: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """From one person of a path to the next. `one` is nobody where it is the user."""

    one: Person | None
    other: Person
    chance: float
    reasons: tuple[Reason, ...]

    @property
    def is_guess(self) -> bool:
        """Whether nobody said or saw that these two know each other."""
        return not any(reason.is_fact for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Way:
    """A path of introduction: whom to ask, whom it leads to, how likely that is, and what is to be known before asking."""

    steps: tuple[Step, ...]
    role: str
    chance: float
    weakest: int
    level: int  # of the introducer
    mutual: int
    asked: Introducer | None
    why_not: str  # why the introducer is not to be asked now, or not for this person; "" if they may
    balance: Balance

    @property
    def introducer(self) -> Person:
        """Whom the user would ask."""
        return self.steps[0].other

    @property
    def goal(self) -> Person:
        """Whom it leads to."""
        return self.steps[-1].other

    @property
    def title(self) -> str:
        """Through whom to whom."""
        return _("Through %(one)s to %(other)s") % {"one": self.introducer.name, "other": self.goal.name}

    @property
    def is_open(self) -> bool:
        """Whether the introducer may be asked now."""
        return not self.why_not

    @property
    def words(self) -> str:
        """How likely it is, in words."""
        return words.chance(self.chance)

    @property
    def odds(self) -> str:
        """How likely it is, in small numbers."""
        return words.odds(self.chance)

    @property
    def weakest_words(self) -> str:
        """The step that is least likely to be taken, in a sentence."""
        weak = self.weakest_step
        if weak.one is None:
            return _("The weakest link is your own tie to %(name)s.") % {"name": weak.other.name}
        both = {"one": weak.one.name, "other": weak.other.name}
        return _("The weakest link is between %(one)s and %(other)s.") % both

    @property
    def mutual_words(self) -> str:
        """How many contacts the user and the introducer have in common, in a sentence."""
        if not self.mutual:
            return ""
        one, more = (
            _("You and %(name)s have one contact in common."),
            _("You and %(name)s have %(n)d contacts in common."),
        )
        return (one if self.mutual == 1 else more) % {"name": self.introducer.name, "n": self.mutual}

    @property
    def weakest_step(self) -> Step:
        """The step that is least likely to be taken."""
        return self.steps[self.weakest]


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at the target whom the user knows, or is connected with; with their role and level."""

    person: Person
    role: str
    level: int


@dataclass(frozen=True, slots=True)
class Inroad:
    """Somebody who knows, or may know, somebody there: what is known of it, and what to ask them."""

    person: Person
    text: str
    ask: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that the page says about one question."""

    wanted: Wanted
    direct: Sequence[Contact]
    more_direct: int
    ways: Sequence[Way]
    inroads: Sequence[Inroad]
    askable: Sequence[Person]  # whom to ask where there is no way
    unreached: int  # people there whom nobody is known to know


def answer(owner: User, wanted: Wanted, network: BookNetwork, on: date, *, weak: bool, paths: int = PATHS) -> Answer:
    """Work out the answer. The number of queries does not depend on how many people are wanted or found."""
    places = network.places(wanted.people)
    level = network.crowd.level[places]
    aim = places if wanted.kind is Kind.PERSON else places[level == 3]
    found = best_paths(network, aim, weak=weak, paths=paths)
    direct = _warmest_first(network, places[network.crowd.tier[places] >= 0])
    said = _said_inroads(owner, wanted)
    former = list(wanted.former)[:ASKABLE]
    ids = (
        _ids_of(network, found, direct[:DIRECT].tolist())
        | set(former)
        | {person_id for person_id, _role, _place in said}
    )
    people = people_by_id(owner, ids if found or direct.size or former or said else _warmest(network))
    ways = _ways(owner, wanted, network, found, people, on)
    return Answer(
        wanted,
        [_contact(network, place, wanted, people) for place in direct[:DIRECT].tolist()],
        max(len(direct) - DIRECT, 0),
        sorted(ways, key=_closed_last),
        _inroads(wanted, said, former, people),
        [] if found or direct.size or former or said else list(people.values())[:ASKABLE],
        int((level == 3).sum()) - len({path.people[-1] for path in found}),
    )


def best_paths(network: BookNetwork, aim: NDArray[np.int64], *, weak: bool, paths: int = PATHS) -> list[Path]:
    """The best paths through others, each through another introducer. Steps straight to the aim are no introductions."""
    ties = network.weak if weak else network.strong
    most = min(paths + int((network.crowd.tier[aim] >= 0).sum()), _MOST) if len(aim) else 0
    asked, found = paths, list[Path]()
    while len(found) < paths and asked < 2 * most:  # steps straight to the aim are seldom among the strongest
        every = ties.best_paths(ME, aim, paths=min(asked, most), hops=HOPS)
        found = [path for path in every if len(path.people) > 2]
        asked = 4 * asked if len(every) == asked else 2 * most
    return found[:paths]


def people_by_id(owner: User, ids: Collection[int]) -> dict[int, Person]:
    """People with as much of them as is shown, in one query."""
    rows = sql.rows(_PEOPLE, owner=owner.pk, people=list(ids)) if ids else []
    return {row[0]: Person.from_db(connection.alias, _FIELDS, row) for row in rows}


def steps_of(network: BookNetwork, path: Path) -> list[float]:
    """The probability of each step of a path: of the first by the tie to the user, of others by what is known of them."""
    crowd = network.crowd
    first = float(crowd.chance[path.people[1]])
    pairs = zip(path.people[1:], path.people[2:], strict=False)
    return [first, *(tie_between(network, one, other) / calibration.MOST for one, other in pairs)]


def tie_between(network: BookNetwork, one: int, other: int) -> int:
    """The strength of the tie between two others, by their places; 0 where none is known."""
    low, high = min(one, other), max(one, other)
    # As the array has them: searched for anything else, all of it is converted first.
    start, end = np.searchsorted(network.crowd.one, np.array([low, low + 1], np.int32))
    place = start + int(np.searchsorted(network.crowd.other[start:end], np.int32(high)))
    return int(network.crowd.strength[place]) if place < end and network.crowd.other[place] == high else 0


def _ways(
    owner: User, wanted: Wanted, network: BookNetwork, found: Sequence[Path], people: Mapping[int, Person], on: date
) -> list[Way]:
    if not found:
        return []
    first = {pk: people[pk] for pk in network.ids(path.people[1] for path in found)}
    known = standing.why_known(owner, first, on)
    pairs = {ids for path in found for ids in _pairs(network.ids(path.people[1:]))}
    shown = Shown(
        people,
        known,
        _whys(owner, pairs, on),
        asking_of(owner, network, on),
        standing.balances(owner, first, on),
    )
    return [_way(network, path, wanted, shown) for path in found]


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read for all ways together: people, why the user knows them, why others know each other, and so on."""

    people: Mapping[int, Person]
    known: Mapping[int, str]
    whys: Mapping[tuple[int, int], Sequence[Reason]]
    asking: Asking
    balances: Mapping[int, Balance]


def _way(network: BookNetwork, path: Path, wanted: Wanted, shown: Shown) -> Way:
    ids, chances = network.ids(path.people[1:]), steps_of(network, path)
    first = shown.people[ids[0]]
    steps = [Step(None, first, chances[0], (Reason(shown.known[ids[0]], f"{persons.url(first)}#tie"),))]
    for (one, other), chance in zip(_pairs(ids), chances[1:], strict=True):
        steps.append(Step(shown.people[one], shown.people[other], chance, tuple(shown.whys[one, other])))
    place = path.people[1]
    return Way(
        tuple(steps),
        wanted.people.get(ids[-1], "") or shown.people[ids[-1]].headline,
        calibration.chain(chances),
        calibration.weakest(chances),
        int(network.crowd.level[place]),
        int(network.crowd.mutual[place]),
        shown.asking.introducers.get(ids[0]),
        shown.asking.why_not(first, shown.people[ids[-1]]),
        shown.balances[ids[0]],
    )


def _whys(owner: User, pairs: Collection[tuple[int, int]], on: date) -> dict[tuple[int, int], list[Reason]]:
    """Why each two are thought to know each other."""
    found = evidence.reasons_of_pairs(owner, pairs, on, is_brief=True)
    return {pair: [_reason(one, pair) for one in known] for pair, known in found.items()}


def _reason(known: evidence.Known, pair: tuple[int, int]) -> Reason:
    circle = address("book:circle", pair[0])
    where = f"{address('book:person', pair[0])}#interaction-{known.interaction}" if known.interaction else circle
    return Reason(known.text, where, known.is_fact)


def _pairs(ids: Sequence[int]) -> list[tuple[int, int]]:
    return list(itertools.pairwise(ids))


def _closed_last(way: Way) -> bool:
    return not way.is_open


def _ids_of(network: BookNetwork, found: Iterable[Path], direct: Iterable[int]) -> set[int]:
    places = {place for path in found for place in path.people[1:]} | set(direct)
    return set(network.ids(places))


def _warmest_first(network: BookNetwork, places: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.lexsort(
        (places, -network.crowd.warmth[places].astype(np.int32), -network.crowd.tier[places].astype(np.int32))
    )
    return places[order]


def _warmest(network: BookNetwork) -> set[int]:
    """A few of those whom the user knows best: whom one asks where one knows no way."""
    known = np.flatnonzero(network.crowd.tier >= 1)
    return set(network.ids(_warmest_first(network, known)[:ASKABLE]))


def _contact(network: BookNetwork, place: int, wanted: Wanted, people: Mapping[int, Person]) -> Contact:
    [person_id] = network.ids([place])
    role = wanted.people.get(person_id, "")
    return Contact(people[person_id], role, int(network.crowd.level[place]))


def _said_inroads(owner: User, wanted: Wanted) -> list[tuple[int, str, str]]:
    """Who said that they know somebody at one of the organisations, whom and where; the surest first."""
    places = [place.pk for place in wanted.organisations]
    return sql.rows(_INROADS.format(in_book=IN_BOOK), owner=owner.pk, places=places, most=DIRECT) if places else []


def _inroads(
    wanted: Wanted, said: Iterable[tuple[int, str, str]], former: Sequence[int], people: Mapping[int, Person]
) -> list[Inroad]:
    """Who said that they know somebody there, then who was there once."""
    text, who = _("knows somebody at %(place)s"), _("Ask who that is")
    found = [Inroad(people[pk], role or text % {"place": place}, who) for pk, role, place in said]
    once, whom = _("was there: %(role)s"), _("Ask whom they know there")
    return found + [Inroad(people[pk], once % {"role": wanted.former[pk]}, whom) for pk in former if pk in people]


_FIELDS = [field.attname for field in Person._meta.concrete_fields if field.attname in {"id", *SHOWN}]  # in their order
_PEOPLE = f"""
    SELECT {", ".join(f"p.{name}" for name in _FIELDS)} FROM people_person p
    WHERE +p.owner_id = %(owner)s AND p.id IN %(people)s AND {IN_BOOK}
"""  # noqa: S608 — the names of columns above
_INROADS = """
    SELECT i.person_id, i.role, g.name FROM ties_inroad i
    JOIN people_person p ON p.id = i.person_id JOIN people_organisation g ON g.id = i.organisation_id
    WHERE +i.owner_id = %(owner)s AND i.organisation_id IN %(places)s AND i.sureness > 0 AND {in_book}
    ORDER BY i.sureness DESC, i.id LIMIT %(most)s
"""
