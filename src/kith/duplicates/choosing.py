"""Whose value a merge takes where the user does not say: the fuller name, the newer headline and photo, else the kept one's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kith.people.models import Person

_WORD = re.compile(r"[^\W\d_]+")
_NEWEST = ("headline", "photo")


def preferred(people: Sequence[Person], field: str) -> Person | None:
    """Of people who may be one, the kept one first: whose value of the field says most; None where nobody has any."""
    having = [person for person in people if getattr(person, field)]
    if not having:
        return None
    if field == "name" and not people[0].is_self:
        return max(having, key=lambda person: _fullness(person.name))
    return max(having, key=_said_at) if field in _NEWEST else having[0]


def _fullness(name: str) -> tuple[bool, int, bool, int]:
    """How much a name says: rather a name than an address, more whole words, not in one case only, more letters."""
    words = [word for word in _WORD.findall(name) if len(word) > 1]
    return "@" not in name, len(words), not (name.isupper() or name.islower()), sum(map(len, words))


def _said_at(person: Person) -> Any:
    """When somebody last said what the record says."""
    moments: list[datetime] = [moment for moment in (person.edited_at, person.created_at) if moment]
    return max(moments)
