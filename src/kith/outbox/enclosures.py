"""Calendars that go with a letter. One stands in the letter's row; of several the row says what they are made of as it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from kith.accounts.models import User
from kith.outbox.models import Letter

Maker: TypeAlias = Callable[[User, str], list[str]]

_ITSELF = "BEGIN:VCALENDAR"
_makers: dict[str, Maker] = {}


def register(feature: str, make: Maker) -> None:
    """Have a feature make the calendars that begin with its name and a colon; called once, when Django is ready.

    `make` is given whose letter it is, and the rest.
    """
    _makers[feature] = make


def of(letter: Letter) -> list[str]:
    """Return the calendars that go with a letter, as iCalendar files; nothing of a feature or of rows that are gone."""
    if not letter.calendar or letter.calendar.startswith(_ITSELF):
        return [letter.calendar] if letter.calendar else []
    feature, _colon, rest = letter.calendar.partition(":")
    return _makers[feature](letter.owner, rest) if feature in _makers else []
