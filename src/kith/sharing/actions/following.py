"""The introduction in the asker's book that came of a request, kept in step with it."""

from __future__ import annotations

from datetime import datetime

from kith.accounts.models import User
from kith.introductions.models import Introduction, Step
from kith.people import queries as people
from kith.people.models import Person
from kith.sharing.leaving_out import key_of
from kith.sharing.models import Request

State, Actor = Introduction.State, Step.Actor


def begin(request: Request, introducer: Person, at: datetime) -> Introduction:
    """Write the introduction down in the asker's book, as far as it has come."""
    ask = request.ask
    made = Introduction.objects.create(
        owner=ask.owner,
        introducer=introducer,
        other_id=_known(ask.owner, ask.address),
        other_name=words_for(request),
        target=ask.target,
        tier=introducer.tier,
        purpose=ask.purpose,
        state=State.INTRODUCER_ASKED,
        state_at=at,
        asked_at=ask.asked_at,
    )
    _step(made, Actor.ME, "ask", State.INTRODUCER_ASKED, ask.asked_at)
    _step(made, Actor.INTRODUCER, "agree", State.INTRODUCER_AGREED, request.offered_at or at)
    if request.target_agreed_at:
        _step(made, Actor.OTHER, "agree", State.OTHER_AGREED, request.target_agreed_at)
    return made


def target_agreed(request: Request, at: datetime) -> None:
    """Note in the asker's book that the other side agreed, and who it is."""
    found = request.introduction
    if found is not None and found.state == State.INTRODUCER_AGREED:
        found.other_name = words_for(request)
        found.save(update_fields=["other_name"])
        _step(found, Actor.OTHER, "agree", State.OTHER_AGREED, at)


def words_for(request: Request) -> str:
    """Whom a request is about, as far as the asker may know."""
    return request.ask.name or (request.person.name if request.shows_person else request.descriptor)


def _known(owner: User, address: str) -> int | None:
    key = key_of(address) if address else ""
    return people.people_by_keys(owner, [key]).get(key)


def _step(made: Introduction, actor: str, move: str, state: str, at: datetime) -> None:
    Step.objects.create(owner=made.owner, introduction=made, actor=actor, move=move, state=state, at=at)
    made.state, made.state_at = state, at
    made.save(update_fields=["state", "state_at"])
