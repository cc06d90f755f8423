"""Pairs who know somebody in common and not each other, from who was together with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, islice, permutations

EACH = 10
"""Whom somebody met last, of whom pairs are made: more would be pairs beyond number, and those met last are remembered best."""


def in_common(people: int, companies: Iterable[Sequence[int]], each: int = EACH) -> set[tuple[int, int]]:
    """Return pairs of people 0 … people − 1, the lower first, who were in company with the same third, but not with each other.

    companies: who was together, the earliest first; numbers from `people` on are of those who are thirds only. Of each third the
    last `each` are looked at. O(Σ size² + n · each²) for companies of these sizes and n people and thirds.
    """
    met: dict[int, dict[int, None]] = defaultdict(dict)  # of each whom they met, the latest last
    for together in companies:
        for one, other in permutations(together, 2):
            if other < people:
                met[one].pop(other, None)
                met[one][other] = None
    found: set[tuple[int, int]] = set()
    for others in met.values():
        lately = sorted(islice(reversed(others), each))
        found.update(pair for pair in combinations(lately, 2) if pair[1] not in met.get(pair[0], ()))
    return found
