"""What is to be known of those whom one might ask: why they would help, what each gave the other, when they were asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith import sql
from kith.accounts.models import User
from kith.interactions.models import Direction, Kind
from kith.interactions.queries import NOT_TOUCHES
from kith.people.models import Person
from kith.ties import words

_YEAR = timedelta(days=365)
GIVEN, TAKEN = "given", "taken"


@dataclass(frozen=True, slots=True)
class Balance:
    """How often the user helped somebody, and they the user; introductions count, each way."""

    given: int
    taken: int

    @property
    def words(self) -> str:
        """The balance in a sentence, with what it suggests."""
        given = ngettext("You helped them once", "You helped them %(n)d times", self.given) % {"n": self.given}
        taken = ngettext("They helped you once", "They helped you %(n)d times", self.taken) % {"n": self.taken}
        if not self.given and not self.taken:
            return _("Nothing given or received yet. Ask what you can do for them as well.")
        elif not self.taken:
            return f"{given}."
        elif not self.given:
            return _("%(taken)s: a good moment to give something back.") % {"taken": taken}
        else:
            return f"{given}. {taken}."


def balances(owner: User, person_ids: Collection[int], on: date) -> dict[int, Balance]:
    """What was given and taken between the user and each of these people. One query."""
    found: Counter[tuple[int, str]] = Counter()
    kinds = [Kind.HELP_GIVEN.value, Kind.HELP_RECEIVED.value, Kind.INTRODUCTION.value]
    rows = sql.rows(_EXCHANGED, owner=owner.pk, people=list(person_ids), kinds=kinds, on=on)
    for person_id, kind, direction, count in rows:
        for way in _ways(kind, direction):
            found[person_id, way] += count
    return {person_id: Balance(found[person_id, GIVEN], found[person_id, TAKEN]) for person_id in person_ids}


def _ways(kind: str, direction: str) -> Sequence[str]:
    """Which way something went. An introduction that came from nobody in particular says nothing."""
    if kind == Kind.HELP_GIVEN or (kind == Kind.INTRODUCTION and direction == Direction.OUTGOING):
        return (GIVEN,)
    elif kind == Kind.HELP_RECEIVED or (kind == Kind.INTRODUCTION and direction == Direction.INCOMING):
        return (TAKEN,)
    else:
        return ()


def why_known(owner: User, people: Mapping[int, Person], on: date) -> dict[int, str]:
    """Why each person has the tier that they have, in a sentence. Two queries, whatever their number."""
    own = {person_id: (tier, day) for person_id, tier, day in sql.rows(_OWN_WORDS, owner=owner.pk, people=list(people))}
    ever: dict[int, Counter[str]] = {person_id: Counter() for person_id in people}
    lately: dict[int, Counter[str]] = {person_id: Counter() for person_id in people}
    rows = sql.rows(
        _HAPPENED, owner=owner.pk, people=list(people), on=on, since=on - _YEAR, untouched=list(NOT_TOUCHES)
    )
    for person_id, kind, count, recent in rows:
        ever[person_id][kind] += count
        lately[person_id][kind] += recent
    return {pk: _why(person, own.get(pk), +ever[pk], +lately[pk], on) for pk, person in people.items()}


def _why(person: Person, own: tuple[int, date] | None, ever: Counter[str], lately: Counter[str], on: date) -> str:
    if own is not None:
        return words.own_word(*own)
    elif person.tier is None or person.last_touch_on is None or not ever:
        return words.never_in_touch(person.tier, None)
    elif lately:
        return words.in_the_last_year(person.tier, lately, person.last_touch_on, on)
    else:
        return words.in_all(person.tier, ever, person.last_touch_on, on)


# Asked of people of the book only, and from their side: by the book SQLite would go through all that ever happened.
_EXCHANGED = """
    SELECT t.person_id, i.kind, i.direction, COUNT(*)
    FROM interactions_participation t JOIN interactions_interaction i ON i.id = t.interaction_id
    WHERE t.person_id IN %(people)s AND +i.owner_id = %(owner)s AND i.binned_at IS NULL AND i.kind IN %(kinds)s AND i."on" <= %(on)s
    GROUP BY t.person_id, i.kind, i.direction
"""
_OWN_WORDS = """
    SELECT t.person_id, t.own_tier, t.own_tier_on FROM ties_tie t
    WHERE t.person_id IN %(people)s AND +t.owner_id = %(owner)s AND t.own_tier IS NOT NULL AND t.own_tier_on IS NOT NULL
"""
# Messages of a day are one interaction and count as many as they were.
_HAPPENED = """
    SELECT h.person_id, h.kind, SUM(h.n), SUM(CASE WHEN h."on" > %(since)s THEN h.n ELSE 0 END)
    FROM (
        SELECT t.person_id, i.kind, i."on",
            CASE WHEN i.kind IN ('message', 'email') AND i.sent + i.received > 0 THEN i.sent + i.received ELSE 1 END AS n
        FROM interactions_participation t JOIN interactions_interaction i ON i.id = t.interaction_id
        WHERE t.person_id IN %(people)s AND +i.owner_id = %(owner)s AND i.binned_at IS NULL AND i."on" <= %(on)s
        AND i.kind NOT IN %(untouched)s
    ) h
    GROUP BY h.person_id, h.kind
"""
