"""What can be asked of the outbox."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urljoin

from django.conf import settings

from kith.accounts.models import OwnedQuerySet, User
from kith.outbox.models import Letter


def can_send() -> bool:
    """Whether this instance has a mail server. Without one Kith writes to nobody, and pages offer the text to copy."""
    return bool(settings.MAIL)


def full_address(path: str) -> str:
    """The address of a page, as it is written where no browser completes it: in letters, files, and on the command line."""
    return urljoin(settings.URL or f"http://localhost:{settings.PORT}", path)


def undelivered(owner: User) -> OwnedQuerySet:
    """Letters that could not be delivered, newest first; the user tries again, or lets them go."""
    return Letter.objects.visible_to(owner).filter(state=Letter.State.GIVEN_UP).order_by("-due_at", "-pk")


def letters_of(owner: User, key_prefix: str) -> OwnedQuerySet:
    """What is known of the letters of these keys, in the order of writing."""
    return Letter.objects.visible_to(owner).filter(key__startswith=key_prefix, forgets=False).order_by("pk")


def never_sent(owner: User, keys: Collection[str]) -> set[str]:
    """Those of the keys whose letters did not arrive, or were called back before they went."""
    left = (Letter.State.GIVEN_UP, Letter.State.CALLED_BACK)
    letters = Letter.objects.visible_to(owner).filter(key__in=keys, state__in=left, sent_at=None)
    return set(letters.values_list("key", flat=True))
