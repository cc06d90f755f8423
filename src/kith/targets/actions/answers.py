"""What others answered on a card: received, made a person of, thanked for, done with."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.interactions import actions as interactions
from kith.interactions.models import Channel, Direction, Interaction, Kind
from kith.people import actions as people
from kith.people.cleaning import without_unshowable
from kith.people.models import Person
from kith.targets.contacts import points_in
from kith.targets.models import CardAnswer, TargetCard

MOST_WORDS = 4000  # letters


@transaction.atomic
def receive(card: TargetCard, *, kind: str, words: str, name: str, contact: str, at: datetime) -> CardAnswer:
    """Keep what somebody wrote on a card, as they wrote it but for what no page can show. Raises ValidationError."""
    answer = CardAnswer(owner=card.owner, card=card, kind=kind, received_at=at, created_at=at)
    words, name, contact = map(without_unshowable, (words, name, contact))
    answer.words, answer.name, answer.contact = words.strip(), " ".join(name.split()), " ".join(contact.split())
    answer.full_clean(exclude=["owner", "card", "person"])
    if len(answer.words) > MOST_WORDS:
        raise ValidationError({"words": _("That is a lot. Please shorten it a little.")})
    answer.save(force_insert=True)
    return answer


@transaction.atomic
def become_person(answer: CardAnswer, *, name: str, contact: str, at: datetime) -> Person:
    """Add whoever answered to the book, with their ways to be reached. Raises ValidationError."""
    told = _("On my target card: %(words)s") % {"words": answer.words}
    person = people.add_person(
        answer.owner,
        name=name,
        at=at,
        points=points_in(contact),
        fields={"met_notes": told, "met_at": _("Target card")},
    )
    return link_person(answer, person)


@transaction.atomic
def link_person(answer: CardAnswer, person: Person) -> Person:
    """Say that it was somebody of the book. Raises ValidationError where they are of another book."""
    if person.owner_id != answer.owner_id:
        raise ValidationError(_("Please choose somebody of your own."))
    answer.person = person
    answer.save(update_fields=["person"])
    return person


@transaction.atomic
def thank(answer: CardAnswer, *, on: date, now: datetime) -> Interaction:
    """Log that the user thanked them, and be done with the answer. Raises Refused while it is nobody of the book."""
    if answer.person is None:
        raise Refused(_("Say first who it was, so that the thank-you stands with them."))
    thanked = interactions.log(
        answer.owner,
        people=[answer.person],
        kind=Kind.THANK_YOU,
        on=on,
        channel=Channel.OTHER,
        direction=Direction.OUTGOING,
        summary=_("For an answer on my target card"),
        notes=answer.words,
        now=now,
    )
    finish(answer)
    return thanked


@transaction.atomic
def finish(answer: CardAnswer) -> None:
    """Be done with an answer; it stays among those of the card."""
    _move(answer, CardAnswer.State.DONE)


@transaction.atomic
def reopen(answer: CardAnswer) -> None:
    """Undo `finish`."""
    _move(answer, CardAnswer.State.OPEN)


def _move(answer: CardAnswer, state: CardAnswer.State) -> None:
    answer.state = state
    answer.save(update_fields=["state"])
