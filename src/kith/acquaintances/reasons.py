"""Why two people are thought to know each other, in words that say no more than is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import User
from kith.acquaintances import domains, months, sources
from kith.people.models import Related
from kith.ties import words
from kith.ties.models import Acquaintance

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """One reason. `is_fact`: that they know each other was said or seen; otherwise it is a guess, and the text says so.
    `acquaintance` is the row that says so, where one does; `interaction` the last meeting."""

    text: str
    source: int
    is_fact: bool
    acquaintance: int | None = None
    interaction: int | None = None


def why(owner: User, one_id: int, other_id: int, on: date | None = None) -> list[Known]:
    """The reasons for one pair, facts first."""
    return reasons(owner, one_id, [other_id], on or owner.today())[other_id]


def reasons(owner: User, person_id: int, others: Sequence[int], on: date) -> dict[int, list[Known]]:
    """Of each of the others: why the person is thought to know them, facts first. Seven queries, whatever their number."""
    found = reasons_of_pairs(owner, [(person_id, other) for other in others], on)
    return {other: known for (_person, other), known in found.items()}


def reasons_of_pairs(
    owner: User, pairs: Iterable[Pair], on: date, *, is_brief: bool = False
) -> dict[Pair, list[Known]]:
    """Of each two: why they are thought to know each other, facts first. Seven queries at most, whatever their number.

    is_brief: addresses at one firm, which take longest to compare, only where nothing else is known.
    """
    found: dict[Pair, list[Known]] = {pair: [] for pair in pairs}
    for reasons_of in (_said, _noted, _met_through, _meetings, _places, _domains):
        is_last_resort = is_brief and reasons_of is _domains
        asked = _Asked(owner.pk, [pair for pair, known in found.items() if not (is_last_resort and known)], on)
        for one, other, known in reasons_of(asked) if asked.pairs else ():
            if (one, other) in found:
                found[one, other].append(known)
    return {pair: _facts_first(known) for pair, known in found.items()}


def _facts_first(found: list[Known]) -> list[Known]:
    """None, where it is said that they do not know each other."""
    return [] if _DENIED in found else sorted(found, key=lambda one: not one.is_fact)


_DENIED = Known("", sources.SAID, is_fact=True)

Told = Iterable[tuple[int, int, Known]]  # one, other: as they were asked for


class _Asked:
    """The pairs that are asked for, and what the questions in SQL are filled with: who stands on either side."""

    def __init__(self, owner_id: int, pairs: Sequence[Pair], on: date) -> None:
        self.pairs = pairs
        self.on = on
        ones, others = ({pair[side] for pair in pairs} for side in (0, 1))
        self.values: dict[str, Any] = {"owner": owner_id, "ones": sorted(ones), "others": sorted(others)}
        self.everybody = {**self.values, "people": sorted(ones | others)}


def _both_ways(one: int, other: int, known: Known) -> Told:
    """What a row says of two people, whichever was asked for first."""
    return (one, other, known), (other, one, known)


def _said(asked: _Asked) -> Told:
    for pk, one, other, source, sureness, said_by, name, said_on, note in sql.rows(_SAID, **asked.values):
        if sureness == Acquaintance.Sureness.NOT:
            yield from _both_ways(one, other, _DENIED)
        else:
            parts = (_who_said(source, name if said_by else "", said_on), _how_well(source, sureness), note)
            is_fact = source != Acquaintance.Source.INFERRED
            text = " · ".join(part for part in parts if part)
            yield from _both_ways(one, other, Known(text, sources.CODES[source], is_fact, acquaintance=pk))


def _who_said(source: str, name: str, said_on: date | None) -> str:
    said = {"name": name, "day": words.day(said_on) if said_on else ""}
    if source == Acquaintance.Source.INFERRED:
        return _("perhaps: inferred")
    elif source != Acquaintance.Source.SAID:
        return str(Acquaintance.Source(source).label).lower()
    elif name and said_on:
        return _("said by %(name)s, %(day)s") % said
    elif name:
        return _("said by %(name)s") % said
    else:
        return _("noted on %(day)s") % said if said_on else _("noted by you")


def _how_well(source: str, sureness: int) -> str:
    """Said only where it says something: that they know each other is what the line is about."""
    if source != Acquaintance.Source.SAID or sureness == Acquaintance.Sureness.KNOWN:
        return ""
    return _("well") if sureness == Acquaintance.Sureness.WELL else _("vaguely")


def _noted(asked: _Asked) -> Told:
    for person, other, kind, label, name in sql.rows(_RELATED, **asked.values):
        what = {"name": name, "what": (label or str(Related.Kind(kind).label)).lower()}
        known = Known(_("stands on the page of %(name)s: %(what)s") % what, sources.SAID, is_fact=True)
        yield from _both_ways(person, other, known)


def _met_through(asked: _Asked) -> Told:
    for pk, name, through, through_name in sql.rows(_THROUGH, **asked.values):
        text = _("you met %(name)s through %(through)s") % {"name": name, "through": through_name}
        yield from _both_ways(through, pk, Known(text, sources.SAID, is_fact=True))


def _meetings(asked: _Asked) -> Told:
    met: dict[Pair, list[Any]] = defaultdict(list)
    for one, other, *row in sql.rows(_MEETINGS, **asked.values, kinds=list(sources.MEETINGS)):
        if row[3] <= sources.MOST_AT_A_MEETING:
            met[one, other].append(row)
    for (one, other), rows in met.items():
        last, is_fact = rows[0], any(row[3] <= sources.AT_ONE_TABLE for row in rows)
        yield one, other, Known(_met(rows), sources.MEETING, is_fact, interaction=last[0])


def _met(rows: Sequence[Any]) -> str:
    """rows: interaction, day, place, how many were there; the latest first."""
    _interaction, on, place, people = rows[0]
    said = {"day": words.day(on), "place": place, "n": len(rows), "people": people}
    if len(rows) > 1:
        return _("at %(n)d meetings together, the last on %(day)s") % said
    where = _("at the same meeting: %(place)s, %(day)s") if place else _("at the same meeting, %(day)s")
    many = "" if people <= sources.AT_ONE_TABLE else " " + _("(with %(people)d people)") % said
    return where % said + many


def _places(asked: _Asked) -> Told:
    """What the dates of their positions at one organisation say: of each organisation the longest time together."""
    rows = sql.rows(_POSITIONS, **asked.everybody)
    of: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        of[row[0]].append(at)
    both = [
        (mine, theirs)
        for one, other in asked.pairs
        for mine in of[one]
        for theirs in of[other]
        if rows[mine][1] == rows[theirs][1] and rows[mine][3] == rows[theirs][3]
    ]
    if not both:
        return
    mine_at, theirs_at = (np.array(side, np.intp) for side in zip(*both, strict=True))
    times = months.spans([(row[4], row[5], bool(row[6])) for row in rows], asked.on)
    together = months.shared(times, mine_at, theirs_at)
    best: dict[tuple[int, int, int, str], tuple[int, Known]] = {}
    for at, (mine, theirs) in enumerate(both):
        row, count = rows[theirs], int(together.months[at])
        if count or together.may_be[at]:
            first, last = int(together.first[at]), int(together.last[at])
            known = _together(row, rows[mine], (first, last) if count else None, months.month_of(asked.on))
            key = (rows[mine][0], row[0], row[1], row[3])
            best[key] = max(best.get(key, (-1, known)), (count, known), key=lambda found: found[0])
    for (one, other, _organisation, _kind), (_count, known) in best.items():
        yield one, other, known


def _together(theirs: Any, mine: Any, when: tuple[int, int] | None, now: int) -> Known:
    """theirs, mine: rows of _POSITIONS; when: the first and last month together, where that is known."""
    is_school = theirs[3] == "education"
    place = {"place": theirs[2]}
    if when is not None:
        place["when"] = _years(*when, now)
        text = (
            _("perhaps: both studied at %(place)s, %(when)s")
            if is_school
            else _("perhaps: both at %(place)s, %(when)s")
        )
        return Known(text % place, sources.SCHOOL if is_school else sources.EMPLOYER, is_fact=False)
    both_now = theirs[6] and mine[6] and not (theirs[5] or mine[5])
    if is_school:
        text = _("perhaps, as both are or were studying at %(place)s")
    else:
        text = _("perhaps, as both are at %(place)s") if both_now else _("perhaps, as both are or were at %(place)s")
    return Known(text % place, sources.INFERRED, is_fact=False)


def _years(first: int, last: int, now: int) -> str:
    if last >= now:
        return _("since %(year)d") % {"year": first // 12}
    return str(first // 12) if first // 12 == last // 12 else f"{first // 12}–{last // 12}"


def _domains(asked: _Asked) -> Told:
    of = domains.of_people(asked.values["owner"], asked.everybody["people"])
    shared = {pair: of[pair[0]] & of[pair[1]] for pair in asked.pairs}
    telling = domains.telling(asked.values["owner"], set().union(*shared.values()))
    text = _("perhaps, as both have an address at %(domain)s")
    for (one, other), both in shared.items():
        if firms := sorted(both & telling):
            yield one, other, Known(text % {"domain": firms[0]}, sources.INFERRED, is_fact=False)


_PAIR = "(({one} IN %(ones)s AND {other} IN %(others)s) OR ({other} IN %(ones)s AND {one} IN %(others)s))"
_SAID = f"""
    SELECT a.id, a.one_id, a.other_id, a.source, a.sureness, a.said_by_id, s.name, a.said_on, a.note
    FROM ties_acquaintance a LEFT JOIN people_person s ON s.id = a.said_by_id
    WHERE a.owner_id = %(owner)s AND {_PAIR.format(one="a.one_id", other="a.other_id")} ORDER BY a.id
"""  # noqa: S608 — the names of columns above
_RELATED = f"""
    SELECT r.person_id, r.other_id, r.kind, r.label, p.name
    FROM people_related r JOIN people_person p ON p.id = r.person_id
    WHERE r.owner_id = %(owner)s AND {_PAIR.format(one="r.person_id", other="r.other_id")} ORDER BY r.id
"""  # noqa: S608  # names of our own
_THROUGH = f"""
    SELECT m.id, m.name, m.met_through_id, t.name FROM people_person m JOIN people_person t ON t.id = m.met_through_id
    WHERE +m.owner_id = %(owner)s AND {_PAIR.format(one="m.id", other="m.met_through_id")} ORDER BY m.id
"""  # noqa: S608  # names of our own
# The people are those of the book already; a plus or a cross join keeps SQLite from going through all of it instead.
_MEETINGS = """
    SELECT a.person_id, b.person_id, i.id, i."on", i.place,
        (SELECT count(*) FROM interactions_participation c WHERE c.interaction_id = i.id)
    FROM interactions_participation a
    CROSS JOIN interactions_participation b
    CROSS JOIN interactions_interaction i
    WHERE a.person_id IN %(ones)s AND b.interaction_id = a.interaction_id AND b.person_id IN %(others)s
    AND b.person_id <> a.person_id AND i.id = a.interaction_id AND i.owner_id = %(owner)s
    AND i.binned_at IS NULL AND i.kind IN %(kinds)s ORDER BY i."on" DESC, i.id DESC
"""
_POSITIONS = """
    SELECT s.person_id, s.organisation_id, g.name, s.kind, s.started, s.ended, s.is_current
    FROM people_position s JOIN people_organisation g ON g.id = s.organisation_id
    WHERE +s.owner_id = %(owner)s AND s.person_id IN %(people)s
    AND s.organisation_id IN (SELECT t.organisation_id FROM people_position t WHERE t.person_id IN %(ones)s)
    ORDER BY s.id
"""
