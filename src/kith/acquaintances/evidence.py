"""Who knows whom in a book, from all that tells so, as arrays: the one place where that is worked out.

Where it is known from, and what it counts, in falling order: what was said, or stands on somebody's page (said); meetings
that both were at (meeting); the same employer, or school, in months that surely overlap; rows of a shared book; and what is
only inferred: the same place without dates that tell, the same firm's e-mail domain. See strengths, months and pairing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kith import sql
from kith.accounts.models import User
from kith.acquaintances import domains, months, pairing, strengths
from kith.acquaintances.months import Spans
from kith.acquaintances.reasons import Known as Known
from kith.acquaintances.reasons import reasons as reasons
from kith.acquaintances.reasons import reasons_of_pairs as reasons_of_pairs
from kith.acquaintances.reasons import why as why
from kith.acquaintances.sources import BOOK as BOOK
from kith.acquaintances.sources import CODES as CODES
from kith.acquaintances.sources import EMPLOYER as EMPLOYER
from kith.acquaintances.sources import INFERRED as INFERRED
from kith.acquaintances.sources import MEETING as MEETING
from kith.acquaintances.sources import (
    MEETINGS,
    MOST_AT_A_MEETING,
    RELATED_SURENESS,
)
from kith.acquaintances.sources import SAID as SAID
from kith.acquaintances.sources import SCHOOL as SCHOOL
from kith.acquaintances.sources import words as words
from kith.people.folding import fold
from kith.people.models import AWAY, IN_BOOK, Position
from kith.ties.models import Acquaintance

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Number = TypeVar("Number", np.int64, np.float64)

_NOT = Acquaintance.Sureness.NOT


@dataclass(frozen=True, slots=True)
class Evidence:
    """Pairs of people of a book, each once a source: (n,) arrays, sorted by `one`, `other`, `source`, with one < other.

    source: codes as `words` says them. sureness: 1 vaguely, 2 they know each other, 3 well. strength: k of the
    probability k/255 that one of the two would introduce the user to the other.
    """

    one: Ints
    other: Ints
    source: Bytes
    sureness: Bytes
    strength: Bytes


@dataclass(frozen=True, slots=True)
class _Part:
    """Pairs from one kind of source, in any order and direction, perhaps several times; probability in (0, 1]."""

    one: Ints
    other: Ints
    source: Ints
    probability: Floats
    sureness: Ints  # 0: as the probability says


def load(owner: User, on: date, about: int | None = None) -> Evidence:
    """Work out who knows whom; with `about`, as far as it concerns one person. Nine queries at most.

    Whoever is said not to know somebody is left out, whatever else speaks for it. Of organisations with more than
    pairing.ALL_PAIRS_UP_TO people in the book not all pairs are there: each with those who began next after them, and
    closer by department and place.
    """
    said, denied = _said(owner, about)
    parts = [
        said,
        _noted(owner, about),
        _meetings(owner, on, about),
        *_places(owner, on, about),
        _domains(owner, about),
    ]
    found = _joined(parts)
    kept = _not_denied(found, denied) & _concerning(found, about)
    return Evidence(found.one[kept], found.other[kept], found.source[kept], found.sureness[kept], found.strength[kept])


def _said(owner: User, about: int | None) -> tuple[_Part, Ints]:
    """What is written down, and the pairs (n, 2) who are said not to know each other."""
    rows = sql.rows(_SAID.format(p=_both_in_book("a.one_id", "a.other_id", about)), owner=owner.pk, about=about)
    denied = [sorted(row[:2]) for row in rows if row[3] == _NOT]
    told = [row for row in rows if row[3] != _NOT]
    chances = [
        strengths.SAID[how] if how_from == "said" else strengths.WRITTEN[how_from] for _a, _b, how_from, how in told
    ]
    part = _Part(
        _ints(row[0] for row in told),
        _ints(row[1] for row in told),
        _ints(CODES[row[2]] for row in told),
        np.array(chances, np.float64),
        _ints(row[3] for row in told),
    )
    return part, np.array(denied, np.int64).reshape(-1, 2)


def _noted(owner: User, about: int | None) -> _Part:
    """Who stands on somebody's page, and through whom the user met somebody: those two know each other."""
    related = sql.rows(
        _RELATED.format(p=_both_in_book("r.person_id", "r.other_id", about)), owner=owner.pk, about=about
    )
    through = sql.rows(_THROUGH.format(p=_both_in_book("m.met_through_id", "m.id", about)), owner=owner.pk, about=about)
    rows = [(one, other, RELATED_SURENESS.get(kind, 1)) for one, other, kind in related]
    rows += [(one, other, Acquaintance.Sureness.KNOWN.value) for one, other in through]
    sureness = _ints(row[2] for row in rows)
    chances = np.array([strengths.SAID[row[2]] for row in rows], np.float64)
    return _Part(
        _ints(row[0] for row in rows),
        _ints(row[1] for row in rows),
        np.full(len(rows), SAID, np.int64),
        chances,
        sureness,
    )


def _meetings(owner: User, on: date, about: int | None) -> _Part:
    """Who was at meetings together: the more, the fewer others, and the later, the surer."""
    concerned = "" if about is None else _OWN_MEETINGS
    values: dict[str, Any] = {"owner": owner.pk, "kinds": list(MEETINGS), "about": about}
    # Three plain questions: to leave out in one of them who is away, and to read each day but once, is quicker.
    away = {pk for (pk,) in sql.rows(_AWAY, owner=owner.pk)}
    rows = [row for row in sql.rows(_MEETINGS.format(concerned=concerned), **values) if row[1] not in away]
    meeting, person = _ints(row[0] for row in rows), _ints(row[1] for row in rows)
    ages = {pk: max((on - day).days, 0) for pk, day in sql.rows(_DAYS.format(concerned=concerned), **values)}
    found = pairing.pairs(_small(meeting), person, most=MOST_AT_A_MEETING)
    age = np.array([ages.get(pk, 0) for pk in meeting.tolist()], np.float64)[found.one]
    weight = strengths.weight_of_meeting(found.people.astype(np.float64), age)
    one, other, total = _summed(person[found.one], person[found.other], weight)
    return _Part(one, other, np.full(len(one), MEETING), strengths.of_meetings(total), np.zeros(len(one), np.int64))


def _small(meeting: Ints) -> Ints:
    """The meetings; -1 for those that too many were at."""
    of, counts = np.unique(meeting, return_inverse=True, return_counts=True)[1:]
    return np.where(counts[of] <= MOST_AT_A_MEETING, meeting, -1) if len(meeting) else meeting


def _places(owner: User, on: date, about: int | None) -> list[_Part]:
    """Who was at the same organisation: all of a small one; of a large one by department, by place, and who began next."""
    concerned = "" if about is None else _OWN_PLACES
    rows = sql.rows(_POSITIONS.format(in_book=IN_BOOK, concerned=concerned), owner=owner.pk, about=about)
    person = _ints(row[0] for row in rows)
    schools = np.array([row[2] == Position.Kind.EDUCATION for row in rows], bool)
    organisation = _ints(row[1] for row in rows) * 2 + schools
    times = months.spans([(row[5], row[6], bool(row[7])) for row in rows], on)
    folded = {text: fold(text) for text in {row[3] for row in rows} | {row[4] for row in rows}}
    details = (pairing.numbered([folded[row[column]] for row in rows]) for column in (3, 4))
    groups = [organisation, *(pairing.both(organisation, detail) for detail in details)]
    now = np.array([bool(row[7]) and not row[6] for row in rows], bool)
    return [_at_places(group, person, schools, times, now, on) for group in groups]


def _at_places(
    group: Ints, person: Ints, schools: NDArray[np.bool_], times: Spans, now: NDArray[np.bool_], on: date
) -> _Part:
    found = pairing.pairs(group, person, order=times.start)
    people = found.people.astype(np.float64)
    together = months.shared(times, found.one, found.other)
    is_sure, is_school = together.months > 0, schools[found.one]
    since = np.maximum(months.month_of(on) - together.last, 0).astype(np.float64)
    most = np.where(is_school, strengths.CLASSMATES, strengths.COLLEAGUES)
    sure = strengths.of_shared_time(most, together.months.astype(np.float64), np.where(is_sure, since, 0.0), people)
    guess = np.where(now[found.one] & now[found.other], strengths.BOTH_NOW, strengths.PERHAPS) * strengths.share(people)
    source = np.where(is_sure, np.where(is_school, SCHOOL, EMPLOYER), INFERRED)
    kept = is_sure | together.may_be
    one, other = person[found.one][kept], person[found.other][kept]
    probability = np.where(is_sure, sure, guess)[kept]
    return _Part(one, other, source[kept], probability, np.zeros(len(one), np.int64))


def _domains(owner: User, about: int | None) -> _Part:
    """Who has an address of the same firm."""
    found = domains.at_firms(owner.pk, about)
    person = _ints(pk for pk, _domain in found)
    pairs = pairing.pairs(pairing.numbered([domain for _pk, domain in found]), person)
    probability = strengths.SAME_DOMAIN * strengths.share(pairs.people.astype(np.float64))
    count = len(pairs.one)
    return _Part(
        person[pairs.one], person[pairs.other], np.full(count, INFERRED), probability, np.zeros(count, np.int64)
    )


def _joined(parts: list[_Part]) -> Evidence:
    """Every pair once a source, by the strongest of what tells so. Where something was said, so are the two the surest."""
    one = np.concatenate([np.minimum(part.one, part.other) for part in parts])
    other = np.concatenate([np.maximum(part.one, part.other) for part in parts])
    source = np.concatenate([part.source for part in parts])
    order, starts = _grouped(one, other, source)
    at = order[starts]
    probability = _most(np.concatenate([part.probability for part in parts])[order], starts)
    said = _most(np.concatenate([part.sureness for part in parts])[order], starts)
    sureness = np.where(said > 0, said, strengths.sureness_of(probability)).astype(np.uint8)
    return Evidence(one[at], other[at], source[at].astype(np.uint8), sureness, strengths.as_bytes(probability))


def _summed(one: Ints, other: Ints, weight: Floats) -> tuple[Ints, Ints, Floats]:
    """Each pair once, in either direction, with the sum of its weights."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    order, starts = _grouped(low, high, np.zeros_like(low))
    at = order[starts]
    return low[at], high[at], np.add.reduceat(weight[order], starts) if len(at) else weight


def _grouped(one: Ints, other: Ints, source: Ints) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The order in which equal triples stand together, and where in it each of them begins."""
    # One number a triple: fits as long as the ids of a book are less than a thousand million apart.
    first = int(one.min()) if len(one) else 0
    key = ((one - first) * (int(other.max(initial=0)) - first + 1) + other - first) * (len(CODES) + 1) + source
    order = np.argsort(key, kind="stable")
    key = key[order]
    return order, np.flatnonzero(np.concatenate([np.ones(min(len(key), 1), bool), key[1:] != key[:-1]]))


def _most(values: NDArray[Number], starts: NDArray[np.intp]) -> NDArray[Number]:
    return np.maximum.reduceat(values, starts) if len(starts) else values


def _not_denied(found: Evidence, denied: Ints) -> NDArray[np.bool_]:
    pairs = {(int(one), int(other)) for one, other in denied}
    kept = np.ones(len(found.one), bool)
    if pairs:
        suspects = np.flatnonzero(np.isin(found.one, denied[:, 0]) & np.isin(found.other, denied[:, 1]))
        kept[suspects] = [(int(found.one[at]), int(found.other[at])) not in pairs for at in suspects]
    return kept


def _concerning(found: Evidence, about: int | None) -> NDArray[np.bool_]:
    return np.ones(len(found.one), bool) if about is None else (found.one == about) | (found.other == about)


def _ints(values: object) -> Ints:
    return np.fromiter(values, np.int64)  # type: ignore[call-overload,no-any-return]  # any iterable of int


def _both_in_book(one: str, other: str, about: int | None) -> str:
    """That both columns name people of the book; and one of them the person it is about."""
    there = [_THERE.format(column=column, in_book=IN_BOOK) for column in (one, other)]
    concerned = "" if about is None else f" AND ({one} = %(about)s OR {other} = %(about)s)"
    return f"{one} <> {other} AND {' AND '.join(there)}{concerned}"


_THERE = "EXISTS (SELECT 1 FROM people_person p WHERE p.id = {column} AND {in_book})"


_SAID = (
    "SELECT a.one_id, a.other_id, a.source, a.sureness FROM ties_acquaintance a WHERE a.owner_id = %(owner)s AND {p}"
)
_RELATED = """
    SELECT r.person_id, r.other_id, r.kind FROM people_related r
    WHERE r.owner_id = %(owner)s AND r.other_id IS NOT NULL AND {p}
"""
_THROUGH = """
    SELECT m.met_through_id, m.id FROM people_person m
    WHERE m.owner_id = %(owner)s AND m.met_through_id IS NOT NULL AND {p}
"""
_AWAY = f"SELECT p.id FROM people_person p WHERE p.owner_id = %(owner)s AND {AWAY}"  # noqa: S608  # names of our own
_MEETINGS = """
    SELECT a.interaction_id, a.person_id
    FROM interactions_interaction i JOIN interactions_participation a ON a.interaction_id = i.id
    WHERE i.owner_id = %(owner)s AND i.binned_at IS NULL AND i.kind IN %(kinds)s {concerned}
"""
_DAYS = """
    SELECT i.id, i."on" FROM interactions_interaction i
    WHERE i.owner_id = %(owner)s AND i.binned_at IS NULL AND i.kind IN %(kinds)s {concerned}
"""
_OWN_MEETINGS = "AND i.id IN (SELECT c.interaction_id FROM interactions_participation c WHERE c.person_id = %(about)s)"
_POSITIONS = """
    SELECT s.person_id, s.organisation_id, s.kind, s.department, s.place, s.started, s.ended, s.is_current
    FROM people_position s JOIN people_person p ON p.id = s.person_id
    WHERE p.owner_id = %(owner)s AND s.organisation_id IS NOT NULL AND {in_book} {concerned}
"""
_OWN_PLACES = "AND s.organisation_id IN (SELECT t.organisation_id FROM people_position t WHERE t.person_id = %(about)s)"
