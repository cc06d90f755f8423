"""Addresses that keep what stands in the address of the page, but for what a link changes."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict


def replaced(query: QueryDict, **values: object) -> str:
    """Return "?…" with these values in place of what was there; None takes one away."""
    changed = dict(query.lists())
    for key, value in values.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = [str(value)]
    return "?" + urlencode(changed, doseq=True)


def toggled(query: QueryDict, key: str, value: str) -> str:
    """Return "?…" with this value added, or taken away where it was; back on the first page."""
    changed = dict(query.lists())
    there = changed.get(key, [])
    changed[key] = [v for v in there if v != value] if value in there else [*there, value]
    changed.pop("page", None)
    return "?" + urlencode(changed, doseq=True)
