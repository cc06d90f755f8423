"""What forms of the inbox send: numbers of records, and errors in words."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import QueryDict

from kith.errors import Refused


def numbers(sent: QueryDict, key: str, most: int = 100) -> list[int]:
    """The numbers sent under a key; what is none is left out."""
    words = sent.getlist(key)[:most]
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 12]


def words_of(error: Refused | ValidationError) -> str:
    """What is wrong, for the user."""
    return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
