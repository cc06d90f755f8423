"""What worked, as mathematics: how often what began led to an interview and an offer, how sure that is, and three claims.

Nothing is said of fewer than LEAST; above that each share has its 95 % interval by Wilson (1927), and each difference of
two shares the one by Newcombe (1998, method 10), which holds for small numbers too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from math import sqrt

LEAST = 10
RIPE_AFTER = timedelta(days=90)
RECENT_MONTHS = 6
CLOSE, STRANGERS = 1, 3  # levels
_Z = 1.959963984540054
_CLOSED = frozenset({"won", "lost", "set_aside"})
_TRIED = frozenset({"applied", "interview", "offer", "won"})
_INTERVIEWED = frozenset({"interview", "offer", "won"})
_OFFERED = frozenset({"offer", "won"})

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Case:
    """One opportunity. level: 1 to 3, of the person it came through when the first conversation took place, None where
    it came through nobody; levels: the same of everybody in its chain. months: full months between the first
    conversation ever with that person and the day the opportunity began, None where that is not known.
    reached: all stages that it ever was in."""

    began_on: date
    stage: str
    reached: frozenset[str]
    source: str = ""
    channel: str = ""
    level: int | None = None
    levels: frozenset[int] = frozenset()
    months: int | None = None

    @property
    def has_interview(self) -> bool:
        """Whether it came to an interview, or further."""
        return bool(self.reached & _INTERVIEWED)

    @property
    def has_offer(self) -> bool:
        """Whether it came to an offer, or came true."""
        return bool(self.reached & _OFFERED)


@dataclass(frozen=True, slots=True)
class Share:
    """k of n."""

    k: int
    n: int

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to say anything."""
        return self.n >= LEAST

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.k / self.n if self.n else 0.0

    @property
    def interval(self) -> Interval:
        """The 95 % interval."""
        return wilson(self.k, self.n)


@dataclass(frozen=True, slots=True)
class Rate:
    """Of those of one kind: how many led to an interview, and how many to an offer."""

    key: str
    interviews: Share
    offers: Share

    @property
    def n(self) -> int:
        """How many there are of this kind."""
        return self.offers.n


class Verdict(Enum):
    """What the figures say of a claim."""

    TOO_FEW = "too_few"
    HOLDS = "holds"
    UNDECIDED = "undecided"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that is looked at: `share` of what it is about, `other` what that is compared with, if with anything."""

    share: Share
    verdict: Verdict
    other: Share | None = None


def wilson(k: int, n: int, z: float = _Z) -> Interval:
    """The interval in which a share lies of which k of n were seen. (0, 1) for n = 0. Raises ValueError unless 0 ≤ k ≤ n.

    O(1). Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n}")
    if n == 0:
        return 0.0, 1.0
    share = k / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (0.0 if k == 0 else middle - reach), (1.0 if k == n else middle + reach)


def newcombe(one: Share, other: Share) -> Interval:
    """The interval in which the difference of two shares lies, the first less the second. O(1).

    Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, method 10.
    """
    (low1, high1), (low2, high2) = one.interval, other.interval
    gap = one.value - other.value
    down = sqrt((one.value - low1) ** 2 + (high2 - other.value) ** 2)
    up = sqrt((high1 - one.value) ** 2 + (other.value - low2) ** 2)
    return gap - down, gap + up


def full_months(first: date, last: date) -> int:
    """How many whole months lie between two days; 0 where the last is not after the first. O(1)."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (last.day < first.day))


def counted(cases: Iterable[Case], on: date) -> list[Case]:
    """Those that can be judged: closed, or begun at least 90 days before; without those set aside before being tried. O(n)."""
    return [case for case in cases if _is_ripe(case, on) and _is_tried(case)]


def waiting(cases: Iterable[Case], on: date) -> int:
    """How many are too young to be judged. O(n)."""
    return sum(not _is_ripe(case, on) for case in cases)


def rates(cases: Iterable[Case], key_of: Callable[[Case], str], order: Sequence[str] = ()) -> list[Rate]:
    """How each kind did: the kinds in the order given, then others by how many there are. Empty kinds are left out. O(n)."""
    by_key: dict[str, list[Case]] = {}
    for case in cases:
        by_key.setdefault(key_of(case), []).append(case)
    others = sorted(by_key.keys() - set(order), key=lambda key: (-len(by_key[key]), key))
    return [_rate(key, by_key[key]) for key in (*order, *others) if key in by_key]


def close_circle_helps(cases: Iterable[Case]) -> Claim:
    """That in more than half of what led to an offer, somebody of level 1 had a part in the chain. O(n)."""
    results = [case for case in cases if case.has_offer]
    return _more_than_half(Share(sum(CLOSE in case.levels for case in results), len(results)))


def through_somebody_new(cases: Iterable[Case]) -> Claim:
    """That more than half of what led to an offer came through a person first spoken with in the six months before. O(n).

    What came through somebody of whom that day is not known is left out; what came through nobody is not.
    """
    results = [case for case in cases if case.has_offer and not (case.level and case.months is None)]
    new = sum(case.months is not None and case.months < RECENT_MONTHS for case in results)
    return _more_than_half(Share(new, len(results)))


def strangers_are_best(cases: Iterable[Case]) -> Claim:
    """That what comes through people of level 3 leads to an offer more often than what comes through the others. O(n)."""
    through = [case for case in cases if case.level is not None]
    theirs = _offers([case for case in through if case.level == STRANGERS])
    others = _offers([case for case in through if case.level != STRANGERS])
    if not (theirs.is_enough and others.is_enough):
        return Claim(theirs, Verdict.TOO_FEW, others)
    low, high = newcombe(theirs, others)
    return Claim(theirs, _verdict(low > 0, high < 0), others)


def _is_ripe(case: Case, on: date) -> bool:
    return case.stage in _CLOSED or case.began_on <= on - RIPE_AFTER


def _is_tried(case: Case) -> bool:
    return case.stage != "set_aside" or bool(case.reached & _TRIED)


def _rate(key: str, cases: Sequence[Case]) -> Rate:
    return Rate(key, Share(sum(case.has_interview for case in cases), len(cases)), _offers(cases))


def _offers(cases: Sequence[Case]) -> Share:
    return Share(sum(case.has_offer for case in cases), len(cases))


def _more_than_half(share: Share) -> Claim:
    if not share.is_enough:
        return Claim(share, Verdict.TOO_FEW)
    low, high = share.interval
    return Claim(share, _verdict(low > 0.5, high < 0.5))


def _verdict(holds: bool, fails: bool) -> Verdict:
    return Verdict.HOLDS if holds else Verdict.FAILS if fails else Verdict.UNDECIDED
