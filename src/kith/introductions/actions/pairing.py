"""Which two are not to be suggested for an introduction any more."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.introductions.models import SetAside
from kith.people.models import Person


@transaction.atomic
def set_aside(one: Person, other: Person) -> SetAside:
    """Suggest these two no more, in either order. Raises ValidationError unless they are two people of one book."""
    if one == other or one.owner_id != other.owner_id:
        raise ValidationError(_("Choose two people of your book."))
    first, second = sorted((one, other), key=lambda person: person.pk)
    kept: SetAside
    kept, _is_new = SetAside.objects.get_or_create(owner=one.owner, one=first, other=second)
    return kept


def suggest_again(kept: SetAside) -> None:
    """They may be suggested once more."""
    kept.delete()
