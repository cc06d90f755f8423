"""Who was asked for introductions, who may not be asked now or not for whom: read once for each state of a book."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import User
from kith.introductions import queries as introductions
from kith.introductions.models import IntroducerRule
from kith.introductions.queries import Introducer
from kith.network.loading import BookNetwork
from kith.network.shelf import Shelf
from kith.people.folding import fold
from kith.people.models import Person


@dataclass(frozen=True, slots=True)
class Asking:
    """By person: how they were asked; and for whom they would rather not introduce the user, as ids and names folded."""

    introducers: Mapping[int, Introducer]
    not_for: Mapping[int, Collection[int | str]]

    def why_not(self, introducer: Person, goal: Person) -> str:
        """Why somebody is not to be asked now, or not for this person; "" if they may."""
        refused = self.not_for.get(introducer.pk, ())
        if goal.pk in refused or fold(goal.name) in refused:
            return _("%(name)s would rather not introduce you to them.") % {"name": introducer.name}
        known = self.introducers.get(introducer.pk)
        return known.why_not if known else ""


_read = Shelf[Asking](8)


def asking_of(owner: User, network: BookNetwork, on: date) -> Asking:
    """Return what is known of asking the people of a book. Three queries, and none until the book changes."""
    state = (network.folder, get_language(), str(owner.zone))
    return _read.get(owner.pk, state, partial(_asking, owner, on))


def _asking(owner: User, on: date) -> Asking:
    not_for: dict[int, set[int | str]] = {}
    for introducer, about, name in sql.rows(_NOT_FOR, owner=owner.pk, kind=IntroducerRule.Kind.NOT_FOR.value):
        not_for.setdefault(introducer, set()).add(about or fold(name))
    return Asking(introductions.introducers(owner, on), not_for)


_NOT_FOR = """
    SELECT r.introducer_id, r.about_id, r.about_name FROM introductions_introducerrule r
    WHERE r.owner_id = %(owner)s AND r.kind = %(kind)s
"""
