"""The kinds of things that wait in the inbox of the features below; those beside this one register theirs themselves."""

from __future__ import annotations

from typing import Any

from kith import sql
from kith.duplicates.models import CERTAIN
from kith.duplicates.queries import open_pairs
from kith.imports.models import Import
from kith.inbox import queries
from kith.suggestions.models import Suggestion
from kith.suggestions.queries import open_suggestions
from kith.ui import nav, waiting

_OPEN_PAIRS = """
    FROM duplicates_pair d
    JOIN people_person a ON a.id = d.first_id JOIN people_person b ON b.id = d.second_id
    WHERE d.owner_id = %(owner)s AND d.state = 'open' AND a.binned_at IS NULL AND b.binned_at IS NULL
    AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
"""
_PAIRS = f"SELECT 1 {_OPEN_PAIRS}"  # of our own words only
_PAIRS_BY_SURENESS = f"SELECT COUNT(*), COUNT(CASE WHEN d.probability >= %(certain)s THEN 1 END) {_OPEN_PAIRS}"
_OPEN_SUGGESTIONS = """
    FROM suggestions_suggestion s LEFT JOIN people_person p ON p.id = s.person_id
    WHERE s.owner_id = %(owner)s AND s.state = 'open' AND p.binned_at IS NULL
"""
_SUGGESTIONS = f"SELECT 1 {_OPEN_SUGGESTIONS}"
_SUGGESTIONS_BY_KIND = f"""
    SELECT COUNT(CASE WHEN s.kind = %(person)s THEN 1 END), COUNT(CASE WHEN s.kind <> %(person)s THEN 1 END)
    {_OPEN_SUGGESTIONS}
"""
_IMPORTS = "SELECT 1 FROM imports_import i WHERE i.owner_id = %(owner)s AND i.state = 'ready'"


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
    found = list(open_pairs(owner)[: waiting.SHOWN])
    if not found:
        return {}
    [[total, certain]] = sql.rows(_PAIRS_BY_SURENESS, owner=owner.pk, certain=int(CERTAIN))
    return {"pairs": found, "pairs_total": total, "certain_total": certain}


def _suggestions(owner: Any) -> dict[str, object]:
    [[people, details]] = sql.rows(_SUGGESTIONS_BY_KIND, owner=owner.pk, person=Suggestion.Kind.PERSON.value)
    found = open_suggestions(owner)
    told: dict[str, object] = {}
    if people:
        first = found.filter(kind=Suggestion.Kind.PERSON).only(*queries.SHOWN)[: waiting.SHOWN]
        told |= {"newcomers": queries.said(first), "newcomers_total": people}
    if details:
        first = found.exclude(kind=Suggestion.Kind.PERSON).only(*queries.SHOWN)[: waiting.SHOWN]
        told |= {"details": queries.said(first), "details_total": details}
    return told
