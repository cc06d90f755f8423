"""Secret addresses in letters. A letter says what its address is made of; the address itself is made as the letter goes.

So it stands in no row that its sender can read, and in no archive: who answers is whoever got the letter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

PLACE = "{answer-link}"  # in the text of a letter: here stands the address

Maker: TypeAlias = Callable[[str, datetime], str | None]

_makers: dict[str, Maker] = {}


def register(feature: str, make: Maker) -> None:
    """Have a feature make the addresses of links that begin with its name and a colon; called once, when Django is ready.

    `make` is given the rest of the link, and when it goes. It returns None where the letter is not wanted any more.
    """
    _makers[feature] = make


def address(link: str, at: datetime) -> str | None:
    """The address of a link; None where the letter is not wanted any more, "" for a letter without one."""
    if not link:
        return ""
    feature, _colon, rest = link.partition(":")
    return _makers[feature](rest, at)
