"""What the user does with a suggestion: done, later, not needed; and back again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kith.errors import Refused
from kith.interactions import actions as interactions
from kith.interactions.models import Direction, Interaction, Kind, Promise
from kith.people.models import Person
from kith.today.models import Answer

KIND_WHEN_DONE = {"thanks": Kind.THANK_YOU, "occasion": Kind.CARD}


@transaction.atomic
def done(
    person: Person,
    *,
    reason: str,
    evidence: str,
    on: date,
    now: datetime,
    notes: str = "",
    kind: str = "",
    channel: str = "",
) -> Answer:
    """Log the touch, keep the promise if that was the reason, and silence the reason for good."""
    interaction = interactions.log(
        person.owner,
        people=[person],
        kind=kind or KIND_WHEN_DONE.get(reason, Kind.MESSAGE),
        channel=channel,
        direction=Direction.OUTGOING,
        on=on,
        at=now,
        notes=notes,
        now=now,
    )
    promise = _promise_of(person, evidence)
    if promise is not None:
        interactions.keep_promise(promise, on=on)
    return _answer(person, reason, evidence, Answer.What.DONE, on, interaction=interaction)


@transaction.atomic
def snooze(person: Person, *, reason: str, evidence: str, on: date, until: date) -> Answer:
    """Leave the person in peace until a day. Raises Refused if the day is not in the future."""
    if until <= on:
        raise Refused("Choose a day after today.")
    return _answer(person, reason, evidence, Answer.What.SNOOZED, on, until=until)


@transaction.atomic
def not_needed(person: Person, *, reason: str, evidence: str, on: date) -> Answer:
    """Silence this very reason for good."""
    return _answer(person, reason, evidence, Answer.What.NOT_NEEDED, on)


@transaction.atomic
def take_back(answer: Answer, *, at: datetime) -> None:
    """Undo an answer, with the touch that it logged and the promise that it kept."""
    if answer.interaction is not None:
        interactions.bin(answer.interaction, at=at)
    promise = _promise_of(answer.person, answer.evidence)
    if promise is not None and answer.what == Answer.What.DONE:
        interactions.reopen(promise)
    answer.delete()


def _answer(
    person: Person,
    reason: str,
    evidence: str,
    what: Answer.What,
    on: date,
    *,
    until: date | None = None,
    interaction: Interaction | None = None,
) -> Answer:
    said = {"reason": reason, "evidence": evidence, "what": what}
    return Answer.objects.create(owner=person.owner, person=person, on=on, until=until, interaction=interaction, **said)


def _promise_of(person: Person, evidence: str) -> Promise | None:
    kind, _, number = evidence.partition(":")
    if kind != "promise" or not number.isdigit():
        return None
    return Promise.objects.filter(owner=person.owner, person=person, pk=int(number)).first()
