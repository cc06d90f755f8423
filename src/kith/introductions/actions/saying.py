"""What somebody says with a move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kith.introductions.models import Introduction
from kith.introductions.moves import Door


@dataclass(frozen=True)
class Said:
    """Each move takes what is of use to it. `on` is the day it happened on, today if it is not given."""

    words: str = ""
    blurb: str = ""  # as the introducer changed it
    contact: str = ""  # how the other side wants to be reached
    outcome: str = ""
    on: date | None = None
    channel: str = ""
    adds_person: bool = False  # the other side becomes somebody of the book


@dataclass(frozen=True)
class Happening:
    """A move that is being made: of which introduction, what is said with it, by which door, and when."""

    introduction: Introduction
    move: str
    said: Said
    door: Door
    at: datetime

    @property
    def on(self) -> date:
        """The day that the move is about, in the user's calendar."""
        return self.said.on or self.introduction.owner.today(self.at)
