"""Keeping a card as somebody of the book, letting it go again, and discarding it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.cards.drafts import Draft, points_of, record_of
from kith.cards.models import CardPhoto, CardPhotoQuerySet
from kith.errors import Refused
from kith.imports import actions as imports
from kith.imports.from_card import keys_of
from kith.imports.models import Import, ImportRecord
from kith.imports.records import InteractionRecord, PersonRef, Record
from kith.people import photos
from kith.people.models import Person
from kith.people.traces import Traces

State = CardPhoto.State
READER = "card"


@dataclass(frozen=True)
class Met:
    """That the user met the person, when, and where if they said so."""

    on: date
    place: str = ""


@transaction.atomic
def keep(card: CardPhoto, draft: Draft, *, met: Met | None = None, now: datetime) -> tuple[Person, Import]:
    """Bring the card into the book as the user left it, as an import that can be taken back. Nothing is logged unless met.

    Raises Refused where the card was decided on already, or the book will not have this person.
    """
    taken = CardPhoto.objects.filter(pk=card.pk, state__in=[State.READ, State.FAILED])
    if not taken.update(state=State.KEPT, state_at=now):
        raise Refused(str(_("This card is kept already.")))
    import_ = imports.commit_records(
        card.owner, _records(card, draft, met), title=f"Card: {draft['name']}"[:300], reader=READER, now=now
    )
    person = _person(import_)
    CardPhoto.objects.filter(pk=card.pk).update(person=person, found=draft, batch=import_.uid, problem="")
    card.refresh_from_db()
    return person, import_


@transaction.atomic
def discard(card: CardPhoto) -> None:
    """Delete a card with its picture. Whoever it was kept as stays."""
    _delete(CardPhoto.objects.filter(pk=card.pk))


@transaction.atomic
def let_go(import_: Import, *, at: datetime) -> None:
    """An import was taken back: the card that it brought waits again to be looked at."""
    brought = CardPhoto.objects.filter(owner=import_.owner, batch=import_.uid, state=State.KEPT)
    brought.update(state=State.READ, state_at=at, person=None, batch=None)


@transaction.atomic
def forget_people(owner: User, people_ids: Collection[int], traces: Traces) -> None:
    """Delete the cards of people who are erased, also those that nobody has decided on and that tell of them."""
    own = CardPhoto.objects.filter(owner=owner)
    telling = [card.pk for card in own.open().only("found") if _tells_of(card.found, traces)]
    _delete(own.filter(Q(person__in=people_ids) | Q(pk__in=telling)))


def _records(card: CardPhoto, draft: Draft, met: Met | None) -> Iterable[Record]:
    record = record_of(draft, settings.PHONE_REGION)
    record.raw = f"{record.raw}\n{card.uid}".strip()  # the same words on another card are another card
    if met:
        record.met_on, record.met_at = met.on.isoformat(), met.place
        ref = PersonRef(record.full_name, record.keys)
        touch = InteractionRecord(record.file, 1, "meeting", met.on, [ref], channel="in_person", direction="mutual", place=met.place, source_key=f"card:{card.uid}")  # fmt: skip
        return [record, touch]
    return [record]


def _person(import_: Import) -> Person:
    record = ImportRecord.objects.filter(of=import_).select_related("person").order_by("pk").first()
    if record is None or record.person is None:
        reason = record.reason if record else ""
        raise Refused(reason or str(_("This card has nobody's name on it.")))
    person: Person = record.person
    return person


def _tells_of(draft: Draft, traces: Traces) -> bool:
    keys = keys_of(points_of(draft), settings.PHONE_REGION)
    return draft.get("name", "") in traces.names or not traces.keys.isdisjoint(keys)


def _delete(cards: CardPhotoQuerySet) -> None:
    names = [name for name in cards.values_list("photo", flat=True) if name]
    cards.delete()
    for name in names:
        transaction.on_commit(partial(photos.forget, name))
