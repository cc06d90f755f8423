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
from kith.acquaintances import months, sources
from kith.linkage.identifiers import company_label
from kith.people.models import Related
from kith.ties import words
from kith.ties.models import Acquaintance


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
    """Of each of the others: why the person is thought to know them, facts first. Six queries, whatever their number."""
    found: dict[int, list[Known]] = {other: [] for other in others}
    values = {"owner": owner.pk, "person": person_id, "others": list(others)}
    for reasons_of in (_said, _noted, _met_through, _meetings, _places, _domains):
        for other, known in reasons_of(values, on):
            found[other].append(known)
    return {other: _facts_first(known) for other, known in found.items()}


def _facts_first(found: list[Known]) -> list[Known]:
    """None, where it is said that they do not know each other."""
    return [] if _DENIED in found else sorted(found, key=lambda one: not one.is_fact)


_DENIED = Known("", sources.SAID, is_fact=True)

Told = Iterable[tuple[int, Known]]


def _said(values: dict[str, Any], _on: date) -> Told:
    for pk, one, other, source, sureness, said_by, name, said_on, note in sql.rows(_SAID, **values):
        whom = other if one == values["person"] else one
        if sureness == Acquaintance.Sureness.NOT:
            yield whom, _DENIED
        else:
            parts = (_who_said(source, name if said_by else "", said_on), _how_well(source, sureness), note)
            is_fact = source != Acquaintance.Source.INFERRED
            text = " · ".join(part for part in parts if part)
            yield whom, Known(text, sources.CODES[source], is_fact, acquaintance=pk)


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


def _noted(values: dict[str, Any], _on: date) -> Told:
    for person, other, kind, label, name in sql.rows(_RELATED, **values):
        what = {"name": name, "what": (label or str(Related.Kind(kind).label)).lower()}
        whom = other if person == values["person"] else person
        yield whom, Known(_("stands on the page of %(name)s: %(what)s") % what, sources.SAID, is_fact=True)


def _met_through(values: dict[str, Any], _on: date) -> Told:
    for pk, name, through, through_name in sql.rows(_THROUGH, **values):
        text = _("you met %(name)s through %(through)s") % {"name": name, "through": through_name}
        yield (pk if through == values["person"] else through), Known(text, sources.SAID, is_fact=True)


def _meetings(values: dict[str, Any], _on: date) -> Told:
    met: dict[int, list[Any]] = defaultdict(list)
    kinds = list(sources.MEETINGS)
    for row in sql.rows(_MEETINGS, **values, kinds=kinds):
        if row[4] <= sources.MOST_AT_A_MEETING:
            met[row[0]].append(row)
    for other, rows in met.items():
        last, is_fact = rows[0], any(row[4] <= sources.AT_ONE_TABLE for row in rows)
        yield other, Known(_met(rows), sources.MEETING, is_fact, interaction=last[1])


def _met(rows: Sequence[Any]) -> str:
    """rows: person, interaction, day, place, how many were there; the latest first."""
    _person, _interaction, on, place, people = rows[0]
    said = {"day": words.day(on), "place": place, "n": len(rows), "people": people}
    if len(rows) > 1:
        return _("at %(n)d meetings together, the last on %(day)s") % said
    where = _("at the same meeting: %(place)s, %(day)s") if place else _("at the same meeting, %(day)s")
    many = "" if people <= sources.AT_ONE_TABLE else " " + _("(with %(people)d people)") % said
    return where % said + many


def _places(values: dict[str, Any], on: date) -> Told:
    """What the dates of their positions at one organisation say: of each organisation the longest time together."""
    rows = sql.rows(_POSITIONS, **values)
    mine = [at for at, row in enumerate(rows) if row[0] == values["person"]]
    pairs = [
        (one, other)
        for other, row in enumerate(rows)
        for one in mine
        if row[0] != values["person"] and rows[one][1] == row[1] and rows[one][3] == row[3]
    ]
    if not pairs:
        return
    one, other = (np.array(side, np.intp) for side in zip(*pairs, strict=True))
    together = months.shared(months.spans([(row[4], row[5], bool(row[6])) for row in rows], on), one, other)
    best: dict[tuple[int, int, str], tuple[int, Known]] = {}
    for at, (mine_at, other_at) in enumerate(pairs):
        row, count = rows[other_at], int(together.months[at])
        if count or together.may_be[at]:
            first, last = int(together.first[at]), int(together.last[at])
            known = _together(row, rows[mine_at], (first, last) if count else None, months.month_of(on))
            key = (row[0], row[1], row[3])
            best[key] = max(best.get(key, (-1, known)), (count, known), key=lambda found: found[0])
    for (person, _organisation, _kind), (_count, known) in best.items():
        yield person, known


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


def _domains(values: dict[str, Any], _on: date) -> Told:
    domains: dict[int, set[str]] = defaultdict(set)
    for person, key in sql.rows(_ADDRESSES, **values):
        domains[person].add(key.rpartition("@")[2])
    own = {domain for domain in domains.pop(values["person"], set()) if company_label(domain)}
    for other, theirs in domains.items():
        if shared := sorted(own & theirs):
            text = _("perhaps, as both have an address at %(domain)s") % {"domain": shared[0]}
            yield other, Known(text, sources.INFERRED, is_fact=False)


_PAIR = "(({one} = %(person)s AND {other} IN %(others)s) OR ({other} = %(person)s AND {one} IN %(others)s))"
_SAID = f"""
    SELECT a.id, a.one_id, a.other_id, a.source, a.sureness, a.said_by_id, s.name, a.said_on, a.note
    FROM ties_acquaintance a LEFT JOIN people_person s ON s.id = a.said_by_id
    WHERE a.owner_id = %(owner)s AND {_PAIR.format(one="a.one_id", other="a.other_id")} ORDER BY a.id
"""  # noqa: S608 — the names of columns above
_RELATED = f"""
    SELECT r.person_id, r.other_id, r.kind, r.label, p.name
    FROM people_related r JOIN people_person p ON p.id = r.person_id
    WHERE r.owner_id = %(owner)s AND {_PAIR.format(one="r.person_id", other="r.other_id")} ORDER BY r.id
"""  # noqa: S608
_THROUGH = f"""
    SELECT m.id, m.name, m.met_through_id, t.name FROM people_person m JOIN people_person t ON t.id = m.met_through_id
    WHERE m.owner_id = %(owner)s AND {_PAIR.format(one="m.id", other="m.met_through_id")} ORDER BY m.id
"""  # noqa: S608
_MEETINGS = """
    SELECT b.person_id, i.id, i."on", i.place,
        (SELECT count(*) FROM interactions_participation c WHERE c.interaction_id = i.id)
    FROM interactions_participation a
    JOIN interactions_participation b ON b.interaction_id = a.interaction_id
    JOIN interactions_interaction i ON i.id = a.interaction_id
    WHERE a.person_id = %(person)s AND b.person_id IN %(others)s AND i.owner_id = %(owner)s
    AND i.binned_at IS NULL AND i.kind IN %(kinds)s ORDER BY i."on" DESC, i.id DESC
"""
_POSITIONS = """
    SELECT s.person_id, s.organisation_id, g.name, s.kind, s.started, s.ended, s.is_current
    FROM people_position s JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.owner_id = %(owner)s AND (s.person_id = %(person)s OR s.person_id IN %(others)s)
    AND s.organisation_id IN (SELECT t.organisation_id FROM people_position t WHERE t.person_id = %(person)s)
    ORDER BY s.id
"""
_ADDRESSES = """
    SELECT c.person_id, c.key FROM people_contactpoint c
    WHERE c.owner_id = %(owner)s AND c.kind = 'email' AND c.key <> ''
    AND (c.person_id = %(person)s OR c.person_id IN %(others)s) ORDER BY c.id
"""
