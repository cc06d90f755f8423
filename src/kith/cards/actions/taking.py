"""Taking photos of cards in, and reading them, one after another, in a child process."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith import sandbox
from kith.accounts.models import User
from kith.cardreading.fields import Unreadable
from kith.cardreading.reading import ReadCard
from kith.cards.drafts import draft_of
from kith.cards.models import CardPhoto
from kith.cards.signals import cards_wait
from kith.imports import apart
from kith.people import photos
from kith.sandbox import Broke, Exceeded

State = CardPhoto.State
LEFT_BEHIND_AFTER = timedelta(minutes=5)  # by a worker that died: reading ends itself before that
MAX_STUMBLES = 2
_READ = "kith.cardreading.reading:read_file"
_STUMBLED = _("Kith stumbled over this photo by a fault of its own. You can type what the card says.")

logger = logging.getLogger(__name__)


def take_in(owner: User, name: str, data: bytes, *, now: datetime) -> CardPhoto:
    """Take a photo in; it is read behind the page. Raises ValidationError for what is no photo that can be read."""
    kept = photos.keep(data, side=photos.LARGE_SIDE, most=photos.MAX_LARGE_BYTES)
    with transaction.atomic():
        card = CardPhoto.objects.create(owner=owner, name=name[:300], photo=kept, created_at=now, state_at=now)
        cards_wait.send(CardPhoto)
    return card


def take_code(owner: User, card: ReadCard, *, now: datetime) -> CardPhoto:
    """Take in what the camera read as a code, with the picture that it was in."""
    kept = _keep_picture(card.picture)
    return CardPhoto.objects.create(
        owner=owner, state=State.READ, photo=kept, found=draft_of(card), created_at=now, state_at=now
    )


def read_next(*, now: datetime) -> bool:
    """Read the photo that has waited longest, unless one is being read, and return whether there may be more to do."""
    card = _claim(now)
    if card is None:
        return False
    try:
        found = cast("list[ReadCard]", list(sandbox.run(_READ, *_arguments(card), limits=apart.PHOTO)))
    except Unreadable as error:
        _fail(card, error.reason, now)
    except (Exceeded, Broke) as error:
        _fail(card, apart.why(error), now)
    else:
        _save(card, found, now)
    return True


def resume_unfinished(now: datetime) -> None:
    """Have photos read that wait, also those whose worker died; after the second time they are left to the user."""
    behind = CardPhoto.objects.filter(state=State.READING, state_at__lt=now - LEFT_BEHIND_AFTER)
    for card in behind.filter(stumbles__gte=MAX_STUMBLES - 1):
        _fail(card, str(_STUMBLED), now)
    for card in behind.filter(stumbles__lt=MAX_STUMBLES - 1):
        _move(card, state=State.WAITING, state_at=now, stumbles=card.stumbles + 1)
    if CardPhoto.objects.filter(state=State.WAITING).exists():
        cards_wait.send(CardPhoto)


@transaction.atomic
def _claim(now: datetime) -> CardPhoto | None:
    """One at a time on this instance, as each takes much memory."""
    under_way = CardPhoto.objects.under_way()
    if under_way.filter(state=State.READING, state_at__gte=now - LEFT_BEHIND_AFTER).exists():
        return None
    card: CardPhoto | None = under_way.filter(state=State.WAITING).select_related("owner").order_by("pk").first()
    if card is None or not _move(card, state=State.READING, state_at=now):
        return None
    return card


def _arguments(card: CardPhoto) -> tuple[str, str]:
    return str(photos.path_of(card.photo)), settings.PHONE_REGION


def _save(card: CardPhoto, found: list[ReadCard], now: datetime) -> None:
    """The first card of the photo takes the row, each further one gets a row of its own; the photo gives way to theirs."""
    kept = [_keep_picture(each.picture) for each in found]
    former = card.photo
    with transaction.atomic():
        first, *others = zip(found, kept, strict=True)
        drafts = [(draft_of(each), photo) for each, photo in (first, *others)]
        is_there = _move(card, state=State.READ, state_at=now, found=drafts[0][0], photo=drafts[0][1])
        if not is_there:  # discarded meanwhile
            unused = kept
        else:
            unused = [former]
            CardPhoto.objects.bulk_create(
                CardPhoto(owner=card.owner, name=card.name, state=State.READ, state_at=now, created_at=card.created_at, found=draft, photo=photo)
                for draft, photo in drafts[1:]
            )  # fmt: skip
        for name in unused:
            transaction.on_commit(partial(photos.forget, name))


def _fail(card: CardPhoto, reason: str, now: datetime) -> None:
    _move(card, state=State.FAILED, state_at=now, problem=reason[:500])


def _move(card: CardPhoto, **values: object) -> bool:
    """Change the row if it is still as it was; returns False if somebody else has changed it meanwhile."""
    return bool(CardPhoto.objects.filter(pk=card.pk, state=card.state).update(**values)) and _set(card, values)


def _set(card: CardPhoto, values: dict[str, object]) -> bool:
    for name, value in values.items():
        setattr(card, name, value)
    return True


def _keep_picture(picture: bytes) -> str:
    """What the child made of it is not believed to be a plain picture: it is made one again."""
    try:
        return photos.keep(picture, side=photos.LARGE_SIDE, most=photos.MAX_LARGE_BYTES)
    except ValidationError:
        logger.error("the picture of a card could not be kept")
        return ""
