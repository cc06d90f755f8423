"""Dates that are only as exact as known, in words: 2020, March 2020, 15 March 2020."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

_FORMATS = {4: "Y", 7: "F Y", 10: "j F Y"}


def in_words(text: str) -> str:
    """Say an ISO date of any exactness; what is none is said as it stands."""
    try:
        day = date.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text)
    except ValueError:
        return text
    return date_format(day, _FORMATS.get(len(text), "j F Y"))
