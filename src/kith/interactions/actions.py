"""What can be done with interactions: log, edit, put away, bring back; make, keep and let go of promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.interactions import signals
from kith.interactions.models import Interaction, Kind, Participation, Promise
from kith.people.models import Organisation, Person

WITHOUT_PEOPLE = {Kind.EVENT, Kind.APPLICATION}


@dataclass(frozen=True, slots=True)
class NewPromise:
    """A promise said while an interaction is logged; without a person it concerns the first one named."""

    what: str
    by: str = Promise.By.ME
    due_on: date | None = None
    person_id: int | None = None


class Details(TypedDict, total=False):
    """What an interaction says of itself, apart from who took part."""

    kind: str
    on: date
    at: datetime | None
    channel: str
    direction: str
    summary: str
    notes: str
    place: str
    organisation: Organisation | None
    follow_up_on: date | None
    sent: int
    received: int


@transaction.atomic
def log(
    owner: User,
    *,
    people: Iterable[Person],
    private_notes: Mapping[int, str] = {},
    promises: Sequence[NewPromise] = (),
    batch: UUID | None = None,
    now: datetime,
    **details: Unpack[Details],
) -> Interaction:
    """Record that something happened with these people, as one interaction, and return it.

    private_notes go by the person's id. Raises ValidationError, among others where the day is still to come.
    """
    today, participants = owner.today(now), _own_people(owner, people)
    interaction = Interaction(owner=owner, created_at=now, batch=batch, **details)
    _check(interaction, today)
    _check_people(interaction, participants, promises)
    interaction.save(force_insert=True)
    _add_people(interaction, participants, private_notes)
    _add_promises(interaction, participants, promises)
    _announce(interaction, [person.pk for person in participants], today, None, interaction.follow_up_on)
    return interaction


def _own_people(owner: User, people: Iterable[Person]) -> list[Person]:
    """Each once, in the order given; the user is no participant of their own interactions."""
    once = {person.pk: person for person in people if not person.is_self}
    if any(person.owner_id != owner.pk for person in once.values()):
        raise ValidationError({"people": _("Somebody here is not in your book.")})
    return list(once.values())


def _check_people(interaction: Interaction, people: Sequence[Person], promises: Sequence[NewPromise]) -> None:
    if not people and (promises or interaction.kind not in WITHOUT_PEOPLE):
        raise ValidationError({"people": _("Say with whom.")})


def _check(interaction: Interaction, today: date) -> None:
    interaction.clean_fields(exclude={"owner", "organisation"})
    if interaction.organisation is not None and interaction.organisation.owner_id != interaction.owner_id:
        raise ValidationError({"organisation": _("This organisation is not in your book.")})
    if interaction.on > today:
        raise ValidationError({"on": _("This day is still to come. Plan it as the next touch instead.")})
    if interaction.follow_up_on is not None and interaction.follow_up_on <= interaction.on:
        raise ValidationError({"follow_up_on": _("A follow-up comes after the day itself.")})


def _add_people(interaction: Interaction, people: Iterable[Person], private_notes: Mapping[int, str]) -> None:
    Participation.objects.bulk_create(
        Participation(
            owner_id=interaction.owner_id,
            batch=interaction.batch,
            interaction=interaction,
            person=person,
            private_note=private_notes.get(person.pk, ""),
        )
        for person in people
    )


def _add_promises(interaction: Interaction, people: Sequence[Person], promises: Iterable[NewPromise]) -> None:
    for new in promises:
        person = next((person for person in people if person.pk == new.person_id), people[0])
        promise(person, by=new.by, what=new.what, due_on=new.due_on, interaction=interaction)


def _announce(
    interaction: Interaction, people_ids: Sequence[int], today: date, before: date | None, after: date | None
) -> None:
    who = {"owner": interaction.owner, "people_ids": people_ids, "on": today}
    signals.interactions_changed.send(Interaction, interaction=interaction, **who)
    if before != after:
        signals.follow_up_changed.send(Interaction, before=before, after=after, **who)


@transaction.atomic
def bin(interaction: Interaction, *, at: datetime) -> None:
    """Put an interaction away; it no longer counts as a touch, and its follow-up is no longer planned."""
    interaction.binned_at = at
    interaction.save(update_fields=["binned_at"])
    _announce(interaction, _people_of(interaction), interaction.owner.today(at), interaction.follow_up_on, None)


@transaction.atomic
def restore(interaction: Interaction, *, at: datetime) -> None:
    """Take an interaction out of the bin, as if it had never been there."""
    interaction.binned_at = None
    interaction.save(update_fields=["binned_at"])
    _announce(interaction, _people_of(interaction), interaction.owner.today(at), None, interaction.follow_up_on)


def _people_of(interaction: Interaction) -> list[int]:
    return list(interaction.participations.order_by("pk").values_list("person_id", flat=True))


@transaction.atomic
def promise(
    person: Person, *, by: str, what: str, due_on: date | None = None, interaction: Interaction | None = None
) -> Promise:
    """Note what one side said it would do for the other. Raises ValidationError."""
    made = Promise(
        owner_id=person.owner_id, person=person, by=by, what=what.strip(), due_on=due_on, interaction=interaction
    )
    made.clean_fields(exclude={"owner", "person", "interaction"})
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
