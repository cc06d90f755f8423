"""Files that are dropped where files are brought in, and looked through elsewhere: photos of cards register here."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO, Protocol

from kith.accounts.models import User


class Handover(Protocol):
    """What a feature above imports gives for files that it takes itself."""

    def recognises(self, head: bytes) -> bool:
        """Whether the file that begins so is one of its own."""

    def take(self, owner: User, name: str, file: BinaryIO, now: datetime) -> None:
        """Take the file. Raises ValidationError, in words for the user."""

    def page(self) -> str:
        """The address of the page on which they are looked through."""

    def words(self, count: int) -> str:
        """What is said of so many files that were taken."""


_handovers: dict[str, Handover] = {}


def register(name: str, handover: Handover) -> None:
    """Let files that it recognises be taken by it."""
    _handovers[name] = handover


def for_file(file: BinaryIO) -> Handover | None:
    """Who takes this file, if somebody does. The file is left at its beginning."""
    head = file.read(64)
    file.seek(0)
    return next((each for each in _handovers.values() if each.recognises(head)), None)
