"""How well a mentor and a mentee suit each other: goals first, then values, then how often they want to talk; and why.

Likeness of goals and values predicts good mentoring, likeness of sex or school does not (Eby and others, Psychological
Bulletin 139(2), 2013): so nothing but what the two wrote for this is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from kith.matching import Index, why
from kith.mentorships.models import Mentee, Mentor, Value, values_in_words
from kith.pairing import Pairs

GOAL, VALUES, OFTEN = 0.7, 0.2, 0.1  # what each is worth
_HALF = 8.0  # the score by words that is worth half of the most
_CANDIDATES = 50  # mentors looked at for each mentee, at least
_MOST_PAIRS = 2_000_000


def pairs(mentees: Sequence[Mentee], mentors: Sequence[Mentor], never: Collection[tuple[int, int]]) -> Pairs:
    """How well each mentee and each likely mentor fit, 0 to 1; in a group of up to some thousand, each with each.

    never: memberships of mentees and mentors who are not to be matched.
    """
    top = min(len(mentors), max(_CANDIDATES, _MOST_PAIRS // len(mentees)))
    goals = _goals(mentees, mentors, top)
    rows = {one.membership_id: place for place, one in enumerate(mentees)}
    columns = {one.membership_id: place for place, one in enumerate(mentors)}
    for one, other in [*never, *zip(rows, rows, strict=True)]:  # nobody is their own mentor
        if one in rows and other in columns:
            goals[rows[one], columns[other]] = np.nan
    mentee, mentor = np.nonzero(~np.isnan(goals))
    fit = GOAL * goals[mentee, mentor] + VALUES * _values(mentees, mentors)[mentee, mentor]
    same = np.array([one.often for one in mentees])[mentee] == np.array([one.often for one in mentors])[mentor]
    return Pairs(len(mentees), mentee, mentor, fit + OFTEN * same)


def reasons(mentee: Mentee, mentor: Mentor) -> list[str]:
    """Why these two, in sentences; never empty."""
    found = [_("Goal and help: %(reason)s.") % {"reason": reason} for reason in why(mentee.goal, mentor.topics)[:2]]
    shared = values_in_words(sorted(set(mentee.values) & set(mentor.values)))
    if shared:
        found.append(_("To both matters: %(values)s.") % {"values": ", ".join(shared)})
    if mentee.often == mentor.often:
        found.append(_("Both want to talk: %(often)s.") % {"often": mentee.get_often_display()})
    return found or [_("There was room, and nothing nearer to the goal was offered.")]


def _goals(mentees: Sequence[Mentee], mentors: Sequence[Mentor], top: int) -> NDArray[np.float64]:
    """(mentees, mentors), 0 to 1; nan for those not among the likely ones. Where all are looked at there is no nan."""
    index = Index([one.topics for one in mentors])
    found = np.full((len(mentees), len(mentors)), 0.0 if top == len(mentors) else np.nan)
    for row, likely in enumerate(index.search([one.goal for one in mentees], top=top)):
        for place, score in likely:
            found[row, place] = min(max(score, 0.0), 1.0) if index.by_meaning else score / (score + _HALF)
    return found


def _values(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> NDArray[np.float64]:
    """(mentees, mentors): the share of what either named that both did."""
    asked = np.array([[value in one.values for value in Value.values] for one in mentees], float)
    offered = np.array([[value in one.values for value in Value.values] for one in mentors], float)
    both = asked @ offered.T
    either = asked.sum(axis=1)[:, None] + offered.sum(axis=1)[None, :] - both
    return np.asarray(np.divide(both, either, out=np.zeros_like(both), where=either > 0))
