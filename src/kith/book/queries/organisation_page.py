"""What stands on the page of an organisation: who is there and was there, and what happened with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from kith import sql
from kith.accounts.models import User
from kith.book.partial_dates import in_words
from kith.book.queries.reaching import web_address
from kith.interactions.queries import Happened, happened_at
from kith.people.folding import fold
from kith.people.models import AWAY, IN_BOOK, Organisation, Person, Position
from kith.ui import persons

PEOPLE, EVENTS = 40, 30


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at an organisation, and as what."""

    person: Person
    role: str


class _There(NamedTuple):
    """A position at the organisation."""

    person: Person
    kind: str
    title: str
    department: str
    started: str
    ended: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the page shows. `more` says how many people are left out."""

    organisation: Organisation
    url: str
    present: Sequence[Member]
    former: Sequence[Member]
    students: Sequence[Member]
    more: int
    happened: Sequence[Happened]

    @property
    def is_bare(self) -> bool:
        """Whether nobody and nothing is known of it."""
        return not (self.present or self.former or self.students or self.happened)


def page_of(organisation: Organisation) -> Page:
    """The page of an organisation in a few queries, whatever its size; the strongest ties first."""
    positions = [_position(person) for person in _people(organisation)]
    shown = _once_each(positions[:PEOPLE])
    total = _count(organisation) if len(positions) > PEOPLE else len(positions)
    work = [row for row in shown if row.kind == Position.Kind.WORK]
    return Page(
        organisation,
        web_address(organisation.url) if organisation.url else "",
        [_member(row) for row in work if row.is_current],
        [_member(row) for row in work if not row.is_current],
        [_member(row) for row in shown if row.kind == Position.Kind.EDUCATION],
        total - min(total, PEOPLE),
        happened_at(organisation, EVENTS),
    )


def organisations(owner: User, text: str) -> QuerySet[Organisation]:
    """Organisations whose names hold the text, by name."""
    found: QuerySet[Organisation] = Organisation.objects.visible_to(owner)
    return (found.filter(key__contains=fold(text)) if fold(text) else found).order_by("name", "pk")


def sizes(owner: User, shown: Iterable[Organisation]) -> dict[int, int]:
    """How many people are at each of these organisations now, by id; those with nobody are left out."""
    ids = [organisation.pk for organisation in shown]
    return dict(sql.rows(_SIZES.format(away=AWAY), owner=owner.pk, organisations=ids))


def _people(organisation: Organisation) -> list[Person]:
    """One entry a position."""
    asked = _PEOPLE.format(in_book=IN_BOOK, shown=", ".join(f"p.{name}" for name in persons.SHOWN))
    return sql.objects(Person, asked, organisation=organisation.pk, most=PEOPLE + 1)


def _count(organisation: Organisation) -> int:
    [[positions]] = sql.rows(_COUNT.format(in_book=IN_BOOK), organisation=organisation.pk)
    return int(positions)


def _position(person: Person) -> _There:
    said = vars(person)
    return _There(person, *(said[f"s_{name}"] for name in _There._fields[1:]))


def _once_each(positions: Sequence[_There]) -> list[_There]:
    """One position a person and kind; the current one, or else the last."""
    best: dict[tuple[int, str], _There] = {}
    for row in positions:
        key = (row.person.pk, row.kind)
        if key not in best or (row.is_current, row.started) > (best[key].is_current, best[key].started):
            best[key] = row
    return list(best.values())


def _member(row: _There) -> Member:
    ended = in_words(row.ended)
    parts = [row.title, row.department, ended if ended and not row.is_current else ""]
    return Member(row.person, ", ".join(part for part in parts if part))


_PEOPLE = """
    SELECT p.id, {shown}, s.kind AS s_kind, s.title AS s_title, s.department AS s_department, s.started AS s_started,
    s.ended AS s_ended, s.is_current AS s_is_current
    FROM people_position s JOIN people_person p ON p.id = s.person_id
    WHERE s.organisation_id = %(organisation)s AND {in_book}
    ORDER BY p.warmth + p.depth DESC, p.sort_name, s.id LIMIT %(most)s
"""
_COUNT = """
    SELECT COUNT(*) FROM people_position s JOIN people_person p ON p.id = s.person_id
    WHERE s.organisation_id = %(organisation)s AND {in_book}
"""
# Distinct pairs first: they come out of the index "position_now" in their order, and need only be counted.
_SIZES = """
    SELECT pair.organisation_id, COUNT(*)
    FROM (
        SELECT DISTINCT s.organisation_id, s.person_id FROM people_position s
        WHERE s.organisation_id IN %(organisations)s AND s.is_current
    ) pair
    WHERE pair.person_id NOT IN (SELECT p.id FROM people_person p WHERE p.owner_id = %(owner)s AND {away})
    GROUP BY pair.organisation_id
"""
