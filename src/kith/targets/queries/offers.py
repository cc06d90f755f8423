"""What to offer while somebody types an aim: occupations by any of their titles, organisations and people of the book."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kith import occupations
from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.models import Organisation
from kith.people.queries import find_people, known_people
from kith.targets.models import Aim

MOST = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to aim for. `text` is what the aim would be called, `note` says what it is, `code` or `person` which."""

    text: str
    note: str
    code: str = ""
    person: int | None = None


def offers(owner: User, kind: str, text: str) -> list[Offer]:
    """Return what the words may mean, the best first; nothing for less than two letters. At most two queries."""
    if len(fold(text)) < 2:
        found = []
    elif kind in (Aim.Kind.ROLE, Aim.Kind.FIELD):
        found = _occupations(text)
    elif kind == Aim.Kind.ORGANISATION:
        found = _organisations(owner, text)
    elif kind == Aim.Kind.PERSON:
        found = _people(owner, text)
    else:
        found = []
    return found


def _occupations(text: str) -> list[Offer]:
    return [Offer(one.title, _note(one), code=one.code) for one in occupations.search(text, MOST)]


def _note(one: occupations.Occupation) -> str:
    """How it was found, where that is not its own title."""
    if fold(one.matched) in fold(one.title):
        return one.source
    return _("also called %(title)s · %(source)s") % {"title": one.matched, "source": one.source}


def _organisations(owner: User, text: str) -> list[Offer]:
    found = Organisation.objects.visible_to(owner).filter(key__contains=fold(text))
    ordered = sorted(found[:200], key=lambda one: (not one.key.startswith(fold(text)), len(one.key), one.key))
    return [Offer(one.name, one.place) for one in ordered[:MOST]]


def _people(owner: User, text: str) -> list[Offer]:
    ids = [person.pk for person in find_people(owner, text)[:MOST]]
    known = {one.id: one for one in known_people(owner, ids)}
    return [Offer(known[pk].name, known[pk].organisation, person=pk) for pk in ids]
