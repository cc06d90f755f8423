"""The independent checker: counts from an answer alone what is wrong with it, and knows nothing of how answers are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations


def faults_of_mentors(mentor: Sequence[int], capacity: Sequence[int], may: Iterable[tuple[int, int]]) -> list[str]:
    """What is wrong with a matching. mentor: of each mentee, −1 for nobody. may: the pairs that may be matched."""
    allowed, load = set(may), Counter(one for one in mentor if one >= 0)
    found = [f"{one} has {times} mentees" for one, times in load.items() if times > capacity[one]]
    pairs = [(mentee, one) for mentee, one in enumerate(mentor) if one >= 0]
    return found + [f"{pair} may not be matched" for pair in pairs if pair not in allowed]


def blocking_pairs(
    mentor: Sequence[int],
    mentee_ranks: Sequence[Sequence[int]],
    mentor_ranks: Sequence[Sequence[int]],
    capacity: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """Mentees and mentors who would both rather have each other than what they got. O(names)."""
    standing = [{mentee: rank for rank, mentee in enumerate(names)} for names in mentor_ranks]
    worst, load = [-1] * len(capacity), Counter(mentor)
    for mentee, one in enumerate(mentor):
        if one >= 0:
            worst[one] = max(worst[one], standing[one][mentee])
    for mentee, names in enumerate(mentee_ranks):
        for one in names:
            if one == mentor[mentee]:
                break
            rank = standing[one].get(mentee)
            if rank is not None and capacity[one] and (load[one] < capacity[one] or rank < worst[one]):
                yield mentee, one


def faults_of_coffee(tables: Sequence[Sequence[int]], people: int, met: Iterable[Sequence[int]]) -> list[str]:
    """What is wrong with an evening: not everybody once, not pairs and one trio; and every pair that met before."""
    before = {frozenset(pair[:2]) for pair in met}
    found = (
        [] if sorted(one for table in tables for one in table) == list(range(people)) else ["not everybody sits once"]
    )
    if sorted(map(len, tables)) != [2] * (people // 2 - people % 2) + [3] * (people % 2):
        found.append("not pairs and one trio")
    pairs = (pair for table in tables for pair in combinations(table, 2))
    return found + [f"{pair} met before" for pair in pairs if frozenset(pair) in before]
