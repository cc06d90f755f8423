"""Photos of cards that are dropped where files are brought in: they wait with the other cards."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.urls import reverse
from django.utils.translation import ngettext

from kith.accounts.models import User
from kith.cardreading.formats import is_picture
from kith.cards import actions
from kith.imports import handovers
from kith.people import photos

HEAD = 64


class CardHandover:
    """See imports.handovers.Handover."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file begins as a photo does."""
        return is_picture(head[:HEAD])

    def take(self, owner: User, name: str, file: BinaryIO, now: datetime) -> None:
        """Take the photo in. Raises ValidationError."""
        actions.take_in(owner, name, file.read(photos.MAX_LARGE_BYTES + 1), now=now)

    def page(self) -> str:
        """The address of the page on which they wait."""
        return reverse("cards:list")

    def words(self, count: int) -> str:
        """What is said of them there."""
        said = ngettext("One photo is being read as a card.", "%(count)s photos are being read as cards.", count)
        return said % {"count": count}


def register() -> None:
    """Let the place for files know."""
    handovers.register("cards", CardHandover())
