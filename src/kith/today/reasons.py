"""The reasons to reach out to somebody today: each is one question to the book, answered in words with its evidence.

A reason is found here with at most `want` people, the most pressing first, or of one person only; kith.today.queries puts the
list of the day together. The questions are in SQL: nine of them stand before the first page of the day, and Django needs ten
times as long to put one together as the database to answer it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Protocol

from kith import sql
from kith.accounts.models import User
from kith.cadences import queries as cadences
from kith.interactions import queries as interactions
from kith.people import queries as people
from kith.people.models import IN_BOOK
from kith.today import words
from kith.today.words import Why

OCCASION_DAYS = 7  # how long before a birthday it stands on Today
NEW_POSITION_DAYS = 60
PROMISE_DAYS_AHEAD = 1

# For somebody whom the user reaches out to without any reason of Kith's.
NO_REASON = Why("due", 0, "", "", "", date.min)


class Reason(Protocol):
    """A question for people with a reason to be reached out to on a day, or for whether one person has it."""

    def __call__(self, owner: User, on: date, want: int, person_id: int | None = None) -> list[Why]: ...


def promises_due(
    owner: User, on: date, want: int, person_id: int | None = None, until: date | None = None
) -> list[Why]:
    """What the user promised and has not done, due by tomorrow."""
    until = until or on + timedelta(days=PROMISE_DAYS_AHEAD)
    return [words.promise(on, *row) for row in _found(_PROMISES, owner, want, person_id, until=until)]


def planned(owner: User, on: date, want: int, person_id: int | None = None, until: date | None = None) -> list[Why]:
    """Next touches that the user planned by hand and whose day has come."""
    found = _found(_PLANNED, owner, want, person_id, until=until or on, plan=cadences.PLAN)
    return [words.planned(on, *row) for row in found]


def occasions(owner: User, on: date, want: int, person_id: int | None = None) -> list[Why]:
    """Birthdays and other yearly days of the coming week."""
    return occasions_from(owner, on, OCCASION_DAYS, on, want, person_id)


def occasions_from(
    owner: User, first: date, days: int, on: date, want: int | None = None, person_id: int | None = None
) -> list[Why]:
    """Those of the days after `first`, in the words of the day `on`."""
    return [words.occasion(on, day) for day in people.upcoming_occasions(owner, first, days, person_id)[:want]]


def thanks_owed(owner: User, on: date, want: int, person_id: int | None = None) -> list[Why]:
    """Help or an introduction received, and no thank-you since."""
    return [words.thanks(on, owed) for owed in interactions.unthanked(owner, on, person_id)[:want]]


def never_followed_up(owner: User, on: date, want: int, person_id: int | None = None) -> list[Why]:
    """Met in the last two weeks, and nothing since; people met for the first time come first."""
    met = [owed for owed in interactions.unfollowed(owner, on, person_id) if owed.cadence_rule != cadences.PLAN]
    fresh_first = sorted(met, key=lambda owed: (owed.touches, owed.on))
    return [words.follow_up(owed) for owed in fresh_first[:want]]


def new_positions(owner: User, on: date, want: int, person_id: int | None = None) -> list[Why]:
    """A change of work that an import noticed, and no touch since."""
    since = on - timedelta(days=NEW_POSITION_DAYS)
    return [words.new_position(*row) for row in _found(_NEW_POSITIONS, owner, want, person_id, since=since, today=on)]


def fading(owner: User, on: date, want: int, person_id: int | None = None) -> list[Why]:
    """Deep ties gone cold, the deepest first."""
    return [words.fading(on, *row) for row in _found(_FADING, owner, want, person_id)]


def due(owner: User, on: date, want: int, person_id: int | None = None, until: date | None = None) -> list[Why]:
    """Due by cadence, the warmest first."""
    found = _found(_DUE, owner, want, person_id, until=until or on, plan=cadences.PLAN)
    return [words.due(on, *row) for row in found]


def never_written(owner: User, on: date, want: int, person_id: int | None = None) -> list[Why]:
    """Connected, and never a word since; the latest connection first."""
    return [words.never_written(on, *row) for row in _found(_NEVER_WRITTEN, owner, want, person_id, today=on)]


# In the order in which Today asks them; docs/decisions/0004 says why.
REASONS: dict[str, Reason] = {
    "promise": promises_due,
    "planned": planned,
    "occasion": occasions,
    "thanks": thanks_owed,
    "follow_up": never_followed_up,
    "new_position": new_positions,
    "fading": fading,
    "due": due,
    "never_written": never_written,
}


def _found(
    statement: str, owner: User, want: int, person_id: int | None, **values: date | str
) -> list[tuple[Any, ...]]:
    asked = statement.format(in_book=IN_BOOK, who="AND p.id = %(person)s" if person_id else "")
    return sql.rows(asked, owner=owner.pk, want=want, person=person_id, **values)


_PROMISES = """
    SELECT p.id, r.id, r.interaction_id, r.what, r.due_on
    FROM interactions_promise r JOIN people_person p ON p.id = r.person_id
    WHERE r.owner_id = %(owner)s AND r.kept_on IS NULL AND r.let_go_on IS NULL AND r.by = 'me' AND r.due_on <= %(until)s
    AND {in_book} {who}
    ORDER BY r.due_on, r.id LIMIT %(want)s
"""
_PLANNED = """
    SELECT p.id, p.next_touch_on, p.last_touch_on, c.planned_on, c.plan_note
    FROM cadences_cadence c JOIN people_person p ON p.id = c.person_id
    WHERE c.owner_id = %(owner)s AND c.planned_on <= %(until)s AND p.next_touch_on <= %(until)s
    AND p.cadence_rule = %(plan)s AND {in_book} {who}
    ORDER BY p.next_touch_on, p.id LIMIT %(want)s
"""
_NEW_POSITIONS = """
    SELECT p.id, s.id, s.title, g.name, s.noticed_on
    FROM people_position s
    JOIN people_person p ON p.id = s.person_id
    LEFT JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.owner_id = %(owner)s AND s.noticed_on BETWEEN %(since)s AND %(today)s AND s.is_current
    AND (p.last_touch_on IS NULL OR p.last_touch_on < s.noticed_on) AND {in_book} {who}
    ORDER BY p.warmth DESC, s.id LIMIT %(want)s
"""
_FADING = """
    SELECT p.id, p.depth, p.last_touch_on
    FROM people_person p
    WHERE p.owner_id = %(owner)s AND p.phase IN ('fading', 'dormant') AND {in_book} {who}
    ORDER BY p.depth DESC, p.id LIMIT %(want)s
"""
_DUE = """
    SELECT p.id, p.tier, p.last_touch_on, p.next_touch_on, p.cadence_days, p.cadence_rule
    FROM people_person p
    WHERE p.owner_id = %(owner)s AND p.next_touch_on <= %(until)s AND p.cadence_rule <> %(plan)s AND {in_book} {who}
    ORDER BY p.warmth DESC, p.id LIMIT %(want)s
"""
_NEVER_WRITTEN = """
    SELECT p.id, i.id, i."on"
    FROM interactions_interaction i
    JOIN interactions_participation t ON t.interaction_id = i.id
    JOIN people_person p ON p.id = t.person_id
    WHERE i.owner_id = %(owner)s AND i.kind = 'connected' AND i."on" <= %(today)s AND i.binned_at IS NULL
    AND p.last_touch_on IS NULL AND {in_book} {who}
    ORDER BY i."on" DESC, i.id DESC LIMIT %(want)s
"""
