"""The people on a page of a list, as its template shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import User
from kith.book import cells
from kith.book.cells import Facts, Mark, Shown
from kith.people.models import Person
from kith.ui import nav, persons
from kith.ui.templatetags import ui

_COLUMNS_OF_PERSON = (
    *("pk", "name", "given", "family", "photo", "headline", "relation", "tier", "phase", "warmth", "touches"),
    *("last_touch_on", "next_touch_on", "created_at"),
)


class Row(NamedTuple):
    """One person of a list; a template unpacks it, which is quicker than asking it for each part."""

    pk: int
    name: str
    lead: SafeString
    cells: SafeString


def rows_of(owner: User, ids: Sequence[int], columns: Sequence[str], on: date) -> list[Row]:
    """Those people of the owner's in that order: one query for them and one for each column that needs it, however many.

    Whose they are was seen when they were looked for. Asked again beside their numbers, SQLite goes through the whole book.
    """
    found = Person.objects.filter(pk__in=ids).values_list(*_COLUMNS_OF_PERSON)
    by_id = {values[0]: _shown(values) for values in found}
    shown = [by_id[pk] for pk in ids if pk in by_id]
    facts = _facts(owner, ids, set(columns), on)
    return [Row(p.pk, persons.name(p), cells.lead(p, facts), cells.row(p, columns, facts)) for p in shown]


def _shown(values: Sequence[Any]) -> Shown:
    return Shown._make((*values[:-1], timezone.localtime(values[-1]).date()))


def _facts(owner: User, ids: Sequence[int], columns: set[str], on: date) -> Facts:
    return Facts(
        on=on,
        person=nav.address("book:person", 0),
        log=nav.address("interactions:log"),
        language=get_language() or "",
        log_with=escape(_("Log a touch with")),
        plus=ui.icon("plus"),
        now=escape(_("now")),
        roles=_roles(owner, ids) if "organisation" in columns else {},
        labels=_labels(owner, ids) if "labels" in columns else {},
        points=_points(owner, ids, columns & {"email", "phone"}),
    )


def _roles(owner: User, ids: Sequence[int]) -> dict[int, str]:
    """Title and organisation of each person now; of several positions the one that began last."""
    found = sql.rows(_ROLES, owner=owner.pk, people=ids)
    return {pk: ", ".join(text for text in (title, name) if text) for pk, title, name in found}


def _labels(owner: User, ids: Sequence[int]) -> dict[int, list[Mark]]:
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    all_with = reverse("book:people") + "?label="
    for pk, label, name in sql.rows(_LABELS, owner=owner.pk, people=ids):
        marks[pk].append(Mark(name, f"{all_with}{label}"))
    return marks


def _points(owner: User, ids: Sequence[int], kinds: set[str]) -> dict[tuple[int, str], str]:
    """Of each kind the preferred one, or else the one that was there first."""
    if not kinds:
        return {}
    found = sql.rows(_POINTS, owner=owner.pk, people=ids, kinds=sorted(kinds))
    return {(pk, kind): value for pk, kind, value in found}


# What is asked for last is what a dict keeps. The plus keeps SQLite from going through all that the owner has.
_ROLES = """
    SELECT s.person_id, s.title, g.name
    FROM people_position s LEFT JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.person_id IN %(people)s AND +s.owner_id = %(owner)s AND s.is_current AND s.kind = 'work'
    ORDER BY s.started, s.id DESC
"""
_LABELS = """
    SELECT g.person_id, l.id, l.name
    FROM people_labelling g JOIN people_label l ON l.id = g.label_id
    WHERE g.person_id IN %(people)s AND +g.owner_id = %(owner)s
    ORDER BY l.name
"""
_POINTS = """
    SELECT c.person_id, c.kind, c.value
    FROM people_contactpoint c
    WHERE c.person_id IN %(people)s AND +c.owner_id = %(owner)s AND c.kind IN %(kinds)s
    ORDER BY c.is_preferred, c.id DESC
"""
