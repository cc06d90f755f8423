"""How well a score ranks what then happens, group by group: area under the ROC curve, and precision at k."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.strength import checks


def roc_auc(score: ArrayLike, label: ArrayLike, group: ArrayLike, groups: int) -> NDArray[np.float64]:
    """Chance that, within a group, a case that happened is scored above one that did not; equal scores count half.

    score: (m,) float64, no NaN, higher is likelier. label: (m,) bool, whether it happened. group: (m,) int in
    [0, groups), an ego for instance; all 0 with groups=1 for one curve over all. Returns (groups,) float64 in [0, 1],
    NaN where a group has only one kind of label. Raises ValueError on NaN, unequal lengths, unknown groups.
    O(m log m). Hanley & McNeil (1982): the Mann-Whitney statistic with mid-ranks.
    """
    value, happened, who = _checked(score, label, group, groups)
    higher, equal = _higher_and_equal(value, who, groups)
    size = np.bincount(who, minlength=groups)
    rank = size[who] - higher - (equal - 1) / 2
    positive = np.bincount(who, weights=happened, minlength=groups)
    wins = np.bincount(who, weights=rank * happened, minlength=groups) - positive * (positive + 1) / 2
    with np.errstate(invalid="ignore"):
        return np.asarray(wins / (positive * (size - positive)))


def precision_at(k: int, score: ArrayLike, label: ArrayLike, group: ArrayLike, groups: int) -> NDArray[np.float64]:
    """Share of a group's k best scored cases that happened; where equal scores straddle k, its expectation.

    k: ≥ 1; the rest as in roc_auc. Returns (groups,) float64 in [0, 1], NaN for a group with k cases or fewer, where
    there is nothing to choose, or in which nothing happened. Raises ValueError as roc_auc does. O(m log m).
    """
    value, happened, who = _checked(score, label, group, groups)
    higher, equal = _higher_and_equal(value, who, groups)
    chosen = np.clip((checks.positive("k", k) - higher) / equal, 0.0, 1.0)
    hits = np.bincount(who, weights=chosen * happened, minlength=groups) / k
    countable = np.bincount(who, weights=happened, minlength=groups) > 0
    return np.where(countable & (np.bincount(who, minlength=groups) > k), hits, np.nan)


def _checked(
    score: ArrayLike, label: ArrayLike, group: ArrayLike, groups: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.intp]]:
    value, happened = np.asarray(score, dtype=np.float64), np.asarray(label, dtype=np.bool_)
    who = checks.indices("group", group, groups)
    checks.same_length(score=value, label=happened, group=who)
    if np.isnan(value).any():
        raise ValueError("score must not be NaN")
    return value, happened, who


def _higher_and_equal(
    score: NDArray[np.float64], group: NDArray[np.intp], groups: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each case, how many of its group score higher, and how many the same, itself included."""
    order = np.lexsort((-score, group))
    values, who = score[order], group[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (values[1:] != values[:-1]) | (who[1:] != who[:-1])
    run = np.cumsum(first) - 1
    starts = np.flatnonzero(first)
    offset = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=groups))])
    higher, equal = np.empty(len(order), np.intp), np.empty(len(order), np.intp)
    higher[order] = starts[run] - offset[who]
    equal[order] = np.bincount(run)[run] if len(order) else run
    return higher, equal
