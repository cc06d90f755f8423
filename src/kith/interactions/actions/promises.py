"""Promises: made by either side, kept, or let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.interactions.models import Interaction, Promise
from kith.people import rows
from kith.people.models import Person


@dataclass(frozen=True, slots=True)
class NewPromise:
    """A promise said while an interaction is logged; without a person it concerns the first one named."""

    what: str
    by: str = Promise.By.ME
    due_on: date | None = None
    person_id: int | None = None


@transaction.atomic
def promise(
    person: Person, *, by: str, what: str, due_on: date | None = None, interaction: Interaction | None = None
) -> Promise:
    """Note what one side said it would do for the other. Raises ValidationError."""
    made = Promise(owner_id=person.owner_id, person=person, interaction=interaction, due_on=due_on)
    for name, value in {"by": by, "what": what}.items():
        setattr(made, name, rows.clean_value(Promise._meta.get_field(name), value))
    if not made.what:
        raise ValidationError({"what": _("Say what was promised.")})
    made.save(force_insert=True)
    return made


@transaction.atomic
def keep_promise(promise: Promise, *, on: date) -> None:
    """Note that the promise was kept, and when."""
    _close(promise, kept_on=on, let_go_on=None)


@transaction.atomic
def let_go(promise: Promise, *, on: date) -> None:
    """Note that nobody needs the promise any more."""
    _close(promise, kept_on=None, let_go_on=on)


@transaction.atomic
def reopen(promise: Promise) -> None:
    """Take back that the promise was kept or let go."""
    _close(promise, kept_on=None, let_go_on=None)


def _close(promise: Promise, kept_on: date | None, let_go_on: date | None) -> None:
    promise.kept_on, promise.let_go_on = kept_on, let_go_on
    promise.save(update_fields=["kept_on", "let_go_on"])
