"""The kinds of things that wait in the inbox of the features below; those beside this one register theirs themselves."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kith import sql
from kith.accounts.models import User
from kith.duplicates.models import CERTAIN, Pair
from kith.duplicates.queries import open_pairs
from kith.imports.models import Import
from kith.inbox import queries
from kith.prepared import prepared
from kith.suggestions.models import Suggestion
from kith.suggestions.queries import open_suggestions
from kith.ui import nav, waiting

_PAIRS = """
    SELECT 1 FROM duplicates_pair d
    JOIN people_person a ON a.id = d.first_id JOIN people_person b ON b.id = d.second_id
    WHERE d.owner_id = %(owner)s AND d.state = 'open' AND a.binned_at IS NULL AND b.binned_at IS NULL
    AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
"""
_SUGGESTIONS = """
    SELECT 1 FROM suggestions_suggestion s LEFT JOIN people_person p ON p.id = s.person_id
    WHERE s.owner_id = %(owner)s AND s.state = 'open' AND p.binned_at IS NULL
"""
_IMPORTS = "SELECT 1 FROM imports_import i WHERE i.owner_id = %(owner)s AND i.state = 'ready'"
# All of them: those that are open, less the few that tell of somebody gone (index person_away), so nobody else is looked up.
_AWAY = """
    SELECT p.id FROM people_person p
    WHERE p.owner_id = %(owner)s AND (p.binned_at IS NOT NULL OR p.merged_into_id IS NOT NULL)
"""
_OF_PAIRS = "SELECT COUNT(*), COUNT(CASE WHEN d.probability >= %(certain)s THEN 1 END) FROM duplicates_pair d"
_OPEN_PAIRS = f"{_OF_PAIRS} WHERE d.state = 'open' AND d.owner_id = %(owner)s"
_PAIRS_OF_NOBODY = f"{_OF_PAIRS} WHERE d.state = 'open' AND (d.first_id IN ({_AWAY}) OR d.second_id IN ({_AWAY}))"
_BINNED = "SELECT p.id FROM people_person p WHERE p.owner_id = %(owner)s AND p.binned_at IS NOT NULL"
_OF_SUGGESTIONS = """
    SELECT COUNT(CASE WHEN s.kind = %(person)s THEN 1 END), COUNT(CASE WHEN s.kind <> %(person)s THEN 1 END)
    FROM suggestions_suggestion s
"""
_OPEN_SUGGESTIONS = f"{_OF_SUGGESTIONS} WHERE s.state = 'open' AND s.owner_id = %(owner)s"
_SUGGESTIONS_OF_NOBODY = f"{_OF_SUGGESTIONS} WHERE s.state = 'open' AND s.person_id IN ({_BINNED})"


def register() -> None:
    """Tell the registry what waits below, and the sidebar how many things that are."""
    waiting.register(waiting.Kind(10, _IMPORTS, "inbox/section_imports.html", _imports))
    waiting.register(waiting.Kind(20, _PAIRS, "inbox/section_pairs.html", _pairs))
    waiting.register(waiting.Kind(30, _SUGGESTIONS, "inbox/section_suggestions.html", _suggestions))
    nav.COUNTERS["inbox:home"] = queries.waiting_for


def _imports(owner: Any) -> dict[str, object]:
    found = _ready(owner)
    return {"imports": found} if found else {}


@prepared
def _ready(owner: User) -> QuerySet[Import]:
    ready = Import.objects.visible_to(owner).filter(state=Import.State.READY).order_by("-created_at", "-pk")
    return ready.only("title", "created_at")[: waiting.SHOWN]


def _pairs(owner: Any) -> dict[str, object]:
    found = _surest(owner)
    if not found:
        return {}
    total, certain = _fewer(_OPEN_PAIRS, _PAIRS_OF_NOBODY, owner, certain=int(CERTAIN))
    return {"pairs": found, "pairs_total": total, "certain_total": certain}


@prepared
def _surest(owner: User) -> QuerySet[Pair]:
    return open_pairs(owner)[: waiting.SHOWN]


def _suggestions(owner: Any) -> dict[str, object]:
    kind = Suggestion.Kind.PERSON.value
    people, details = _fewer(_OPEN_SUGGESTIONS, _SUGGESTIONS_OF_NOBODY, owner, person=kind)
    told: dict[str, object] = {}
    if people:
        told |= {"newcomers": queries.said(_newcomers(owner)), "newcomers_total": people}
    if details:
        told |= {"details": queries.said(_details(owner)), "details_total": details}
    return told


@prepared
def _newcomers(owner: User) -> QuerySet[Suggestion]:
    found = open_suggestions(owner).filter(kind=Suggestion.Kind.PERSON)
    return found.only(*queries.SHOWN)[: waiting.SHOWN]


@prepared
def _details(owner: User) -> QuerySet[Suggestion]:
    found = open_suggestions(owner).exclude(kind=Suggestion.Kind.PERSON)
    return found.only(*queries.SHOWN)[: waiting.SHOWN]


def _fewer(statement: str, less: str, owner: User, **values: str | int) -> tuple[int, int]:
    """What the first statement counts, without what the second does: two numbers."""
    [[one, other]], [[less_of_one, less_of_other]] = (
        sql.rows(each, owner=owner.pk, **values) for each in (statement, less)
    )
    return one - less_of_one, other - less_of_other
