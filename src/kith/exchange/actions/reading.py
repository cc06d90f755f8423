"""Reading asks and offers: what their words mean is worked out once and kept beside them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from kith.exchange.models import Ask, Offer
from kith.matching import meaning

_AT_ONCE = 200  # kept in one transaction, so that others can write in between


def read(wishes: Sequence[Ask] | Sequence[Offer]) -> None:
    """Keep the meaning of those that were not read yet, or by another version. What says something else by now is left for later."""
    new = [wish for wish in wishes if wish.vector_version != meaning.VERSION]
    if not new or not meaning.is_there():
        return
    vectors = meaning.packed(meaning.directions([wish.words for wish in new]))
    for wish, vector in zip(new, vectors, strict=True):
        wish.vector, wish.vector_version = vector, meaning.VERSION
    for start in range(0, len(new), _AT_ONCE):
        _keep(new[start : start + _AT_ONCE])


@transaction.atomic
def _keep(wishes: Sequence[Ask | Offer]) -> None:
    for wish in wishes:
        same = type(wish).objects.filter(pk=wish.pk, text=wish.text, more=wish.more)
        same.update(vector=wish.vector, vector_version=wish.vector_version)
