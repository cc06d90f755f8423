"""What the user shares with a person, and whom a person knows or may know: told apart, as one is a fact and one a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from kith import sql
from kith.people.folding import fold
from kith.people.models import IN_BOOK, Organisation, Person, Position
from kith.people.queries import own_card, positions_of
from kith.ties import words
from kith.ties.models import Acquaintance
from kith.ui import persons

_STANDING = ("depth", "binned_at", "merged_into_id")
_COLLEAGUES_READ = 500  # of a large organisation the strongest ties are enough


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that the user and a person have in common. `person` is who made them known to each other."""

    text: str
    organisation: Organisation | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Acquainted:
    """Somebody whom a person knows, or, where it is only inferred, may know; `text` says where that is from."""

    person: Person
    text: str
    is_inferred: bool


class _While(NamedTuple):
    """The dates of somebody's position."""

    started: str
    ended: str


def common_ground(person: Person) -> list[Ground]:
    """Return through whom the user met the person, and the organisations, schools and interests they share."""
    me = own_card(person.owner)
    through = person.met_through
    found = [] if through is None else [Ground(_("You met through %(name)s.") % {"name": through.name}, person=through)]
    if me is not None:
        found += _shared_places(_positions(me), _positions(person))
        shared = {fold(interest) for interest in me.interests}
        both = [interest for interest in person.interests if fold(interest) in shared]
        found += [Ground(_("You share: %(interests)s.") % {"interests": words.listing(both)})] if both else []
    return found


def acquaintances(person: Person, limit: int = 12) -> list[Acquainted]:
    """Return whom the person is said to know, then whom they may know from an organisation at the same time; the
    strongest ties to the user first."""
    said = _said(person)
    known = {one.person.pk for one in said}
    inferred = [one for one in inferred_acquaintances(person, limit + len(known)) if one.person.pk not in known]
    return (said + inferred)[:limit]


def inferred_acquaintances(person: Person, limit: int = 12) -> list[Acquainted]:
    """Return whom the person may know, as both are or were at an organisation and no dates speak against it."""
    own: dict[int, list[Position]] = {}
    for position in _positions(person):
        own.setdefault(position.organisation_id or 0, []).append(position)
    found: dict[int, str] = {}
    for person_id, organisation_id, started, ended in _colleagues(person, list(own)):
        theirs = _While(started, ended)
        if any(_may_overlap(one, theirs) for one in own[organisation_id]):
            found.setdefault(person_id, str(own[organisation_id][0].organisation))
        if len(found) == limit:
            break
    people = Person.objects.only(*persons.SHOWN, "depth").in_bulk(found)
    text = _("perhaps, as both are or were at %(place)s")
    return [Acquainted(people[pk], text % {"place": place}, is_inferred=True) for pk, place in found.items()]


def _colleagues(person: Person, organisation_ids: Sequence[int]) -> list[tuple[int, int, str, str]]:
    """Positions of others at these organisations, the strongest ties to the user first."""
    return sql.rows(
        _COLLEAGUES.format(in_book=IN_BOOK),
        owner=person.owner_id,
        person=person.pk,
        organisations=organisation_ids,
        most=_COLLEAGUES_READ,
    )


def _said(person: Person) -> list[Acquainted]:
    """Acquaintances that were written down, whichever side they were written on."""
    known = Acquaintance.objects.filter(Q(one=person) | Q(other=person)).select_related("one", "other")
    shown = [f"{side}__{name}" for side in ("one", "other") for name in (*persons.SHOWN, *_STANDING)]
    found: dict[int, Acquainted] = {}
    for row in known.order_by("pk").only("one_id", "other_id", "source", "note", *shown):
        other = row.other if row.one_id == person.pk else row.one
        if other.binned_at is None and other.merged_into_id is None:
            text = row.note or row.get_source_display()
            is_inferred = row.source == Acquaintance.Source.INFERRED
            if other.pk not in found or found[other.pk].is_inferred:
                found[other.pk] = Acquainted(other, text, is_inferred)
    return sorted(found.values(), key=_facts_first)


def _facts_first(one: Acquainted) -> tuple[bool, int]:
    return one.is_inferred, -(one.person.warmth + one.person.depth)


def _positions(person: Person) -> list[Position]:
    """Their positions at organisations, what is now and what began last first."""
    places = [position for position in positions_of(person) if position.organisation_id is not None]
    return sorted(places, key=lambda position: (position.is_current, position.started), reverse=True)


def _shared_places(mine: Sequence[Position], theirs: Sequence[Position]) -> list[Ground]:
    """One entry an organisation, the pair of positions that overlap where there is one."""
    pairs = [(a, b) for b in theirs for a in mine if a.organisation_id == b.organisation_id]
    found: dict[int | None, Ground] = {}
    for a, b in sorted(pairs, key=_overlapping_first):
        found.setdefault(a.organisation_id, Ground(_shared_place(a, b), a.organisation))
    return list(found.values())


def _overlapping_first(pair: tuple[Position, Position]) -> bool:
    return not _did_overlap(*pair)


def _shared_place(a: Position, b: Position) -> str:
    place = {"place": a.organisation}
    studied = a.kind == b.kind == Position.Kind.EDUCATION
    if a.is_current and b.is_current:
        return (_("You are both studying at %(place)s.") if studied else _("You are both at %(place)s.")) % place
    elif _did_overlap(a, b):
        text = (
            _("You both studied at %(place)s at the same time.")
            if studied
            else _("You were both at %(place)s at the same time.")
        )
        return text % place
    else:
        return (_("You both studied at %(place)s.") if studied else _("You have both been at %(place)s.")) % place


def _did_overlap(a: Position, b: Position) -> bool:
    """Whether the dates say so. Dates are compared as exactly as both are known."""
    return bool(a.started and b.started and (a.ended or a.is_current) and (b.ended or b.is_current)) and _may_overlap(
        a, b
    )


def _may_overlap(a: Position | _While, b: Position | _While) -> bool:
    """Whether no date speaks against it."""
    return not (_ended_before(a, b) or _ended_before(b, a))


def _ended_before(a: Position | _While, b: Position | _While) -> bool:
    exact = min(len(a.ended), len(b.started))
    return bool(exact) and a.ended[:exact] < b.started[:exact]


# A cross join, as SQLite would otherwise begin with everybody of the book.
_COLLEAGUES = """
    SELECT p.id, s.organisation_id, s.started, s.ended
    FROM people_position s CROSS JOIN people_person p
    WHERE p.id = s.person_id AND s.organisation_id IN %(organisations)s AND p.owner_id = %(owner)s AND p.id <> %(person)s AND {in_book}
    ORDER BY p.warmth + p.depth DESC, p.id, s.id LIMIT %(most)s
"""
