"""The introduction in the asker's book that came of a request, kept in step with it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from kith.accounts.models import User
from kith.errors import Refused
from kith.introductions import actions as introductions
from kith.introductions.models import Introduction, Step
from kith.introductions.moves import Door
from kith.people import queries as people
from kith.people.models import Person
from kith.sharing.leaving_out import key_of
from kith.sharing.models import Request

State, Actor = Introduction.State, Step.Actor


def begin(request: Request, introducer: Person, at: datetime) -> Introduction:
    """Write the introduction down in the asker's book, as far as it has come."""
    ask = request.ask
    drafted = introductions.draft(
        ask.owner,
        introducer=introducer,
        other=_known(ask.owner, ask.address),
        other_name=words_for(request),
        target=ask.target,
        purpose=ask.purpose,
        at=at,
    )
    _note_ask(drafted, ask.asked_at)
    made = introductions.act(drafted, actor=Actor.INTRODUCER, move="agree", door=Door.TOLD, at=at)
    return _other_agreed(made, request, at) if request.target_agreed_at else made


def target_agreed(request: Request, at: datetime) -> None:
    """Note in the asker's book that the other side agreed, and who it is; not where the asker has gone on without."""
    if request.introduction is not None:
        Introduction.objects.filter(pk=request.introduction.pk, other=None).update(other_name=words_for(request))
        with suppress(Refused):
            _other_agreed(request.introduction, request, at)


def words_for(request: Request) -> str:
    """Whom a request is about, as far as the asker may know."""
    return request.ask.name or (request.person.name if request.shows_person else request.descriptor)


def _other_agreed(made: Introduction, request: Request, at: datetime) -> Introduction:
    said = introductions.Said(contact=request.contact)
    return introductions.act(made, actor=Actor.OTHER, move="agree", door=Door.TOLD, at=at, said=said)


def _note_ask(made: Introduction, asked_at: datetime) -> None:
    """The asker asked the server and not this introducer, so that what limits asking one person has no say here."""
    made.state, made.state_at, made.asked_at = State.INTRODUCER_ASKED, asked_at, asked_at
    made.save(update_fields=["state", "state_at", "asked_at"])
    Step.objects.create(
        owner=made.owner, introduction=made, actor=Actor.ME, move="asked", state=made.state, at=asked_at
    )


def _known(owner: User, address: str) -> Person | None:
    key = key_of(address) if address else ""
    found = people.people_by_keys(owner, [key]).get(key)
    return Person.objects.get(pk=found) if found else None
