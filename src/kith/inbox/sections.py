"""The kinds of things that wait in the inbox of the features below; those beside this one register theirs themselves."""

from __future__ import annotations

from typing import Any

from kith.duplicates.queries import certain_pairs, open_pairs
from kith.imports.models import Import
from kith.inbox import queries
from kith.suggestions.models import Suggestion
from kith.suggestions.queries import open_suggestions
from kith.ui import nav, waiting

_PAIRS = """
    SELECT COUNT(*) FROM duplicates_pair d
    JOIN people_person a ON a.id = d.first_id JOIN people_person b ON b.id = d.second_id
    WHERE d.owner_id = %(owner)s AND d.state = 'open' AND a.binned_at IS NULL AND b.binned_at IS NULL
    AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
"""
_SUGGESTIONS = """
    SELECT COUNT(*) FROM suggestions_suggestion s LEFT JOIN people_person p ON p.id = s.person_id
    WHERE s.owner_id = %(owner)s AND s.state = 'open' AND p.binned_at IS NULL
"""
_IMPORTS = "SELECT COUNT(*) FROM imports_import i WHERE i.owner_id = %(owner)s AND i.state = 'ready'"


def register() -> None:
    """Tell the registry what waits below, and the sidebar how many things that are."""
    waiting.register(waiting.Kind(10, _IMPORTS, "inbox/section_imports.html", _imports))
    waiting.register(waiting.Kind(20, _PAIRS, "inbox/section_pairs.html", _pairs))
    waiting.register(waiting.Kind(30, _SUGGESTIONS, "inbox/section_suggestions.html", _suggestions))
    nav.COUNTERS["inbox:home"] = queries.waiting_for


def _imports(owner: Any) -> dict[str, object]:
    ready = Import.objects.visible_to(owner).filter(state=Import.State.READY).order_by("-created_at", "-pk")
    found = list(ready.only("title", "created_at")[: waiting.SHOWN])
    return {"imports": found} if found else {}


def _pairs(owner: Any) -> dict[str, object]:
    pairs = open_pairs(owner)
    found = list(pairs[: waiting.SHOWN])
    if not found:
        return {}
    return {"pairs": found, "pairs_total": pairs.count(), "certain_total": certain_pairs(owner).count()}


def _suggestions(owner: Any) -> dict[str, object]:
    found = open_suggestions(owner)
    people = found.filter(kind=Suggestion.Kind.PERSON)
    details = found.exclude(kind=Suggestion.Kind.PERSON)
    shown = {"newcomers": queries.said(people[: waiting.SHOWN]), "details": queries.said(details[: waiting.SHOWN])}
    totals = {"newcomers_total": people.count(), "details_total": details.count()}
    return {**shown, **totals} if any(shown.values()) else {}
