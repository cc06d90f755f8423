"""What a target is made of: roles, fields, organisations, places, people; and who is a recruiter."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith import occupations
from kith.errors import Refused
from kith.people import actions as people
from kith.people.folding import fold
from kith.people.models import Organisation, Person, Relation
from kith.targets.models import Aim, Target

MOST = 100  # aims of a target


@transaction.atomic
def add_aim(
    target: Target, *, kind: str, text: str, code: str = "", person: Person | None = None, note: str = ""
) -> Aim:
    """Add something to aim for, or return what is there already.

    An organisation is found in the book or added to it; a person need not be in the book. Named people stay off the card
    unless the user puts them on it. Raises ValidationError, or Refused where there are too many.
    """
    if person is not None and person.owner_id != target.owner_id:
        raise ValidationError({"person": _("Please choose somebody of your own.")})
    aim = Aim(owner=target.owner, target=target, kind=kind, text=" ".join(text.split()), note=note, person=person)
    aim.code = code if kind in (Aim.Kind.ROLE, Aim.Kind.FIELD) and occupations.get(code) else ""
    aim.is_on_card = kind != Aim.Kind.PERSON
    aim.full_clean(exclude=["owner", "target", "person"])
    aim.organisation = _organisation(aim) if kind == Aim.Kind.ORGANISATION else None
    if present := _present(aim):
        return present
    elif target.aims.count() >= MOST:
        raise Refused(str(_("This target has a hundred aims already. Perhaps it is two targets.")))
    aim.save(force_insert=True)
    return aim


@transaction.atomic
def remove_aim(aim: Aim) -> None:
    """Aim for it no longer."""
    aim.delete()


def mark_recruiter(person: Person, *, at: datetime) -> None:
    """Say that somebody is a recruiter."""
    people.set_relation([person], Relation.RECRUITER, at=at)


def _organisation(aim: Aim) -> Organisation | None:
    return people.find_or_add_organisation(aim.owner, aim.text)


def _present(aim: Aim) -> Aim | None:
    """The aim of this target that is the same already."""
    same = aim.target.aims.filter(kind=aim.kind, code=aim.code)
    if aim.person_id is not None:
        return same.filter(person=aim.person_id).first()
    return next((other for other in same if fold(other.text) == fold(aim.text)), None)
