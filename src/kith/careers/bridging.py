"""From the occupation that one has to the one that one wants, step by step, with what each step asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kith import occupations
from kith.careers import walking
from kith.careers.asked import Gain, knowledge_to_gain, preparation, skills_to_gain, technology_to_learn
from kith.careers.families import FAMILIES
from kith.careers.table import CLASSED, table

_LIKE = ("very like", "like", "somewhat like", "somewhat like", "of the same group as")  # by tier
_FAR = 12  # steps: more than any two occupations are apart


@dataclass(frozen=True, slots=True)
class Step:
    """One occupation to the next. `code`, `title`, `does` are those of the occupation that it leads to."""

    code: str
    title: str
    does: str
    like: str  # how like the one before: "very like", to be followed by what it is like
    skills: tuple[Gain, ...]  # to gain, those that matter most first
    knowledge: tuple[Gain, ...]
    technology: tuple[str, ...]  # in use there and not here, what is in demand first
    preparation: str  # what is asked for before, beside now; empty where O*NET does not say
    worked_out: str  # in words, where O*NET has no ratings for one of the two; else empty
    cost: float


@dataclass(frozen=True, slots=True)
class Way:
    """From one occupation to another: the steps in order, none if they are the same. cost: their sum, without unit."""

    code: str
    title: str
    steps: tuple[Step, ...]
    cost: float

    @property
    def is_worked_out(self) -> bool:
        """Whether a step of it rests on technology and titles, as there are no ratings."""
        return any(step.worked_out for step in self.steps)


@dataclass(frozen=True, slots=True)
class Near:
    """An occupation that is few steps away. cost: of the cheapest way there."""

    code: str
    title: str
    cost: float


def bridge(from_code: str, to_code: str, *, most_steps: int = 5, ways: int = 3) -> list[Way]:
    """Return ways from one occupation to another, the easiest first, each over mostly other occupations than the rest.

    Codes are O*NET's or ESCO's. Nothing is found where there is no way of so many steps: `why_none` says why.
    A step costs 1 (most like), 1.5 or 2.2, with 0.04 for each level of skill to gain and 1 for each job zone above one.
    O(ways · most_steps · 27,548 steps), about 3 ms. Raises ValueError on less than one step or way.
    """
    if most_steps < 1 or ways < 1:
        raise ValueError("A bridge has at least one step, and at least one way is asked for.")
    start, end = _place(from_code), _place(to_code)
    if start is None or end is None:
        return []
    elif start == end:
        return [_way(start, [])]
    else:
        return [_way(start, found) for found in walking.ways(start, end, most_steps, ways)]


def why_none(from_code: str, to_code: str, *, most_steps: int = 5) -> str:
    """Return, in a sentence, why there is no way from one occupation to another; nothing where there is one."""
    start, end = _place(from_code), _place(to_code)
    if start is None or end is None:
        missing = from_code if start is None else to_code
        return f"O*NET has no occupation for {_called(missing)}, so no steps can be worked out."
    least = walking.distances(start, _FAR)
    if np.isfinite(walking.distances(start, most_steps)[end]):
        return ""
    elif np.isfinite(least[end]):
        return f"There is no way of {most_steps} steps or fewer, but there is a longer one."
    else:
        rest = next(place for place in (end, start) if _is_unknown(place))
        return f"O*NET does not say what {_title(rest)} do or which occupations are like it, so no steps can be worked out."


def near(code: str, n: int, *, most_steps: int = 5) -> list[Near]:
    """Return the n occupations that are easiest to get to from one, easiest first, itself left out. O(most_steps · steps)."""
    start = _place(code)
    if start is None:
        return []
    costs = walking.distances(start, most_steps)
    costs[start] = np.inf
    order = np.argsort(costs, kind="stable")[:n]
    return [_near(int(place), float(costs[place])) for place in order if np.isfinite(costs[place])]


@lru_cache(maxsize=4096)
def family(code: str) -> str:
    """Return the family of an occupation in words ("Medicine and nursing"), or nothing where the code is not known."""
    place = _place(code)
    return "" if place is None else FAMILIES[table().codes[place][:2]]


def _place(code: str) -> int | None:
    """O*NET's own occupation, also for one of ESCO."""
    return next((place for same in occupations.same_as(code) if (place := table().places.get(same)) is not None), None)


def _way(start: int, found: list[int]) -> Way:
    return Way(table().codes[start], _title(start), tuple(_steps(found)), walking.cost(found))


def _steps(found: list[int]) -> Iterator[Step]:
    known = table()
    for at in found:
        before, after = int(known.source[at]), int(known.target[at])
        yield Step(
            known.codes[after],
            _title(after),
            known.does[after],
            _LIKE[known.tiers[at]],
            skills_to_gain(before, after),
            knowledge_to_gain(before, after),
            technology_to_learn(before, after),
            preparation(before, after),
            _worked_out(at),
            float(known.costs[at]),
        )


def _worked_out(at: int) -> str:
    known = table()
    places = (int(known.source[at]), int(known.target[at]))
    titles = " and ".join(_title(place) for place in places if place not in known.rated)
    if not titles:
        return ""
    elif known.tiers[at] == CLASSED:
        return f"O*NET has no figures for {titles}: this step rests on where the two stand in its list."
    else:
        return f"O*NET has no ratings of skills for {titles}: this step rests on technology and job titles."


def _near(place: int, cost: float) -> Near:
    return Near(table().codes[place], _title(place), cost)


def _is_unknown(place: int) -> bool:
    known = table()
    return bool((known.tiers[known.source == place] == CLASSED).all())


def _title(place: int) -> str:
    return _called(table().codes[place])


def _called(code: str) -> str:
    found = occupations.get(code)
    return found.title if found else f"“{code}”"
