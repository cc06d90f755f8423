"""What stands on the page of an organisation: who is there and was there, and what happened with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from kith import sql
from kith.accounts.models import User
from kith.book.partial_dates import in_words
from kith.book.queries.reaching import web_address
from kith.interactions.models import Interaction
from kith.interactions.queries import with_people
from kith.people.folding import fold
from kith.people.models import AWAY, Organisation, Person, Position
from kith.ui import persons

PEOPLE, EVENTS = 50, 30


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at an organisation, and as what."""

    person: Person
    role: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the page shows. `more` says how many people are left out."""

    organisation: Organisation
    url: str
    present: Sequence[Member]
    former: Sequence[Member]
    students: Sequence[Member]
    more: int
    happened: Sequence[Interaction]

    @property
    def is_bare(self) -> bool:
        """Whether nobody and nothing is known of it."""
        return not (self.present or self.former or self.students or self.happened)


def page_of(organisation: Organisation) -> Page:
    """The page of an organisation in a few queries, whatever its size; the strongest ties first."""
    positions = list(_positions(organisation)[: PEOPLE + 1])
    shown = _once_each(positions[:PEOPLE])
    total = _positions(organisation).count() if len(positions) > PEOPLE else len(positions)
    work = [row for row in shown if row.kind == Position.Kind.WORK]
    return Page(
        organisation,
        web_address(organisation.url) if organisation.url else "",
        [_member(row) for row in work if row.is_current],
        [_member(row) for row in work if not row.is_current],
        [_member(row) for row in shown if row.kind == Position.Kind.EDUCATION],
        total - min(total, PEOPLE),
        list(_happened(organisation)[:EVENTS]),
    )


def organisations(owner: User, text: str) -> QuerySet[Organisation]:
    """Organisations whose names hold the text, by name."""
    found: QuerySet[Organisation] = Organisation.objects.visible_to(owner)
    return (found.filter(key__contains=fold(text)) if fold(text) else found).order_by("name", "pk")


def sizes(owner: User, shown: Iterable[Organisation]) -> dict[int, int]:
    """How many people are at each of these organisations now, by id; those with nobody are left out."""
    ids = [organisation.pk for organisation in shown]
    return dict(sql.rows(_SIZES.format(away=AWAY), owner=owner.pk, organisations=ids))


def _positions(organisation: Organisation) -> QuerySet[Position]:
    rows = Position.objects.filter(
        organisation=organisation, person__binned_at=None, person__merged_into=None, person__is_self=False
    )
    said = ("title", "department", "started", "ended", "is_current", "kind", "person_id")
    shown = [f"person__{name}" for name in persons.SHOWN]
    return (
        rows.select_related("person")
        .only(*said, *shown)
        .order_by((F("person__warmth") + F("person__depth")).desc(), "person__sort_name", "pk")
    )


def _once_each(positions: Sequence[Position]) -> list[Position]:
    """One position a person and kind; the current one, or else the last."""
    best: dict[tuple[int, str], Position] = {}
    for row in positions:
        key = (row.person_id, row.kind)
        if key not in best or (row.is_current, row.started) > (best[key].is_current, best[key].started):
            best[key] = row
    return list(best.values())


def _member(row: Position) -> Member:
    ended = in_words(row.ended)
    parts = [row.title, row.department, ended if ended and not row.is_current else ""]
    return Member(row.person, ", ".join(part for part in parts if part))


def _happened(organisation: Organisation) -> QuerySet[Interaction]:
    """What concerns the organisation itself: applications and events with nobody named, and whatever was logged for it."""
    rows = Interaction.objects.filter(organisation=organisation).in_book()
    return with_people(rows).order_by("-on", "-pk")


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
