"""Stable matching: nobody could do better with somebody who would rather have them too."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappush, heapreplace


def stable(
    mentee_ranks: Sequence[Sequence[int]], mentor_ranks: Sequence[Sequence[int]], capacity: Sequence[int]
) -> list[int]:
    """The mentor of each mentee, −1 for nobody, such that no mentee and mentor would both rather have each other.

    mentee_ranks: for each mentee the mentors that they would take, the best first; mentor_ranks: for each mentor the mentees
    that they would take, the best first; capacity: how many each takes. Whom one does not name, one does not get. Of all stable
    matchings this is the best for every mentee. By deferred acceptance, O(names · log capacity).
    Gale & Shapley, College admissions and the stability of marriage, American Mathematical Monthly 69(1), 1962.

    Raises ValueError where the lengths do not go together.
    """
    if len(mentor_ranks) != len(capacity):
        raise ValueError("capacity needs one number for each mentor")
    standing = [{mentee: rank for rank, mentee in reversed(list(enumerate(names)))} for names in mentor_ranks]
    taken: list[list[tuple[int, int]]] = [[] for _ in mentor_ranks]
    wishes = [iter(names) for names in mentee_ranks]
    found, asking = [-1] * len(mentee_ranks), list(range(len(mentee_ranks)))[::-1]
    while asking:
        mentee = asking.pop()
        for mentor in wishes[mentee]:
            rank = standing[mentor].get(mentee)
            if rank is None or not capacity[mentor]:
                continue
            if len(taken[mentor]) < capacity[mentor]:
                heappush(taken[mentor], (-rank, mentee))
            elif -rank > taken[mentor][0][0]:
                _, left = heapreplace(taken[mentor], (-rank, mentee))
                found[left] = -1
                asking.append(left)
            else:
                continue
            found[mentee] = mentor
            break
    return found
