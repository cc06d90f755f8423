"""Who belongs to somebody: their spouse, their manager, who referred them."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.people import cleaning
from kith.people.folding import fold
from kith.people.models import Person, Related

MAX_NAME = 300


@transaction.atomic
def relate(person: Person, *, kind: str, name: str) -> Related:
    """Note that somebody belongs to a person; whoever alone has that name in the book is meant. Raises ValidationError.

    What is noted already is not noted twice.
    """
    name = cleaning.without_unshowable(name).strip()
    if not name or len(name) > MAX_NAME or kind not in Related.Kind.values:
        raise ValidationError(_("Please say who it is, and what they are."))
    known = [each for each in person.related.filter(kind=kind) if fold(each.name) == fold(name)]
    if known:
        return cast(Related, known[0])
    made: Related = Related.objects.create(
        owner_id=person.owner_id, person=person, kind=kind, name=name, other=_meant(person, name)
    )
    return made


@transaction.atomic
def unrelate(related: Related) -> None:
    """Take it off again."""
    related.delete()


def _meant(person: Person, name: str) -> Person | None:
    people = Person.objects.in_book().filter(owner_id=person.owner_id, search_text__contains=fold(name))
    found = [each for each in people.exclude(pk=person.pk) if fold(each.name) == fold(name)]
    return found[0] if len(found) == 1 else None
