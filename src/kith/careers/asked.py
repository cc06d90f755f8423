"""What an occupation asks for that another one does not: skills, knowledge, technology, preparation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.careers.families import PREPARATION
from kith.careers.table import NO_ZONE, table

_MATTERS = 3.0  # of 5: how important something must be to be worth telling
_LEAST = 0.3  # levels of 7: less is no gap
_TOLD = 6  # of each kind
_KINDS_TOLD = 3


@dataclass(frozen=True, slots=True)
class Gain:
    """A skill or a field of knowledge. importance: 1 to 5 in the new occupation; level_now, level_then: 0 to 7."""

    name: str
    importance: float
    level_now: float
    level_then: float

    @property
    def gap(self) -> float:
        return self.level_then - self.level_now


def skills_to_gain(before: int, after: int) -> tuple[Gain, ...]:
    """Return the skills that the occupation at one place asks for at a higher level than the one at another."""
    return _gains(table().skill_names, table().skills, before, after)


def knowledge_to_gain(before: int, after: int) -> tuple[Gain, ...]:
    """Return the fields of knowledge that are asked for at a higher level."""
    return _gains(table().knowledge_names, table().knowledge, before, after)


def technology_to_learn(before: int, after: int) -> tuple[str, ...]:
    """Return what is used there and not here: what is in demand first; kinds of software where O*NET marks none as that."""
    known = table()
    wanted = tuple(name for name in known.uses[after] if name not in known.uses[before])
    kinds = tuple(kind for kind in known.uses_kinds[after] if kind not in known.uses_kinds[before])
    return wanted[:_TOLD] or kinds[:_KINDS_TOLD]


def preparation(before: int, after: int) -> str:
    """Return what is to be learned before, compared with now, in words; nothing where O*NET does not say."""
    now, then = int(table().zones[before]), int(table().zones[after])
    if NO_ZONE in (now, then):
        return ""
    elif then > now:
        return f"More preparation than now; {PREPARATION[then]}."
    elif then == now:
        return f"About the same preparation as now; {PREPARATION[then]}."
    else:
        return f"Less preparation than now; {PREPARATION[then]}."


def _gains(names: Sequence[str], ratings: NDArray[np.float64], before: int, after: int) -> tuple[Gain, ...]:
    rows = table().rated
    if before not in rows or after not in rows:
        return ()
    have, need = ratings[rows[before]], ratings[rows[after]]
    gaps = need[:, 1] - have[:, 1]
    order = np.argsort(-gaps * need[:, 0], kind="stable")
    found = [at for at in order.tolist() if need[at, 0] >= _MATTERS and gaps[at] >= _LEAST]
    return tuple(Gain(names[at], float(need[at, 0]), float(have[at, 1]), float(need[at, 1])) for at in found[:_TOLD])
