"""Interactions: log one, edit it, put it away, bring it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.interactions import signals
from kith.interactions.actions.promises import NewPromise, promise
from kith.interactions.models import Interaction, Kind, Participation
from kith.people import actions as people_actions
from kith.people import rows
from kith.people.models import Organisation, Person

_PORTION = 500
WITHOUT_PEOPLE = {Kind.EVENT, Kind.APPLICATION}


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
    labels: Iterable[str] = (),
    batch: UUID | None = None,
    source_key: str = "",
    now: datetime,
    **details: Unpack[Details],
) -> Interaction:
    """Record that something happened with these people, as one interaction, and return it.

    private_notes go by the person's id; source_key is what an import would know the same thing by. Raises
    ValidationError, among others where the day is still to come.
    """
    participants = _own_people(owner, people)
    interaction = Interaction(owner=owner, created_at=now, batch=batch, source_key=source_key)
    _set_details(interaction, details, owner.today(now))
    _check_people(interaction, participants, promises)
    interaction.save(force_insert=True)
    _add_people(interaction, participants, private_notes)
    for new in promises:
        concerned = next((person for person in participants if person.pk == new.person_id), participants[0])
        promise(concerned, by=new.by, what=new.what, due_on=new.due_on, interaction=interaction)
    for label in labels:
        people_actions.label_people(participants, label, at=now)
    _announce(interaction, _ids(participants), owner.today(now))
    _move_follow_up(interaction, _ids(participants), owner.today(now), None, interaction.follow_up_on)
    return interaction


@transaction.atomic
def edit(
    interaction: Interaction,
    *,
    version: int,
    now: datetime,
    people: Iterable[Person] | None = None,
    private_notes: Mapping[int, str] | None = None,
    **details: Unpack[Details],
) -> Interaction:
    """Change an interaction, and return it as it is now; what is left out, or None, stays as it was.

    Raises ValidationError, Refused for one in the bin, or EditConflict if `version` is not the present one.
    """
    owner = interaction.owner
    present = _claim(interaction, version, now)
    before, had = present.follow_up_on, _people_of(present)
    _set_details(present, details, owner.today(now))
    present.save()
    have = had if people is None else _replace_people(present, _own_people(owner, people), had)
    _set_private_notes(present, private_notes or {})
    gone, new = set(had) - set(have), set(have) - set(had)
    _announce(present, [*have, *gone], owner.today(now))
    for concerned, was, becomes in [
        (gone, before, None),
        (new, None, present.follow_up_on),
        (set(have) - new, before, present.follow_up_on),
    ]:
        _move_follow_up(present, sorted(concerned), owner.today(now), was, becomes)
    return present


@transaction.atomic
def bin(interaction: Interaction, *, at: datetime) -> None:
    """Put an interaction away; it no longer counts as a touch, and its follow-up is no longer planned."""
    if interaction.binned_at is None:
        _put(interaction, at)
        today, people = interaction.owner.today(at), _people_of(interaction)
        _announce(interaction, people, today)
        _move_follow_up(interaction, people, today, interaction.follow_up_on, None)


@transaction.atomic
def restore(interaction: Interaction, *, at: datetime) -> None:
    """Take an interaction out of the bin. Its follow-up is planned again, unless that day has passed."""
    if interaction.binned_at is not None:
        _put(interaction, None)
        today, people = interaction.owner.today(at), _people_of(interaction)
        _announce(interaction, people, today)
        if interaction.follow_up_on is not None and interaction.follow_up_on >= today:
            _move_follow_up(interaction, people, today, None, interaction.follow_up_on)


@transaction.atomic
def erase_of(owner: User, person_ids: Collection[int]) -> None:
    """Erase for good what happened with these people and nobody else, as their own rows are about to go."""
    # Portion by portion: where PostgreSQL has not counted its rows yet, it answers one question for all of it in minutes.
    gone, own = set(person_ids), Participation.objects.filter(owner=owner)
    with_them: set[int] = set()
    for some in _portions(gone):
        with_them.update(own.filter(person__in=some).values_list("interaction", flat=True))
    for some in _portions(with_them):
        took_part = own.filter(interaction__in=some).values_list("interaction", "person")
        others = {interaction for interaction, person in took_part if person not in gone}
        Interaction.objects.filter(pk__in=set(some) - others).delete()


def _portions(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _PORTION] for start in range(0, len(ordered), _PORTION))


def _own_people(owner: User, people: Iterable[Person]) -> list[Person]:
    """Each once, in the order given; the user is no participant of their own interactions."""
    once = {person.pk: person for person in people if not person.is_self}
    if any(person.owner_id != owner.pk for person in once.values()):
        raise ValidationError({"people": _("Somebody here is not in your book.")})
    return list(once.values())


def _set_details(interaction: Interaction, details: Details, today: date) -> None:
    for name, value in details.items():
        setattr(interaction, name, rows.clean_value(Interaction._meta.get_field(name), value))
    interaction.clean_fields(exclude={"owner", "organisation"})
    if interaction.organisation is not None and interaction.organisation.owner_id != interaction.owner_id:
        raise ValidationError({"organisation": _("This organisation is not in your book.")})
    if interaction.on > today:
        raise ValidationError({"on": _("This day is still to come. Plan it as the next touch instead.")})
    if interaction.follow_up_on is not None and interaction.follow_up_on <= interaction.on:
        raise ValidationError({"follow_up_on": _("A follow-up comes after the day itself.")})


def _check_people(interaction: Interaction, people: Sequence[Person], promises: Sequence[NewPromise] = ()) -> None:
    if not people and (promises or interaction.kind not in WITHOUT_PEOPLE):
        raise ValidationError({"people": _("Say with whom.")})


def _add_people(interaction: Interaction, people: Iterable[Person], private_notes: Mapping[int, str]) -> None:
    note = Participation._meta.get_field("private_note")
    Participation.objects.bulk_create(
        Participation(
            owner_id=interaction.owner_id,
            batch=interaction.batch,
            interaction=interaction,
            person=person,
            private_note=rows.clean_value(note, private_notes.get(person.pk, "")),
        )
        for person in people
    )


def _replace_people(interaction: Interaction, people: Sequence[Person], had: Collection[int]) -> list[int]:
    _check_people(interaction, people)
    interaction.participations.exclude(person__in=_ids(people)).delete()
    _add_people(interaction, [person for person in people if person.pk not in had], {})
    return _ids(people)


def _set_private_notes(interaction: Interaction, private_notes: Mapping[int, str]) -> None:
    note = Participation._meta.get_field("private_note")
    for person_id, text in private_notes.items():
        interaction.participations.filter(person=person_id).update(private_note=rows.clean_value(note, text))


def _claim(interaction: Interaction, version: int, now: datetime) -> Interaction:
    """Take the next version, by one statement: of two savers one finds the version gone."""
    mine = Interaction.objects.filter(pk=interaction.pk)
    claimed = mine.filter(version=version).update(version=version + 1, edited_at=now)
    present: Interaction = mine.select_related("owner", "organisation").get()
    if not claimed:
        raise people_actions.EditConflict(present)
    if present.binned_at is not None:
        raise Refused(_("This is in the bin. Take it out first."))
    return present


def _put(interaction: Interaction, binned_at: datetime | None) -> None:
    interaction.binned_at = binned_at
    interaction.save(update_fields=["binned_at"])


def _ids(people: Iterable[Person]) -> list[int]:
    return [person.pk for person in people]


def _people_of(interaction: Interaction) -> list[int]:
    return list(interaction.participations.order_by("pk").values_list("person_id", flat=True))


def _announce(interaction: Interaction, people_ids: Sequence[int], today: date) -> None:
    signals.interactions_changed.send(
        Interaction, owner=interaction.owner, people_ids=people_ids, interaction=interaction, on=today
    )


def _move_follow_up(
    interaction: Interaction, people_ids: Sequence[int], today: date, before: date | None, after: date | None
) -> None:
    if people_ids and before != after:
        signals.follow_up_changed.send(
            Interaction, owner=interaction.owner, people_ids=people_ids, before=before, after=after, note="", on=today
        )
