"""What circles are called: by the organisation or label that most of their people share, or else by whom they are around."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import User
from kith.network.loading import BookNetwork
from kith.network.mapping import Map
from kith.network.shelf import Shelf
from kith.people.folding import fold
from kith.people.models import IN_BOOK

NAMED = 30  # of the largest circles
_SHARE, _ALSO = 0.25, 0.5  # of a circle must have something in common for it to be called so, or so as well


_named = Shelf[dict[int, str]](8)


def circle_names(owner: User, network: BookNetwork, found: Map) -> dict[int, str]:
    """Name the largest circles, and those that people on the list of bridges lead to; once for each state of the book."""
    make = partial(_names_of, owner, network, found, sorted({*range(min(len(found.sizes), NAMED)), *_led_to(found)}))
    return _named.get(owner.pk, (network.folder, get_language()), make)


def _led_to(found: Map) -> list[int]:
    return [circle for circle in found.leads_to.ravel().tolist() if circle >= 0]


def _names_of(owner: User, network: BookNetwork, found: Map, circles: Sequence[int]) -> dict[int, str]:
    """Name these circles. Three queries."""
    of = {
        int(network.crowd.ids[place]): int(found.circle[place])
        for place in np.flatnonzero(np.isin(found.circle, circles))
    }
    shared: dict[int, Counter[str]] = defaultdict(Counter)
    for statement in (_PLACES, _LABELS):
        for person_id, name in sql.rows(statement.format(in_book=IN_BOOK), owner=owner.pk):
            if person_id in of:
                shared[of[person_id]][name] += 1
    middles = _middles(network, found, circles)
    names: dict[int, str] = dict(sql.rows(_MIDDLES, owner=owner.pk, people=list(middles.values())))
    return {
        circle: _name(shared[circle], int(found.sizes[circle]), names.get(middles[circle], "")) for circle in circles
    }


def _name(shared: Counter[str], size: int, middle: str) -> str:
    """What most share; a second thing where half of them share that as well, and it says something else."""
    first, second = (sorted(shared.items(), key=_most_first) + [("", 0)] * 2)[:2]
    if first[1] < size * _SHARE:
        return _("Around %(name)s") % {"name": middle}
    elif second[1] < size * _ALSO or fold(second[0]) in fold(first[0]) or fold(first[0]) in fold(second[0]):
        return first[0]
    else:
        return _("%(one)s and %(other)s") % {"one": first[0], "other": second[0]}


def _most_first(shared: tuple[str, int]) -> tuple[int, str]:
    return -shared[1], shared[0]


def _middles(network: BookNetwork, found: Map, circles: Sequence[int]) -> Mapping[int, int]:
    """Who of each circle knows most people, of equals the first: by circle, the id."""
    ends = np.concatenate([network.crowd.one, network.crowd.other])
    known = np.bincount(ends, minlength=len(found.circle))
    middles = {}
    for circle in circles:
        members = np.flatnonzero(found.circle == circle)
        middles[circle] = int(network.crowd.ids[members[np.argmax(known[members])]])
    return middles


_PLACES = """
    SELECT DISTINCT s.person_id, g.name FROM people_position s
    JOIN people_person p ON p.id = s.person_id JOIN people_organisation g ON g.id = s.organisation_id
    WHERE p.owner_id = %(owner)s AND {in_book}
"""
_LABELS = """
    SELECT l.person_id, n.name FROM people_labelling l
    JOIN people_person p ON p.id = l.person_id JOIN people_label n ON n.id = l.label_id
    WHERE p.owner_id = %(owner)s AND {in_book}
"""
_MIDDLES = "SELECT p.id, p.name FROM people_person p WHERE p.owner_id = %(owner)s AND p.id IN %(people)s"
