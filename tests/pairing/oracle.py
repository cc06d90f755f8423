"""Exact answers by other people's programs, and the plain way of finding out."""

from itertools import product

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]


def best(fit, capacity):
    """How many can be matched, the best worst match of so many, and the best sum of those: by scipy, mentors repeated."""
    matched, _ = _sum(fit, capacity, -np.inf)
    worst = max(
        (value for value in np.unique(fit[np.isfinite(fit)]) if matched and _sum(fit, capacity, value)[0] == matched),
        default=0.0,
    )
    return matched, worst, _sum(fit, capacity, worst)[1]


def plain_sum(fit, capacity):
    """The best sum of as many as possible, whatever the worst match is."""
    return _sum(fit, capacity, -np.inf)[1]


def _sum(fit, capacity, least):
    wide = np.repeat(fit, capacity, axis=1)
    may = np.isfinite(wide) & (wide >= least)
    mentee, place = linear_sum_assignment(np.where(may, wide, -1e6), maximize=True)
    kept = may[mentee, place]
    return int(kept.sum()), float(wide[mentee, place][kept].sum())


def evenest(fit, capacity, worst_first=True):
    """Of all matchings the best by every rule, found by looking at all: (−matched, −worst, −sum, Σ load², Σ mentor)."""
    mentees, mentors = fit.shape
    found = []
    for choice in product(range(-1, mentors), repeat=mentees):
        pairs = [(mentee, one) for mentee, one in enumerate(choice) if one >= 0]
        load = np.bincount([one for _, one in pairs], minlength=mentors)
        fits = [fit[pair] for pair in pairs]
        if (load <= capacity).all() and np.isfinite(fits).all():
            worst = min(fits, default=0) if worst_first else 0
            total = round(sum(fits), 6)
            found.append((-len(pairs), -worst, -total, int((load**2).sum()), sum(one for _, one in pairs)))
    return min(found)
